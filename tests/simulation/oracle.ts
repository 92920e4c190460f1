import type { Block } from '../../lib/chain/block.ts';
import type { Certificate } from '../../lib/chain/certificate.ts';
import type { ConsensusMessage, RecordBody, Vote } from '../../lib/consensus/types.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import { hashOnce } from './hash-once.ts';

/**
 * Watches a simulation from outside and stops it when something happens that must never happen. It
 * has its own arithmetic and takes nothing from the engine, so a mistake there cannot hide here.
 */
export interface Oracle {
  /** Every signature an honest node makes: the 88 bytes of an attestation, or something else. */
  signed(node: number, message: Uint8Array): void;
  /** Every record that becomes durable on an honest node's disk. */
  durable(node: number, body: RecordBody): void;
  /** Every message an honest node sends. */
  sent(node: number, message: ConsensusMessage): void;
  /** Valid certificates count whoever sends them, and no liar can forge an honest bit. */
  sentByLiar(message: ConsensusMessage): void;
  /** Every block a node reports as final. */
  finalized(node: number, blocks: readonly Block[], certificate: Certificate): void;
  /** A finalized height that a node told its clients about, having written it down. */
  acknowledged(node: number, height: bigint): void;
  restarted(node: number, height: bigint): void;
  /** Its disk was damaged: what it had acknowledged it has to get again. */
  lostBlocks(node: number): void;
  halted(node: number, reason: string): void;
  readonly counters: { nullifications: number; notarizations: number; finalizedHeight: bigint };
}

export interface OracleSetup {
  powers: readonly bigint[];
  seedBytes: Uint8Array;
  accountOf: (member: number) => string;
  isHonest: (node: number) => boolean;
}

export function createOracle(setup: OracleSetup): Oracle {
  const total = setup.powers.reduce((sum, power) => sum + power, 0n);
  const signatures = new Set<string>();
  const durableVotes = new Set<string>();
  const votesOnWire = new Map<string, string>();
  const certificates = new Map<string, string>();
  const checkedCertificates = new Set<Certificate>();
  const chain = new Map<bigint, { hash: string; view: bigint }>();
  const acknowledgedHeights = new Map<number, bigint>();
  const counters = { nullifications: 0, notarizations: 0, finalizedHeight: 0n };

  const checkVote = (node: number, vote: Vote) => {
    const { kind, view, digest } = vote.statement;
    const key = `${node}/${kind}/${view}/${digest}`;
    if (vote.signer !== node) fail('foreign-vote', `${node} sent a vote of ${vote.signer}`);
    if (!signatures.has(key)) fail('unsigned-vote', key);
    if (!durableVotes.has(key)) fail('vote-before-durable', key);
    const other = votesOnWire.get(`${node}/${kind}/${view}`);
    if (other !== undefined && other !== digest) fail('slashable-pair', key);
    votesOnWire.set(`${node}/${kind}/${view}`, digest);
    const opposite = kind === 2 ? 3 : kind === 3 ? 2 : undefined;
    if (opposite && votesOnWire.has(`${node}/${opposite}/${view}`)) fail('slashable-pair', key);
  };

  const checkCertificate = (certificate: Certificate) => {
    if (checkedCertificates.has(certificate)) return;
    checkedCertificates.add(certificate);
    const { kind, view, digest } = certificate.statement;
    let power = 0n;
    for (const signer of bitsOf(certificate.signers)) {
      if (signer >= setup.powers.length) fail('stray-bit', `${signer} in view ${view}`);
      power += setup.powers[signer] as bigint;
      const key = `${signer}/${kind}/${view}/${digest}`;
      if (setup.isHonest(signer) && !signatures.has(key)) fail('forged-bit', key);
    }
    if (power * 3n <= total * 2n) fail('weak-certificate', `view ${view} kind ${kind}`);
    const held = certificates.get(`${kind}/${view}`);
    if (held !== undefined && held !== digest) fail('double-certificate', `view ${view}`);
    const opposite = kind === 2 ? 3 : kind === 3 ? 2 : undefined;
    if (opposite && certificates.has(`${opposite}/${view}`)) fail('null-and-final', `view ${view}`);
    if (held !== undefined) return;
    certificates.set(`${kind}/${view}`, digest);
    if (kind === 2) counters.nullifications++;
    if (kind === 1) counters.notarizations++;
  };

  const checkFinalizedBlock = (node: number, block: Block) => {
    const { height, view, parentHash, proposer } = block.header;
    const hash = hashOnce(block.header);
    const known = chain.get(height);
    if (known && known.hash !== hash) fail('disagreement', `node ${node} at height ${height}`);
    if (known) return;
    const parent = chain.get(height - 1n);
    if (height > 1n && parent?.hash !== parentHash) fail('broken-chain', `height ${height}`);
    const leader = leaderOf(setup, total, view);
    if (proposer !== setup.accountOf(leader)) fail('wrong-leader', `view ${view}`);
    for (let gap = (parent?.view ?? 0n) + 1n; gap < view; gap++) {
      if (!certificates.has(`2/${gap}`)) fail('gap-not-nullified', `view ${gap}`);
    }
    chain.set(height, { hash, view });
    if (height > counters.finalizedHeight) counters.finalizedHeight = height;
  };

  return {
    counters,
    signed: (node, message) => {
      const statement = statementFrom(message);
      if (statement) signatures.add(`${node}/${statement}`);
    },
    durable: (node, body) => {
      const vote = voteOf(body);
      if (vote) durableVotes.add(`${node}/${textOf(vote)}`);
    },
    sent: (node, message) => {
      for (const certificate of certificatesIn(message)) checkCertificate(certificate);
      if (message.type === 'vote') checkVote(node, message.vote);
      if (message.type === 'proposal') checkVote(node, message.proposal.vote);
    },
    sentByLiar: (message) => {
      for (const certificate of certificatesIn(message)) checkCertificate(certificate);
    },
    finalized: (node, blocks, certificate) => {
      checkCertificate(certificate);
      const last = blocks.at(-1);
      if (!last || hashOnce(last.header) !== certificate.statement.digest)
        fail('not-certified', '');
      for (const block of blocks) checkFinalizedBlock(node, block);
    },
    acknowledged: (node, height) => {
      acknowledgedHeights.set(node, height);
    },
    restarted: (node, height) => {
      const before = acknowledgedHeights.get(node) ?? 0n;
      if (height < before) fail('finality-lost', `node ${node} fell from ${before} to ${height}`);
    },
    lostBlocks: (node) => void acknowledgedHeights.delete(node),
    halted: (node, reason) => fail('halted', `node ${node}: ${reason}`),
  };
}

