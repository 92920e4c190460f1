import { assert } from '../core/assert.ts';
import { type Hash, ZERO_HASH } from '../core/bytes.ts';
import { keccakHex } from '../core/keccak.ts';
import {
  FREE_SHARE_PERCENT,
  MAX_BLOCK_BYTES,
  MAX_BLOCK_UNITS,
  MAX_EVENTS_PER_RECEIPT,
  MAX_EVENTS_PER_TRANSACTION,
  MAX_STATE_KEYS,
  MAX_TRANSACTIONS_PER_BLOCK,
  STATE_KEYS_WARNING_PERCENT,
} from '../core/limits.ts';
import { type BoundModules, bindModules } from './bind-modules.ts';
import type { Chain } from './chain.ts';
import { endEpoch } from './end-epoch.ts';
import { basePriceOf, loadOf, nextBasePrice, setBasePrice } from './fees.ts';
import type { Header } from './header.ts';
import type { BlockContext } from './module.ts';
import { bytesFromReceipts, type ChainEvent, type Receipt } from './receipt.ts';
import type { StateDiff } from './state-diff.ts';
import { createStateJournal, type StateJournal } from './state-journal.ts';
import { rootOfTree, type StateTree } from './state-tree.ts';

/** Bounds of one block; tests narrow them. */
export interface ExecutionLimits {
  transactions: number;
  units: number;
  /** Of these, for transactions that somebody else pays. */
  freeUnits: number;
  freeBytes: number;
  /** From here on transactions that create keys fail, unless they may use the reserve. */
  stateKeys: number;
  /** So many more for actions that give back what is at stake. */
  reservedStateKeys: number;
}

export const EXECUTION_LIMITS: ExecutionLimits = {
  transactions: MAX_TRANSACTIONS_PER_BLOCK,
  units: MAX_BLOCK_UNITS,
  freeUnits: (MAX_BLOCK_UNITS * FREE_SHARE_PERCENT) / 100,
  freeBytes: Math.floor((MAX_BLOCK_BYTES * FREE_SHARE_PERCENT) / 100),
  stateKeys: (MAX_STATE_KEYS * STATE_KEYS_WARNING_PERCENT) / 100,
  reservedStateKeys: (MAX_STATE_KEYS * (100 - STATE_KEYS_WARNING_PERCENT)) / 100,
};

/** A block while it executes. */
export interface BlockExecution {
  readonly chain: Chain;
  readonly block: BlockContext;
  readonly limits: ExecutionLimits;
  readonly journal: StateJournal;
  readonly bound: BoundModules;
  readonly basePriceWei: bigint;
  /** Emitted since the last receipt. */
  readonly events: ChainEvent[];
  readonly receipts: Receipt[];
  readonly hookEvents: ChainEvent[];
  units: number;
  /** Of its transactions. */
  bytes: number;
  /** Of those that somebody else pays. */
  freeUnits: number;
  freeBytes: number;
  feesWei: bigint;
}

/** What executing a block gives. */
export interface ExecutionResult
  extends Pick<Header, 'stateRoot' | 'outboxRoot' | 'coinRoot' | 'coinCount'> {
  receipts: readonly Receipt[];
  /** Encoded, as the root commits to them. */
  receiptsBytes: Uint8Array;
  receiptsRoot: Hash;
  tree: StateTree;
  /** Zero unless the block ends its epoch. */
  nextCommitteeHash: Hash;
  diff: StateDiff;
  units: number;
}

/** Opens a block on its parent's state and runs what modules do before transactions. */
export async function beginBlock(
  chain: Chain,
  parent: StateTree,
  block: BlockContext,
  limits: ExecutionLimits = EXECUTION_LIMITS,
): Promise<BlockExecution> {
  const journal = createStateJournal(parent);
  const events: ChainEvent[] = [];
  const execution: BlockExecution = {
    chain,
    block,
    limits,
    journal,
    bound: bindModules(chain.modules, journal, block, (name, fields) => {
      events.push({ name, fields });
    }),
    basePriceWei: basePriceOf(journal),
    events,
    receipts: [],
    hookEvents: [],
    units: 0,
    bytes: 0,
    freeUnits: 0,
    freeBytes: 0,
    feesWei: 0n,
  };
  applyInbox(execution);
  await runHooks(execution, 'beginBlock');
  return execution;
}

/**
 * Pays the proposer, runs what modules do after transactions, and computes the roots. `pause` lets
 * other work of the thread run in between.
 */
export async function endBlock(
  execution: BlockExecution,
  pause: () => Promise<void> = async () => undefined,
): Promise<ExecutionResult> {
  const { chain, block, journal, basePriceWei, receipts, hookEvents, units, bytes } = execution;
  payFees(execution);
  await runHooks(execution, 'endBlock');
  const { basePriceWei: floorWei } = chain.genesis.parameters;
  setBasePrice(journal, nextBasePrice(basePriceWei, loadOf(units, bytes), floorWei));
  const nextCommitteeHash = block.epoch.isBoundary ? endEpoch(execution) : ZERO_HASH;
  hookEvents.push(...takeEvents(execution));
  const roots = rootsOf(execution);
  if (hookEvents.length > 0) receipts.push(hookReceipt(hookEvents));
  await pause();
  const tree = await journal.treeInSlices(pause);
  await pause();
  const receiptsBytes = bytesFromReceipts(receipts);
  await pause();
  return {
    receipts,
    receiptsBytes,
    receiptsRoot: keccakHex(receiptsBytes),
    tree,
    stateRoot: rootOfTree(tree),
    ...roots,
    nextCommitteeHash,
    diff: journal.diff(),
    units,
  };
}

function payFees({ bound, block, feesWei }: BlockExecution): void {
  if (bound.stake) bound.stake.reward(block.proposer, feesWei);
  else bound.coin.credit(block.proposer, feesWei);
}

/** The events since the last call. */
export function takeEvents({ events }: BlockExecution): ChainEvent[] {
  assert(events.length <= MAX_EVENTS_PER_TRANSACTION, 'events within their limit');
  return events.splice(0);
}

async function runHooks(execution: BlockExecution, hook: 'beginBlock' | 'endBlock') {
  for (const { module, context } of execution.bound.all) {
    await module[hook]?.(context);
    execution.hookEvents.push(...takeEvents(execution));
  }
}

function applyInbox(execution: BlockExecution): void {
  for (const happened of execution.block.inbox) {
    for (const { module, context } of execution.bound.all) {
      module.onInboxEvent?.(context, happened);
    }
    execution.hookEvents.push(...takeEvents(execution));
  }
}

function rootsOf({ bound }: BlockExecution) {
  return {
    outboxRoot: bound.outbox?.root() ?? ZERO_HASH,
    coinRoot: bound.coinBlocks?.root() ?? ZERO_HASH,
    coinCount: bound.coinBlocks?.count() ?? 0n,
  };
}

/** Carries what modules did outside transactions, last in the list and only when there is any. */
function hookReceipt(events: readonly ChainEvent[]): Receipt {
  assert(events.length <= MAX_EVENTS_PER_RECEIPT, 'events within their limit');
  return { status: 'success', units: 0, feeWei: 0n, depositWei: 0n, refundWei: 0n, events };
}
