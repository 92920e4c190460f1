import type { Address } from '../../core/bytes.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from './keys.ts';

/** What other modules may ask about stake. */
export interface StakingKeeper {
  /** Whether it is one of the accounts of this module, for which no key signs. */
  isKeyless(account: Address): boolean;
}

export function createStakingKeeper(): StakingKeeper {
  return { isKeyless: (account) => account === STAKE_ACCOUNT || account === BURN_ACCOUNT };
}
