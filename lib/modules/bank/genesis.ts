import type { Genesis } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { createBankKeeper } from './keeper.ts';

/** Coins given at start. A chain with contracts on Ethereum has none: coins come by deposit. */
export function allocateCoins(context: HookContext, { allocations }: Genesis): void {
  const keeper = createBankKeeper(context);
  for (const { account, amountWei } of allocations) keeper.issue(account, amountWei);
}
