import { type Block, type Body, bodyRootOf } from '../../lib/chain/block.ts';
import type { Certificate } from '../../lib/chain/certificate.ts';
import { leaderIndex } from '../../lib/chain/committee.ts';
import { type Evidence, guiltyMembers, isConflict } from '../../lib/chain/evidence.ts';
import type { Header } from '../../lib/chain/header.ts';
import { type InboxEvent, inboxAfter } from '../../lib/chain/inbox.ts';
import { nextMix } from '../../lib/chain/mix.ts';
import { randaoMessage } from '../../lib/chain/statement.ts';
import { assertHeader } from '../../lib/chain/validate-block.ts';
import { bytesFromHex, concatBytes, type Hash, ZERO_HASH } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import { MAX_EVIDENCE_PER_BLOCK } from '../../lib/core/limits.ts';
import type { Eventual } from './eventual.ts';
import { hashOnce } from './hash-once.ts';
import type { SimulatedSignatures } from './signatures.ts';
import {
  accountOf,
  type FastChain,
  isBoundary,
  type Removed,
  type SimulatedChain,
  type SimulatedEpoch,
} from './simulated-chain.ts';
import { areBitsSigned, isCertified } from './verify-messages.ts';

export interface BlockRequest {
  view: bigint;
  parent: Header;
  timestampMs: number;
  parentCertificate?: Certificate;
  inbox?: readonly InboxEvent[];
  evidence?: readonly Evidence[];
  transactions: readonly Uint8Array[];
}

/** Where a ledger lives: the chain's epochs and the signatures of its validators. */
export interface World {
  chain: SimulatedChain;
  signatures: SimulatedSignatures;
}

export interface FastWorld extends World {
  chain: FastChain;
}

/** What a process asks of the chain that it executes. */
export interface Ledger {
  build(epoch: SimulatedEpoch, validator: number, request: BlockRequest): Eventual<Block>;
  /** Validity as a function of the parent and the block, and of nothing else. */
  isValid(epoch: SimulatedEpoch, parent: Header, block: Block): Eventual<boolean>;
  /** What a block on this parent may tell: every piece convicts somebody. */
  usableEvidence(
    epoch: SimulatedEpoch,
    parent: Header,
    candidates: Iterable<Evidence>,
  ): readonly Evidence[];
  /** What stands in a block for a number of the workload. */
  bytesOf(id: number): Uint8Array;
  idsOf(block: Block): readonly number[];
}

/** The smallest ledger that can disagree: the state root is a hash over all that happened. */
export function createFastLedger(world: FastWorld): Ledger {
  return {
    build: (epoch, validator, request) => buildBlock(world, epoch, validator, request),
    isValid: (epoch, parent, block) => isValidBlock(world, epoch, parent, block),
    usableEvidence: (epoch, parent, candidates) => {
      const usable: Evidence[] = [];
      for (const candidate of candidates) {
        const isFull = usable.length === MAX_EVIDENCE_PER_BLOCK;
        if (!isFull && convict(world, epoch, parent, [...usable, candidate])) {
          usable.push(candidate);
        }
      }
      return usable;
    },
    bytesOf: (id) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, id);
      return bytes;
    },
    idsOf: ({ body }) =>
      body.transactions.map((bytes) =>
        bytes.length === 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : 0,
      ),
  };
}

export function buildBlock(
  world: FastWorld,
  epoch: SimulatedEpoch,
  validator: number,
  request: BlockRequest,
): Block {
  const { chain, signatures } = world;
  const { view, parent, timestampMs, parentCertificate } = request;
  const { inbox = [], evidence = [], transactions } = request;
  const message = randaoMessage(chain.genesisHash, epoch.epoch, view);
  const reveal = signatures.sign(validator, message);
  const body: Body = {
    ...(parentCertificate && { parentCertificate }),
    reveal,
    inbox,
    evidence,
    transactions,
    receiptsRoot: ZERO_HASH,
  };
  const mix = nextMix(parent.mix, reveal);
  const guilty = convict(world, epoch, parent, evidence) ?? [];
  const removed = [...chain.removedAfter(parent), ...guilty];
  const isDue = chain.isDue(epoch, timestampMs);
  const position = inboxAfter(parent, inbox);
  const header: Header = {
    ...parent,
    epoch: epoch.epoch,
    view,
    height: parent.height + 1n,
    parentHash: hashOnce(parent),
    timestampMs,
    proposer: accountOf(validator),
    bodyRoot: bodyRootOf(body),
    stateRoot: execute(parent.stateRoot, body, guilty, position.inboxHash),
    ...position,
    mix,
    nextCommitteeHash: isDue ? chain.nextCommitteeHash(mix, removed) : ZERO_HASH,
  };
  chain.setRemovedAfter(header, removed);
  return { header, body };
}

