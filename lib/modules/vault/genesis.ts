import type { Genesis } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { startCoinBlocks } from './coin-blocks.ts';
import { domainOf, setParameters } from './parameters.ts';

/** No coins yet: each comes by deposit. */
export function openVault({ store }: HookContext, genesis: Genesis): void {
  const { coinBlockMs } = genesis.parameters;
  setParameters(store, { domain: domainOf(genesis), coinBlockMs });
  startCoinBlocks(store);
}
