import type { Hash } from '../core/bytes.ts';
import { type ErrorObject, WeftError } from '../core/errors.ts';
import {
  BLOCK_OVERHEAD_BYTES,
  EXECUTION_SLICE_TRANSACTIONS,
  MAX_BLOCK_BYTES,
} from '../core/limits.ts';
import { type Block, type Body, bodyRootOf } from './block.ts';
import type { BlockPlan } from './block-context.ts';
import { beginBlock, type ExecutionResult, endBlock } from './block-execution.ts';
import type { Chain } from './chain.ts';
import type { RecoveredTransaction } from './check-transaction.ts';
import { epochAfter } from './epoch.ts';
import { type ExecutionOptions, isInvalidTransaction } from './execute-block.ts';
import { executeTransaction } from './execute-transaction.ts';
import { HEADER_VERSION, type Header, hashOfHeader } from './header.ts';
import { inboxAfter } from './inbox.ts';
import { sizeOfInbox } from './inbox-codec.ts';
import { nextMix } from './mix.ts';
import type { BlockContext } from './module.ts';
import type { StateTree } from './state-tree.ts';

/** A block's content and effects, before it has a header. */
export interface BuiltParts extends ExecutionResult {
  transactions: readonly RecoveredTransaction[];
  /** Candidates that may not be in this block, with the reason; those without room are not here. */
  skipped: readonly { hash: Hash; error: ErrorObject }[];
}

/** Executes candidates in order, leaving out those that are invalid and those without room. */
export async function buildBlock(
  chain: Chain,
  parent: StateTree,
  block: BlockContext,
  candidates: Iterable<RecoveredTransaction>,
  options: ExecutionOptions = {},
): Promise<BuiltParts> {
  const execution = await beginBlock(chain, parent, block, options.limits);
  const transactions: RecoveredTransaction[] = [];
  const skipped: { hash: Hash; error: ErrorObject }[] = [];
  const inboxBytes = sizeOfInbox(block.inbox.map(({ event }) => event));
  let bytesLeft = MAX_BLOCK_BYTES - BLOCK_OVERHEAD_BYTES - inboxBytes;
  let tried = 0;
  for (const candidate of candidates) {
    if (++tried % EXECUTION_SLICE_TRANSACTIONS === 0) await options.pause?.();
    const size = candidate.bytes.length + LENGTH_PREFIX_BYTES;
    if (size > bytesLeft) continue;
    try {
      await executeTransaction(execution, candidate);
      transactions.push(candidate);
      bytesLeft -= size;
    } catch (thrown) {
      if (thrown instanceof WeftError && thrown.code === 'block/full') break;
      if (thrown instanceof WeftError && thrown.code === 'block/free-full') continue;
      if (!isInvalidTransaction(thrown)) throw thrown;
      skipped.push({ hash: candidate.hash, error: thrown.toObject() });
    }
  }
  return { ...(await endBlock(execution, options.pause)), transactions, skipped };
}

/** The block of a plan whose context the parts were built in. */
export function sealBlock(chain: Chain, parent: Header, plan: BlockPlan, parts: BuiltParts): Block {
  const { view, timestampMs, proposer, reveal, parentCertificate, inbox, evidence } = plan;
  const body: Body = {
    ...(parentCertificate && { parentCertificate }),
    reveal,
    inbox,
    evidence,
    transactions: parts.transactions.map(({ bytes }) => bytes),
    receiptsRoot: parts.receiptsRoot,
  };
  const header: Header = {
    version: HEADER_VERSION,
    genesisHash: chain.genesisHash,
    epoch: epochAfter(parent),
    view,
    height: parent.height + 1n,
    parentHash: hashOfHeader(parent),
    timestampMs,
    proposer,
    bodyRoot: bodyRootOf(body),
    stateRoot: parts.stateRoot,
    outboxRoot: parts.outboxRoot,
    coinRoot: parts.coinRoot,
    coinCount: parts.coinCount,
    ...inboxAfter(parent, inbox),
    mix: nextMix(parent.mix, reveal),
    nextCommitteeHash: parts.nextCommitteeHash,
  };
  return { header, body };
}

/** An RLP string of up to 16 MB has at most this many bytes before its content. */
const LENGTH_PREFIX_BYTES = 4;
