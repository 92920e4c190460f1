import type { QueryContext } from '../../chain/module.ts';
import { leafOfWithdrawal, type Withdrawal } from '../../chain/outbox.ts';
import { createAppendProver } from '../../core/append-tree.ts';
import { assert } from '../../core/assert.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import { withdrawalList } from './withdrawals.ts';

/** What `Gateway.claim` takes besides the header. */
export interface WithdrawalClaim {
  withdrawal: Withdrawal;
  proof: SparseProof;
}

/**
 * Withdrawals that the header of a height stands for: the first so many. A claim is proven against
 * the header of a checkpoint, after which others may have left.
 */
export function countWithdrawalsAt({ store }: Pick<QueryContext, 'store'>, height: bigint): number {
  let low = 0;
  let high = withdrawalList.count(store);
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = withdrawalList.get(store, middle);
    if (found && found.height <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Claims of withdrawals against the header of a height; hashes all up to there once. */
export function createClaimProver(
  context: Pick<QueryContext, 'store'>,
  height: bigint,
): (index: bigint) => WithdrawalClaim {
  const count = countWithdrawalsAt(context, height);
  const withdrawals = withdrawalList.slice(context.store, 0, count);
  const prove = createAppendProver(withdrawals.map(leafOfWithdrawal));
  return (index) => {
    const found = withdrawals[Number(index)];
    assert(found, 'a withdrawal is proven against a header that stands for it');
    const { kind, token, to, value } = found;
    return { withdrawal: { index, kind, token, to, value }, proof: prove(index) };
  };
}
