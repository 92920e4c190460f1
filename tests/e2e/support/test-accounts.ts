import { type HDAccount, mnemonicToAccount } from 'viem/accounts';

const MNEMONIC = 'test test test test test test test test test test test junk';

/** An account that owns coins on the local network: the wallet holds the first five, from 0. */
export function testAccount(index: number): HDAccount {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index });
}
