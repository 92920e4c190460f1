import { type Block, type Body, bodyRootOf } from '../../lib/chain/block.ts';
import type { Certificate } from '../../lib/chain/certificate.ts';
import { leaderIndex } from '../../lib/chain/committee.ts';
import type { Header } from '../../lib/chain/header.ts';
import { nextMix } from '../../lib/chain/mix.ts';
import { FINALIZE, NULLIFY, randaoMessage } from '../../lib/chain/statement.ts';
import { bytesFromHex, concatBytes, type Hash, type Hex, ZERO_HASH } from '../../lib/core/bytes.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import { hashOnce } from './hash-once.ts';
import type { SimulatedSignatures } from './signatures.ts';
import {
  accountOf,
  isBoundary,
  type SimulatedChain,
  type SimulatedEpoch,
} from './simulated-chain.ts';
import { isCertified } from './verify-messages.ts';

export interface BlockRequest {
  view: bigint;
  parent: Header;
  timestampMs: number;
  parentCertificate?: Certificate;
  transactions: readonly Uint8Array[];
}

/** Where a ledger lives: the chain's epochs and the signatures of its validators. */
export interface World {
  chain: SimulatedChain;
  signatures: SimulatedSignatures;
}

/** The smallest ledger that can disagree: the state root is a hash over all transactions. */
export function buildBlock(
  world: World,
  epoch: SimulatedEpoch,
  validator: number,
  request: BlockRequest,
): Block {
  const { chain, signatures } = world;
  const { view, parent, timestampMs, parentCertificate, transactions } = request;
  const message = randaoMessage(chain.genesisHash, epoch.epoch, view);
  const reveal = signatures.sign(validator, message);
  const body: Body = {
    ...emptyBody(reveal),
    ...(parentCertificate && { parentCertificate }),
    transactions,
  };
  const mix = nextMix(parent.mix, reveal);
  const header: Header = {
    ...parent,
    epoch: epoch.epoch,
    view,
    height: parent.height + 1n,
    parentHash: hashOnce(parent),
    timestampMs,
    proposer: accountOf(validator),
    bodyRoot: bodyRootOf(body),
    stateRoot: execute(parent.stateRoot, transactions),
    mix,
    nextCommitteeHash: chain.isDue(epoch, timestampMs) ? chain.nextCommitteeHash(mix) : ZERO_HASH,
  };
  return { header, body };
}

/** Validity as a function of the parent and the block, and of nothing else. */
export function isValidBlock(
  world: World,
  epoch: SimulatedEpoch,
  parent: Header,
  block: Block,
): boolean {
  // All nodes come to the same verdict, so the first to ask does the work.
  const known = verdicts.get(block);
  if (known?.epoch === epoch && known.parent === parent) return known.isValid;
  const isValid = isValidHeader(world, epoch, parent, block) && isValidBody(world, epoch, block);
  verdicts.set(block, { epoch, parent, isValid });
  return isValid;
}

const verdicts = new WeakMap<Block, { epoch: SimulatedEpoch; parent: Header; isValid: boolean }>();

function isValidHeader(
  { chain }: World,
  epoch: SimulatedEpoch,
  parent: Header,
  { header, body }: Block,
): boolean {
  const isFirst = parent === epoch.root || hashOnce(parent) === hashOnce(epoch.root);
  const leader = leaderIndex(epoch.committee, epoch.seed, header.view);
  const isDue = chain.isDue(epoch, header.timestampMs);
  return (
    header.genesisHash === chain.genesisHash &&
    header.epoch === epoch.epoch &&
    (isFirst ? header.view > 0n : !isBoundary(parent) && header.view > parent.view) &&
    header.height === parent.height + 1n &&
    header.parentHash === hashOnce(parent) &&
    isParentCertified(epoch, parent, body.parentCertificate, isFirst) &&
    header.proposer === epoch.committee[leader]?.account &&
    header.timestampMs >= parent.timestampMs + chain.minBlockMs &&
    header.bodyRoot === bodyRootOf(body) &&
    header.stateRoot === execute(parent.stateRoot, body.transactions) &&
    header.mix === nextMix(parent.mix, body.reveal) &&
    header.nextCommitteeHash === (isDue ? chain.nextCommitteeHash(header.mix) : ZERO_HASH)
  );
}

/** The root of an epoch is certified by the epoch before, at any view; genesis by nobody. */
function isParentCertified(
  epoch: SimulatedEpoch,
  parent: Header,
  certificate: Certificate | undefined,
  isFirst: boolean,
): boolean {
  if (isFirst && epoch.epoch === 0n) return certificate === undefined;
  if (!certificate || certificate.statement.digest !== hashOnce(parent)) return false;
  const { kind, view } = certificate.statement;
  if (certificate.statement.epoch !== parent.epoch || kind === NULLIFY) return false;
  return isFirst ? kind === FINALIZE && view >= parent.view : view === parent.view;
}

function isValidBody({ chain, signatures }: World, epoch: SimulatedEpoch, block: Block): boolean {
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

export function execute(parentRoot: Hash, transactions: readonly Uint8Array[]): Hash {
  if (transactions.length === 0) return parentRoot;
  return keccakHex(concatBytes(bytesFromHex(parentRoot), ...transactions));
}

function emptyBody(reveal: Hex): Body {
  return { reveal, evidence: [], transactions: [], receiptsRoot: ZERO_HASH };
}
