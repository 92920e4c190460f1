import { type Genesis, settingsOf } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { setParameters } from './parameters.ts';

/** About eighty transfers a day for each coin at stake. */
export const DEFAULT_UNITS_PER_STAKED_COIN_PER_DAY = 20_000n;

/** No grants yet: each is opened by an account that has coins. */
export function openSponsors({ store }: HookContext, genesis: Genesis): void {
  const setting = settingsOf(genesis, 'sponsor').unitsPerStakedCoinPerDay;
  const isSet = typeof setting === 'bigint';
  const unitsPerStakedCoinPerDay = isSet ? setting : DEFAULT_UNITS_PER_STAKED_COIN_PER_DAY;
  setParameters(store, { unitsPerStakedCoinPerDay });
}
