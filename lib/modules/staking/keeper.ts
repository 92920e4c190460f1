import type { HookContext } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import { withdrawableOf } from './delegations.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from './keys.ts';

/** What other modules may ask about stake. */
export interface StakingKeeper {
  /** Whether it is one of the accounts of this module, for which no key signs. */
  isKeyless(account: Address): boolean;
  /** All stake of an account, bonded and unbonding, without founding stake. */
  withdrawableOf(account: Address): bigint;
}

export function createStakingKeeper({ store }: Pick<HookContext, 'store'>): StakingKeeper {
  return {
    isKeyless: (account) => account === STAKE_ACCOUNT || account === BURN_ACCOUNT,
    withdrawableOf: (account) => withdrawableOf(store, account),
  };
}
