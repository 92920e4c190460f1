import type { HookContext } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import { withdrawableOf } from './delegations.ts';

/** What other modules may ask about stake. */
export interface StakingKeeper {
  /** All stake of an account, bonded and unbonding, without founding stake. */
  withdrawableOf(account: Address): bigint;
}

export function createStakingKeeper({ store }: Pick<HookContext, 'store'>): StakingKeeper {
  return {
    withdrawableOf: (account) => withdrawableOf(store, account),
  };
}
