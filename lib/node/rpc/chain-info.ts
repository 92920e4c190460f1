import { keylessAccountsOf } from '../../chain/keyless-accounts.ts';
import { maxBytesOf } from '../../chain/transaction.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { namesOf } from './names.ts';
import type { NodeView } from './node-view.ts';

/** The constants of the chain. */
export interface ChainInfo {
  chainId: string;
  chainName: string;
  genesisHash: Hash;
  ethereumChainId: bigint;
  coinSymbol: string;
  /** Accounts that have a name: the founding members of the committee. */
  names: { account: Address; name: string }[];
  /** Its own, for which no key signs: nothing is to be sent there. */
  keylessAccounts: Address[];
  /** EIP-712 domain for wallet-signed actions; without contracts a salt names the genesis. */
  domain: {
    name: string;
    version: string;
    chainId: bigint;
    verifyingContract?: Address;
    salt?: Hash;
  };
  actions: {
    primaryType: string;
    module: string;
    fields: { name: string; type: string }[];
    units: number;
    /** So many more for each item: an integer of a list, a started piece of a text. */
    unitsPerItem: number;
    /** Most bytes of its envelope. */
    maxBytes: number;
    /** Whether a session may sign it. */
    bySession: boolean;
  }[];
}

export function chainInfo({ chain, networkFile }: NodeView): ChainInfo {
  const { ethereumChainId, chainName } = chain.genesis;
  return {
    chainId: chain.chainId,
    chainName,
    genesisHash: chain.genesisHash,
    ethereumChainId,
    coinSymbol: networkFile.coinSymbol,
    names: [...namesOf({ chain, networkFile })].map(([account, name]) => ({ account, name })),
    keylessAccounts: [...keylessAccountsOf(chain.modules)],
    domain: chain.domain,
    actions: chain.registry.all().map(({ module, definition }) => ({
      primaryType: definition.primaryType,
      module: module.name,
      fields: definition.fields.map(({ name, type }) => ({ name, type })),
      units: definition.units,
      unitsPerItem: definition.unitsPerItem ?? 0,
      maxBytes: maxBytesOf(definition),
      bySession: definition.bySession === true,
    })),
  };
}
