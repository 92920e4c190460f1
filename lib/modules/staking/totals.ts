import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { decodeRlp, encodeRlp, listOf, uintItem, uintOf } from '../../core/rlp.ts';
import { TOTALS_KEY } from './keys.ts';

/** Whose the coins of the stake account are; together they are exactly what it holds. */
export interface StakeTotals {
  /** Stake of all accounts, bonded and unbonding. */
  withdrawableWei: bigint;
  /** Fees that validators took in and that are shared out at the boundary. */
  rewardsWei: bigint;
  /** Nobody's yet: slashed coins, the share of founding stake, what rounding leaves, gifts. */
  poolWei: bigint;
}

export function getTotals(store: Pick<ModuleStore, 'get'>): StakeTotals {
  const bytes = store.get(TOTALS_KEY);
  assert(bytes, 'totals are there since genesis');
  const [withdrawable, rewards, pool] = listOf(decodeRlp(bytes), 3);
  return {
    withdrawableWei: uintOf(withdrawable, 32),
    rewardsWei: uintOf(rewards, 32),
    poolWei: uintOf(pool, 32),
  };
}

export function setTotals(store: ModuleStore, totals: StakeTotals): void {
  const { withdrawableWei, rewardsWei, poolWei } = totals;
  const sums = [withdrawableWei, rewardsWei, poolWei];
  assert(
    sums.every((sum) => sum >= 0n),
    'no sum of stake is negative',
  );
  store.set(TOTALS_KEY, encodeRlp(sums.map(uintItem)));
}

/** Adds to the sums; a change may be negative. */
export function changeTotals(store: ModuleStore, change: Partial<StakeTotals>): void {
  const totals = getTotals(store);
  setTotals(store, {
    withdrawableWei: totals.withdrawableWei + (change.withdrawableWei ?? 0n),
    rewardsWei: totals.rewardsWei + (change.rewardsWei ?? 0n),
    poolWei: totals.poolWei + (change.poolWei ?? 0n),
  });
}
