import type { VaultDomain } from '../../chain/coin-transfer.ts';
import type { Genesis } from '../../chain/genesis.ts';
import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import {
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { PARAMETERS_KEY } from './keys.ts';

/** What genesis decided about coins; kept in state because hooks and actions do not see genesis. */
export interface VaultParameters {
  /** Where the Vault stands; the zero address on a chain without contracts. */
  domain: VaultDomain;
  /** Smallest time between coin blocks. */
  coinBlockMs: number;
}

export function domainOf({ ethereumChainId, contracts }: Genesis): VaultDomain {
  return { ethereumChainId, vault: contracts.vault };
}

export function getParameters(store: Pick<ModuleStore, 'get'>): VaultParameters {
  const bytes = store.get(PARAMETERS_KEY);
  assert(bytes, 'parameters are there since genesis');
  const [chainId, vault, coinBlock] = listOf(decodeRlp(bytes), 3);
  return {
    domain: { ethereumChainId: uintOf(chainId), vault: hexOf(vault, 20) },
    coinBlockMs: numberOf(coinBlock),
  };
}

export function setParameters(store: ModuleStore, { domain, coinBlockMs }: VaultParameters): void {
  const { ethereumChainId, vault } = domain;
  const items = [uintItem(ethereumChainId), hexItem(vault), uintItem(coinBlockMs)];
  store.set(PARAMETERS_KEY, encodeRlp(items));
}
