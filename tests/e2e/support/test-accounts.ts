import { type HDAccount, mnemonicToAccount } from 'viem/accounts';

const MNEMONIC = 'test test test test test test test test test test test junk';

/** An account that owns coins on the local network: the wallet holds the first five, from 0. */
export function testAccount(index: number): HDAccount {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index });
}

/** Account 6 of the wallet: a founding validator of the local network, whose seed holds its key. */
export const FOUNDER = { walletNumber: 6, address: testAccount(11).address };

/** Account 7 of the wallet: it has no coins, and nobody ever sent any there. */
export const NEWCOMER = { walletNumber: 7, account: testAccount(99) };

/** Who pays for everybody on a local network, until he stops. */
export const LOCAL_SPONSOR = testAccount(20);
