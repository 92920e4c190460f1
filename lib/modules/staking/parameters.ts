import type { Genesis } from '../../chain/genesis.ts';
import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { decodeRlp, encodeRlp, listOf, numberOf, uintItem, uintOf } from '../../core/rlp.ts';
import { PARAMETERS_KEY } from './keys.ts';

/** What genesis decided about stake; kept in state because hooks and actions do not see genesis. */
export type StakingParameters = Pick<
  Genesis['parameters'],
  'epochMs' | 'unbondingMs' | 'powerUnitWei' | 'maxMembers' | 'maxSharePercent'
>;

export function getParameters(store: Pick<ModuleStore, 'get'>): StakingParameters {
  const bytes = store.get(PARAMETERS_KEY);
  assert(bytes, 'parameters are there since genesis');
  const [epoch, unbonding, unit, members, share] = listOf(decodeRlp(bytes), 5);
  return {
    epochMs: numberOf(epoch),
    unbondingMs: numberOf(unbonding),
    powerUnitWei: uintOf(unit, 32),
    maxMembers: numberOf(members),
    maxSharePercent: numberOf(share),
  };
}

export function setParameters(store: ModuleStore, parameters: StakingParameters): void {
  const { epochMs, unbondingMs, powerUnitWei, maxMembers, maxSharePercent } = parameters;
  const numbers = [epochMs, unbondingMs, powerUnitWei, maxMembers, maxSharePercent];
  store.set(PARAMETERS_KEY, encodeRlp(numbers.map(uintItem)));
}
