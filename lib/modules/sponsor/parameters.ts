import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { decodeRlp, encodeRlp, listOf, uintItem, uintOf } from '../../core/rlp.ts';
import { PARAMETERS_KEY } from './keys.ts';

/** What genesis decided; kept in state because nothing that executes sees genesis. */
export interface SponsorParameters {
  /** Units that each whole coin of an account's stake pays a day. */
  unitsPerStakedCoinPerDay: bigint;
}

export function getParameters(store: Pick<ModuleStore, 'get'>): SponsorParameters {
  const bytes = store.get(PARAMETERS_KEY);
  assert(bytes, 'parameters are there since genesis');
  const [units] = listOf(decodeRlp(bytes), 1);
  return { unitsPerStakedCoinPerDay: uintOf(units, 32) };
}

export function setParameters(
  store: ModuleStore,
  { unitsPerStakedCoinPerDay }: SponsorParameters,
): void {
  store.set(PARAMETERS_KEY, encodeRlp([uintItem(unitsPerStakedCoinPerDay)]));
}
