import type { BankKeeper } from '../bank/keeper.ts';
import type { StakingKeeper } from '../staking/keeper.ts';

/** The modules that this one asks for by name. */
export function keepersOf({ keepers }: { keepers: Record<string, unknown> }) {
  return { bank: keepers.bank as BankKeeper, staking: keepers.staking as StakingKeeper };
}
