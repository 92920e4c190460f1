import type { ModuleStore } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import { decodeRlp, encodeRlp, hexItem, hexOf, listOf, uintItem, uintOf } from '../../core/rlp.ts';
import { PARAMETERS_KEY } from './keys.ts';

/** What genesis decided; kept in state because hooks and actions do not see genesis. */
export interface BridgeParameters {
  /** The contract on Ethereum that holds what is here. */
  gateway: Address;
  /** Most native coins there may be: all of them at stake are power of 64 bits. */
  mostWei: bigint;
}

/** Undefined on a chain without contracts. */
export function getParameters(store: Pick<ModuleStore, 'get'>): BridgeParameters | undefined {
  const bytes = store.get(PARAMETERS_KEY);
  if (!bytes) return undefined;
  const [gateway, mostWei] = listOf(decodeRlp(bytes), 2);
  return { gateway: hexOf(gateway, 20), mostWei: uintOf(mostWei, 32) };
}

export function setParameters(store: ModuleStore, { gateway, mostWei }: BridgeParameters): void {
  store.set(PARAMETERS_KEY, encodeRlp([hexItem(gateway), uintItem(mostWei)]));
}