export function leaderOf(
  setup: Pick<OracleSetup, 'seedBytes' | 'powers'>,
  total: bigint,
  view: bigint,
): number {
  const input = new Uint8Array(46);
  input.set([108, 101, 97, 100, 101, 114]);
  input.set(setup.seedBytes, 6);
  new DataView(input.buffer).setBigUint64(38, view);
  let rest = BigInt(keccakHex(input)) % total;
  return setup.powers.findIndex((power) => {
    rest -= power;
    return rest < 0n;
  });
}

function bitsOf(bitmap: string): number[] {
  const bits: number[] = [];
  for (let at = 2; at < bitmap.length; at += 2) {
    const byte = Number.parseInt(bitmap.slice(at, at + 2), 16);
    for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) bits.push((at / 2 - 1) * 8 + bit);
  }
  return bits;
}

/** `kind/view/digest` of an attestation's 88 bytes; other signatures are none of our business. */
function statementFrom(message: Uint8Array): string | undefined {
  if (message.length !== 88 || message[0] !== 6 || message[1] !== 97) return undefined;
  const fields = new DataView(message.buffer, message.byteOffset);
  const digest = Buffer.from(message.subarray(56, 88)).toString('hex');
  return `${fields.getUint8(39)}/${fields.getBigUint64(48)}/0x${digest}`;
}

function certificatesIn(message: ConsensusMessage): readonly Certificate[] {
  if (message.type === 'certificate') return [message.certificate];
  return message.type === 'proposal' ? message.proposal.nullifications : [];
}

function voteOf(body: RecordBody): Vote | undefined {
  if (body.type === 'vote') return body.vote;
  return body.type === 'proposal' ? body.proposal.vote : undefined;
}

function textOf({ statement }: Vote): string {
  return `${statement.kind}/${statement.view}/${statement.digest}`;
}

function fail(invariant: string, detail: string): never {
  throw new WeftError(`oracle/${invariant}`, `${invariant}: ${detail}`, { detail });
}