export function isValidBlock(
  world: FastWorld,
  epoch: SimulatedEpoch,
  parent: Header,
  block: Block,
): boolean {
  // All nodes come to the same verdict, so the first to ask does the work.
  const known = verdicts.get(block);
  if (known?.epoch === epoch && known.parent === parent) return known.isValid;
  const guilty = convict(world, epoch, parent, block.body.evidence);
  const isValid =
    guilty !== undefined &&
    isValidHeader(world, epoch, parent, block, guilty) &&
    isValidBody(world, epoch, block);
  if (isValid) {
    world.chain.setRemovedAfter(block.header, [...world.chain.removedAfter(parent), ...guilty]);
  }
  verdicts.set(block, { epoch, parent, isValid });
  return isValid;
}

const verdicts = new WeakMap<Block, { epoch: SimulatedEpoch; parent: Header; isValid: boolean }>();

/** The chain's own rules, and what executing would have shown. */
function isValidHeader(
  { chain }: FastWorld,
  epoch: SimulatedEpoch,
  parent: Header,
  block: Block,
  guilty: Removed,
): boolean {
  const { header, body } = block;
  const { genesisHash, minBlockMs } = chain;
  const rules = { genesisHash, genesis: { parameters: { minBlockMs } } };
  const isEnded = isBoundary(parent) && parent.epoch === epoch.epoch;
  const tree = chain.stateOf(isEnded ? chain.next(epoch, parent) : epoch);
  try {
    assertHeader(rules, { header: parent, tree }, block);
  } catch (thrown) {
    if (!(thrown instanceof WeftError) || !thrown.code.startsWith('block/')) throw thrown;
    return false;
  }
  const removed = [...chain.removedAfter(parent), ...guilty];
  const nextCommitteeHash = chain.isDue(epoch, header.timestampMs)
    ? chain.nextCommitteeHash(header.mix, removed)
    : ZERO_HASH;
  return (
    header.stateRoot === execute(parent.stateRoot, body, guilty, header.inboxHash) &&
    [header.outboxRoot, header.coinRoot].every((root) => root === ZERO_HASH) &&
    header.coinCount === 0n &&
    header.nextCommitteeHash === nextCommitteeHash
  );
}

function isValidBody(
  { chain, signatures }: FastWorld,
  epoch: SimulatedEpoch,
  block: Block,
): boolean {
  const { header, body } = block;
  const leader = leaderIndex(epoch.committee, epoch.seed, header.view);
  const validator = epoch.validators[leader] as number;
  const message = randaoMessage(chain.genesisHash, header.epoch, header.view);
  const { parentCertificate } = body;
  const certifier = parentCertificate?.statement.epoch === epoch.epoch ? epoch : epoch.previous;
  return (
    signatures.verify([validator], message, body.reveal) &&
    (!parentCertificate ||
      (certifier !== undefined && isCertified({ chain, signatures }, certifier, parentCertificate)))
  );
}

/** Whom evidence convicts on this parent; undefined if a piece is wrong or convicts nobody. */
function convict(
  world: FastWorld,
  epoch: SimulatedEpoch,
  parent: Header,
  evidence: readonly Evidence[],
): number[] | undefined {
  if (evidence.length === 0) return [];
  if (evidence.length > MAX_EVIDENCE_PER_BLOCK) return undefined;
  const removed = new Set(world.chain.removedAfter(parent));
  const guilty: number[] = [];
  for (const piece of evidence) {
    const fresh = guiltyOf(world, epoch, piece).filter((validator) => !removed.has(validator));
    if (fresh.length === 0) return undefined;
    for (const validator of fresh) removed.add(validator);
    guilty.push(...fresh);
  }
  return guilty;
}

function guiltyOf(world: World, epoch: SimulatedEpoch, evidence: Evidence): number[] {
  const { first, second } = evidence;
  let term: SimulatedEpoch | undefined = epoch;
  for (let age = 0; age < KEPT_COMMITTEES && term; age++) {
    if (term.epoch === first.statement.epoch) break;
    term = term.previous;
  }
  if (term?.epoch !== first.statement.epoch) return [];
  const { committee, validators } = term;
  if (!isConflict(first.statement, second.statement)) return [];
  if (!areBitsSigned(world, term, first) || !areBitsSigned(world, term, second)) return [];
  const guilty = guiltyMembers(evidence, committee) ?? [];
  return guilty.map((member) => validators[committee.indexOf(member)] as number);
}

/** Who is removed is part of the state, and so is what happened on Ethereum. */
function execute(
  parentRoot: Hash,
  { transactions, inbox }: Pick<Body, 'transactions' | 'inbox'>,
  guilty: Removed,
  inboxHash: Hash,
): Hash {
  if (transactions.length + inbox.length + guilty.length === 0) return parentRoot;
  const removal = guilty.length > 0 ? [REMOVED, Uint8Array.from(guilty)] : [];
  const happened = inbox.length > 0 ? [INBOX, bytesFromHex(inboxHash)] : [];
  const parts = [...transactions, ...removal, ...happened];
  return keccakHex(concatBytes(bytesFromHex(parentRoot), ...parts));
}

const INBOX = new TextEncoder().encode('inbox');
const REMOVED = new TextEncoder().encode('removed');
const KEPT_COMMITTEES = 8;
