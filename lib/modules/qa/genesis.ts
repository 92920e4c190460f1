import type { Genesis } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { parametersFromGenesis, setParameters } from './parameters.ts';
import { setTotals } from './posts.ts';

/** The rules of this chain, and no posts yet. */
export function writeRules({ store }: HookContext, genesis: Genesis): void {
  setParameters(store, parametersFromGenesis(genesis));
  setTotals(store, { newestPost: 0n, year: 0, redeemedThisYear: 0n });
}
