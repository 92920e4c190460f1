import { providerErrors } from '@metamask/rpc-errors';
import { bytesToHex, type Hex } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';

const MNEMONIC = 'test test test test test test test test test test test junk';
/**
 * Accounts with coins, behind them the one of a founding validator of the local network, and one
 * that has nothing.
 */
const ACCOUNT_INDEXES = [0, 1, 2, 3, 4, 11, 99];

export interface Accounts {
  /** Lower-case, in derivation order: the wallet calls them Account 1 and so on. */
  addresses: string[];
  privateKeyOf(address: string): Uint8Array;
}

/** Accounts of the mnemonic that local Ethereum nodes fund. */
export function createAccounts(): Accounts {
  const keys = new Map<string, Uint8Array>();
  for (const addressIndex of ACCOUNT_INDEXES) {
    const account = mnemonicToAccount(MNEMONIC, { addressIndex });
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
