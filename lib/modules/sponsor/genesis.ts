import { type Genesis, settingsOf } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_GRANT_UNITS_PER_DAY } from '../../core/module-limits.ts';
import { setParameters } from './parameters.ts';

/** About eighty transfers a day for each coin at stake. */
export const DEFAULT_UNITS_PER_STAKED_COIN_PER_DAY = 20_000n;

/**
 * No grants yet: each is opened by an account that has coins. Throws WeftError `genesis/invalid`
 * naming the broken rule.
 */
export function openSponsors({ store }: HookContext, genesis: Genesis): void {
  const { unitsPerStakedCoinPerDay = DEFAULT_UNITS_PER_STAKED_COIN_PER_DAY, ...others } =
    settingsOf(genesis, 'sponsor');
  for (const name of Object.keys(others)) throw invalid(`no setting of sponsor: ${name}`);
  const isNumber = typeof unitsPerStakedCoinPerDay === 'bigint';
  if (!isNumber || unitsPerStakedCoinPerDay > MAX_GRANT_UNITS_PER_DAY) {
    throw invalid(`sponsor unitsPerStakedCoinPerDay from 0 to ${MAX_GRANT_UNITS_PER_DAY}`);
  }
  setParameters(store, { unitsPerStakedCoinPerDay });
}

function invalid(rule: string): WeftError {
  return new WeftError('genesis/invalid', `genesis: ${rule}`, { rule });
}
