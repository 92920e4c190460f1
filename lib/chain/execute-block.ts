import { WeftError } from '../core/errors.ts';
import { EXECUTION_SLICE_TRANSACTIONS } from '../core/limits.ts';
import {
  beginBlock,
  type ExecutionLimits,
  type ExecutionResult,
  endBlock,
} from './block-execution.ts';
import type { Chain } from './chain.ts';
import type { RecoveredTransaction } from './check-transaction.ts';
import { executeTransaction } from './execute-transaction.ts';
import type { BlockContext } from './module.ts';
import type { StateTree } from './state-tree.ts';

export interface ExecutionOptions {
  limits?: ExecutionLimits;
  /** Awaited between slices of the work, so that a worker can answer in between. */
  pause?: () => Promise<void>;
}

/**
 * Executes the transactions of a block, in order, on its parent's state.
 * @throws WeftError `block/invalid-transaction` with its index and reason, and the cause that a
 * module had for this, or `block/full`. Anything
 * else is a bug in this program: a node halts with the block saved, it never guesses.
 */
export async function executeBlock(
  chain: Chain,
  parent: StateTree,
  block: BlockContext,
  transactions: readonly RecoveredTransaction[],
  options: ExecutionOptions = {},
): Promise<ExecutionResult> {
  const execution = await beginBlock(chain, parent, block, options.limits);
  for (const [index, transaction] of transactions.entries()) {
    if (index > 0 && index % EXECUTION_SLICE_TRANSACTIONS === 0) await options.pause?.();
    try {
      await executeTransaction(execution, transaction);
    } catch (thrown) {
      throw isInvalidTransaction(thrown) ? invalidTransaction(thrown, index) : thrown;
    }
  }
  return endBlock(execution, options.pause);
}

/** Whether an error says that a transaction may not be in a block, and not that there is a bug. */
export function isInvalidTransaction(thrown: unknown): thrown is WeftError {
  return thrown instanceof WeftError && thrown.code.startsWith('transaction/');
}

function invalidTransaction(error: WeftError, index: number): WeftError {
  const { reason: cause, ...facts } = error.facts;
  return new WeftError('block/invalid-transaction', error.message, {
    ...facts,
    ...(cause !== undefined && { cause }),
    index,
    reason: error.code,
  });
}
