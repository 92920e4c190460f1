import type { HookContext } from '../../chain/module.ts';
import { type Address, bytesFromHex, concatBytes, hexFromBytes } from '../../core/bytes.ts';
import { removeAccount } from './account-list.ts';
import { bankOf } from './bank-of.ts';
import { changeDelegations, type Delegation } from './delegations.ts';
import { BURN_ACCOUNT, CANDIDATES_KEY, STAKE_ACCOUNT } from './keys.ts';
import { changeTotals, getTotals } from './totals.ts';
import { knownValidator, updateValidator } from './validators.ts';

/** Part of all stake with a convicted validator, bonded and unbonding, that is taken. */
export const SLASH_PERCENT = 5n;

/**
 * Convicted members lose part of the stake behind them and are never validators again. Half of it
 * is burnt, so that an offender who owns much of the stake does not get it back as rewards; the
 * other half goes to the pool, with the rewards not shared out yet. Founding stake was never coins:
 * its part is gone.
 */
export function slashGuilty(context: HookContext): void {
  const { store, block } = context;
  const convicted = block.guilty
    .map(({ account }) => account)
    .filter((account) => knownValidator(store, account).status !== 'removed');
  if (convicted.length === 0) return;
  const slashedWei = convicted.reduce((sum, account) => sum + slash(context, account), 0n);
  // One event for all: an event each could be more than a block may have.
  const validators = hexFromBytes(concatBytes(...convicted.map(bytesFromHex)));
  context.emit('slashed', { validators, slashedWei });
}

/** The result is the coins that were taken. */
function slash(context: HookContext, account: Address): bigint {
  const { store } = context;
  const { foundingWei, rewardsWei } = knownValidator(store, account);
  const beforeWei = getTotals(store).withdrawableWei;
  changeDelegations(store, account, (delegations) => delegations.map(slashed));
  const slashedWei = beforeWei - getTotals(store).withdrawableWei;
  const burntWei = slashedWei / 2n;
  changeTotals(store, {
    rewardsWei: -rewardsWei,
    poolWei: slashedWei - burntWei + rewardsWei,
  });
  bankOf(context).debit(STAKE_ACCOUNT, burntWei);
  bankOf(context).credit(BURN_ACCOUNT, burntWei);
  removeAccount(store, CANDIDATES_KEY, account);
  updateValidator(store, account, {
    status: 'removed',
    replacement: undefined,
    foundingWei: kept(foundingWei),
    rewardsWei: 0n,
  });
  return slashedWei;
}

function slashed({ account, bondedWei, unbonding }: Delegation): Delegation {
  return {
    account,
    bondedWei: kept(bondedWei),
    unbonding: unbonding.map(({ epoch, amountWei }) => ({ epoch, amountWei: kept(amountWei) })),
  };
}

function kept(amountWei: bigint): bigint {
  return amountWei - (amountWei * SLASH_PERCENT) / 100n;
}
