import { providerErrors } from '@metamask/rpc-errors';
import { bytesToHex, type Hex } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';

const MNEMONIC = 'test test test test test test test test test test test junk';
const ACCOUNT_COUNT = 5;

export interface Accounts {
  /** Lower-case, in derivation order. */
  addresses: string[];
  privateKeyOf(address: string): Uint8Array;
}

/** The first accounts of the mnemonic that local Ethereum nodes fund. */
export function createAccounts(): Accounts {
  const keys = new Map<string, Uint8Array>();
  for (let index = 0; index < ACCOUNT_COUNT; index++) {
    const account = mnemonicToAccount(MNEMONIC, { addressIndex: index });
    const key = account.getHdKey().privateKey;
    if (key) keys.set(account.address.toLowerCase(), key);
  }
  return {
    addresses: [...keys.keys()],
    privateKeyOf(address) {
      const key = keys.get(address.toLowerCase());
      if (!key) throw providerErrors.unauthorized(`no key for ${address}`);
      return key;
    },
  };
}

export function privateKeyHex(key: Uint8Array): Hex {
  return bytesToHex(key);
}
