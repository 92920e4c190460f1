import { type Block, bodyRootOf, hashOfBlock } from '../../../lib/chain/block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { type Committee, leaderIndex } from '../../../lib/chain/committee.ts';
import { HEADER_VERSION, type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import { nextMix } from '../../../lib/chain/mix.ts';
import {
  attestMessage,
  FINALIZE,
  NOTARIZE,
  NULLIFY,
  randaoMessage,
  type StatementKind,
} from '../../../lib/chain/statement.ts';
import { bisectVotes } from '../../../lib/consensus/bisect-votes.ts';
import type { ConsensusEffect, EpochConfig, Proposal, Vote } from '../../../lib/consensus/types.ts';
import { type Hash, type Hex, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { fakeAggregate, fakeSign, fakeVerify } from '../../simulation/fake-signatures.ts';

type EffectOf<Type> = Extract<ConsensusEffect, { type: Type }>;

export const WALL_MS = 1_900_000_000_000;
const GENESIS_HASH: Hex = `0x${'ab'.repeat(32)}`;
const NEXT_COMMITTEE: Hash = `0x${'cd'.repeat(32)}`;
const FOUR = [1n, 1n, 1n, 1n];

/** Epoch 0 begins at genesis; epoch 1 at a boundary of view 5 that became final at view 7. */
export function configFor(powers: readonly bigint[], self: number, epoch = 0n): EpochConfig {
  const committee: Committee = powers.map((power, index) => ({
    account: `0x${index.toString(16).padStart(40, '0')}`,
    blsKey: `0x${index.toString(16).padStart(96, '0')}`,
    networkKey: `0x${index.toString(16).padStart(64, '0')}`,
    power,
  }));
  const sign = (message: Uint8Array) => fakeSign(self, message);
  return {
    genesisHash: GENESIS_HASH,
    epoch,
    seed: `0x${'07'.repeat(32)}`,
    committee,
    minBlockMs: 500,
    root: epoch === 0n ? GENESIS : ROOT_OF_SECOND,
    ...(epoch > 0n && { rootCertificate: makeRootCertificate() }),
    ...(self < powers.length && { self: { index: self, sign } }),
  };
}

/** A finalization of epoch 1's root, at its own view or a later one. */
export function makeRootCertificate(view = 7n, signers: readonly number[] = [1, 2, 3]) {
  return makeCertificate(FINALIZE, view, hashOfHeader(ROOT_OF_SECOND), signers);
}

export function makeVote(
  kind: StatementKind,
  view: bigint,
  signer: number,
  digest: Hash = ZERO_HASH,
  epoch = 0n,
): Vote {
  const statement = { kind, epoch, view, digest };
  return { statement, signer, signature: fakeSign(signer, attestMessage(GENESIS_HASH, statement)) };
}

export function makeCertificate(
  kind: StatementKind,
  view: bigint,
  digest: Hash = ZERO_HASH,
  signers: readonly number[] = [1, 2, 3],
  { memberCount = 4, epoch = 0n }: { memberCount?: number; epoch?: bigint } = {},
): Certificate {
  const votes = signers.map((signer) => makeVote(kind, view, signer, digest, epoch));
  return {
    statement: { kind, epoch, view, digest },
    signers: bitmapFromIndexes(signers, memberCount),
    signature: fakeAggregate(votes.map((vote) => vote.signature)),
  };
}

export interface BlockChanges {
  timestampMs?: number;
  transaction?: number;
  isBoundary?: boolean;
}

export interface Proposed {
  block: Block;
  hash: Hash;
  proposal: Proposal;
}

/** The leader's block and proposal for a view, on a parent that is certified or the root. */
export function makeProposal(
  view: bigint,
  parent?: { header: Header; certificate: Certificate },
  changes: BlockChanges & { epoch?: bigint } = {},
): Proposed {
  const leader = leaderOf(view);
  const config = configFor(FOUR, leader, changes.epoch);
  const header = parent?.header ?? config.root;
  const parentCertificate = parent?.certificate ?? config.rootCertificate;
  const timestampMs = header.timestampMs + 500;
  const request = { view, parent: header, timestampMs };
  const block = buildBlock(
    config,
    { ...request, ...(parentCertificate && { parentCertificate }) },
    changes,
  );
  const hash = hashOfBlock(block);
  const base = parent?.certificate.statement.view ?? 0n;
  const nullifications = nullificationsBetween(base, view, config.epoch);
  const vote = makeVote(NOTARIZE, view, leader, hash, config.epoch);
  return { block, hash, proposal: { view, block, nullifications, vote } };
}

/** The boundary as a later leader proposes it again. */
export function proposeAgain(
  { block, hash }: Pick<Proposed, 'block' | 'hash'>,
  view: bigint,
  justify: Certificate,
): Proposal {
  const { epoch } = block.header;
  const nullifications = nullificationsBetween(justify.statement.view, view, epoch);
  const vote = makeVote(NOTARIZE, view, leaderOf(view), hash, epoch);
  return { view, block, nullifications, justify, vote };
}

/** A block on any parent; a child of the root begins an epoch. */
export function buildBlock(
  config: EpochConfig,
  request: Omit<EffectOf<'build'>, 'type'>,
  changes: BlockChanges = {},
): Block {
  const { view, parent, parentCertificate } = request;
  const leader = leaderIndex(config.committee, config.seed, view);
  const reveal = fakeSign(leader, randaoMessage(config.genesisHash, config.epoch, view));
  const body = {
    ...(parentCertificate && { parentCertificate }),
    reveal,
    inbox: [],
    evidence: [],
    transactions: changes.transaction ? [Uint8Array.of(changes.transaction)] : [],
    receiptsRoot: ZERO_HASH,
  };
  const header: Header = {
    ...parent,
    epoch: config.epoch,
    view,
    height: parent.height + 1n,
    parentHash: hashOfHeader(parent),
    timestampMs: changes.timestampMs ?? request.timestampMs,
    proposer: config.committee[leader]?.account ?? ZERO_ADDRESS,
    bodyRoot: bodyRootOf(body),
    mix: nextMix(parent.mix, reveal),
    nextCommitteeHash: changes.isBoundary ? NEXT_COMMITTEE : ZERO_HASH,
  };
  return { header, body };
}

/** What a driver answers to `verify-votes`. */
export function checkVotes(
  { genesisHash }: EpochConfig,
  { statement, votes, base }: Omit<EffectOf<'verify-votes'>, 'type'>,
) {
  const message = attestMessage(genesisHash, statement);
  const search = bisectVotes(votes);
  let next = search.next();
  while (!next.done) {
    const sum = fakeAggregate(next.value.map((vote) => vote.signature));
    const signers = next.value.map((vote) => vote.signer);
    next = search.next(fakeVerify(signers, message, sum));
  }
  const { passed, bad } = next.value;
  const shares = [...passed.map((vote) => vote.signature), ...(base ? [base.signature] : [])];
  return {
    signers: [...(base?.signers ?? []), ...passed.map((vote) => vote.signer)],
    bad: bad.map((vote) => vote.signer),
    signature: fakeAggregate(shares),
  };
}

export function leaderOf(view: bigint): number {
  const { committee, seed } = configFor(FOUR, 0);
  return leaderIndex(committee, seed, view);
}

/** First view at or after `from` that `member` leads (or, negated, does not). */
export function viewLedBy(member: number, from = 1n, isLed = true): bigint {
  for (let view = from; ; view++) if ((leaderOf(view) === member) === isLed) return view;
}

function nullificationsBetween(base: bigint, view: bigint, epoch: bigint): Certificate[] {
  const nullifications: Certificate[] = [];
  for (let at = base + 1n; at < view; at++) {
    nullifications.push(makeCertificate(NULLIFY, at, ZERO_HASH, [1, 2, 3], { epoch }));
  }
  return nullifications;
}

const GENESIS: Header = {
  version: HEADER_VERSION,
  genesisHash: GENESIS_HASH,
  epoch: 0n,
  view: 0n,
  height: 0n,
  parentHash: ZERO_HASH,
  timestampMs: WALL_MS - 10_000,
  proposer: ZERO_ADDRESS,
  bodyRoot: ZERO_HASH,
  stateRoot: ZERO_HASH,
  outboxRoot: ZERO_HASH,
  coinRoot: ZERO_HASH,
  coinCount: 0n,
  inboxCount: 0n,
  inboxHash: ZERO_HASH,
  mix: ZERO_HASH,
  nextCommitteeHash: ZERO_HASH,
};

const ROOT_OF_SECOND: Header = {
  ...GENESIS,
  view: 5n,
  height: 3n,
  timestampMs: WALL_MS - 5_000,
  nextCommitteeHash: NEXT_COMMITTEE,
};
