import type { HookContext } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address } from '../../core/bytes.ts';
import { bankOf } from './bank-of.ts';
import { changeDelegations, type Delegation } from './delegations.ts';
import { STAKE_ACCOUNT } from './keys.ts';
import { getParameters } from './parameters.ts';
import { isEligible } from './select-committee.ts';
import { changeTotals, getTotals } from './totals.ts';
import { getValidator, knownValidator, updateValidator, type Validator } from './validators.ts';

/** Part of the pool that is paid out at each boundary. */
export const POOL_PAYOUT_PERCENT = 1n;

/**
 * Takes in a block's fees for its proposer, to be shared out at the boundary. What a removed
 * validator takes in goes to the pool. Without boundaries there is nothing to wait for, and
 * delegating is not possible: the proposer has them at once.
 */
export function takeFees(context: HookContext, proposer: Address, feesWei: bigint): void {
  if (feesWei === 0n) return;
  const { store } = context;
  if (getParameters(store).epochMs === 0) {
    bankOf(context).credit(proposer, feesWei);
    return;
  }
  bankOf(context).credit(STAKE_ACCOUNT, feesWei);
  const validator = getValidator(store, proposer);
  if (!validator || validator.status === 'removed') {
    changeTotals(store, { poolWei: feesWei });
    return;
  }
  updateValidator(store, proposer, { rewardsWei: validator.rewardsWei + feesWei });
  changeTotals(store, { rewardsWei: feesWei });
}

/** Shares out what the members of the ending epoch took in, and a part of the pool. */
export function shareOutRewards(context: HookContext): void {
  const { store, block } = context;
  takeGifts(context);
  const payoutWei = (getTotals(store).poolWei * POOL_PAYOUT_PERCENT) / 100n;
  const members = block.epoch.committee.map(({ account }) => account);
  const bonds = members.map((account) => bondFromPool(knownValidator(store, account)));
  const bondedWei = bonds.reduce((sum, bond) => sum + bond, 0n);
  for (const [index, account] of members.entries()) {
    const bond = bonds[index] as bigint;
    shareOut(context, account, bond === 0n ? 0n : (payoutWei * bond) / bondedWei);
  }
}

/**
 * How rewards are divided: the validator's fee, then by exact stake. What falls to founding stake,
 * and what rounding leaves, is nobody's. A part of the pool knows no fee and no founding stake.
 */
export function divideRewards(
  { rewardsWei, feePercent, foundingWei, bondedWei }: Validator,
  fromPoolWei: bigint,
  bonds: readonly bigint[],
): { feeWei: bigint; shares: bigint[] } {
  const feeWei = (rewardsWei * BigInt(feePercent)) / 100n;
  const stakeWei = foundingWei + bondedWei;
  const shares = bonds.map((bond) => {
    if (bond === 0n) return 0n;
    return ((rewardsWei - feeWei) * bond) / stakeWei + (fromPoolWei * bond) / bondedWei;
  });
  return { feeWei, shares };
}

/** Coins that anybody sent to the stake account are a gift to the pool. */
function takeGifts(context: HookContext): void {
  const { withdrawableWei, rewardsWei, poolWei } = getTotals(context.store);
  const heldWei = bankOf(context).balanceOf(STAKE_ACCOUNT);
  const giftWei = heldWei - withdrawableWei - rewardsWei - poolWei;
  assert(giftWei >= 0n, 'the stake account holds what it owes');
  if (giftWei > 0n) changeTotals(context.store, { poolWei: giftWei });
}

/** Stake that has a share in the pool: not of members who were away or convicted. */
function bondFromPool(validator: Validator): bigint {
  return isEligible(validator) ? validator.bondedWei : 0n;
}

function shareOut(context: HookContext, account: Address, fromPoolWei: bigint): void {
  const { store } = context;
  const validator = knownValidator(store, account);
  const { rewardsWei } = validator;
  if (rewardsWei === 0n && fromPoolWei === 0n) return;
  let feeWei = 0n;
  let sharedWei = 0n;
  changeDelegations(store, account, (delegations) => {
    const division = divideRewards(validator, fromPoolWei, bondsOf(delegations));
    feeWei = division.feeWei;
    sharedWei = division.shares.reduce((sum, share) => sum + share, 0n);
    return delegations.map((delegation, i) => withShare(delegation, division.shares[i] as bigint));
  });
  updateValidator(store, account, { rewardsWei: 0n });
  changeTotals(store, { rewardsWei: -rewardsWei, poolWei: rewardsWei - feeWei - sharedWei });
  bankOf(context).debit(STAKE_ACCOUNT, feeWei);
  bankOf(context).credit(account, feeWei);
  context.emit('rewarded', { validator: account, feeWei, sharedWei });
}

function bondsOf(delegations: readonly Delegation[]): bigint[] {
  return delegations.map(({ bondedWei }) => bondedWei);
}

function withShare(delegation: Delegation, shareWei: bigint): Delegation {
  if (shareWei === 0n) return delegation;
  return { ...delegation, bondedWei: delegation.bondedWei + shareWei };
}
