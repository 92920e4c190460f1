import type { HookContext } from '../../chain/module.ts';
import type { BankKeeper } from '../bank/keeper.ts';

/** The bank, which the module asks for by name. */
export function bankOf({ keepers }: Pick<HookContext, 'keepers'>): BankKeeper {
  return keepers.bank as BankKeeper;
}
