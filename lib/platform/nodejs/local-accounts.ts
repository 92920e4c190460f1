import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts';
import { type Address, type Hex, hexFromBytes } from '../../core/bytes.ts';

// The accounts of a local network: those of the mnemonic that Ethereum development tools share.
// What they hold is worth nothing.

const MNEMONIC = 'test test test test test test test test test test test junk';
const parent = mnemonicToAccount(MNEMONIC, { path: "m/44'/60'/0'/0" }).getHdKey();

/** Who uses them, by number in the mnemonic. The local Ethereum gives each 10,000 ether. */
export const LOCAL_ACCOUNTS = {
  people: numbers(0, 10),
  /** In the order of their names. */
  validators: numbers(10, 4),
  /** Creates the contracts, and sends nothing else. */
  deployer: 14,
  tokenMaker: 15,
  /** Of the validators, to post checkpoints. */
  posters: numbers(16, 4),
  /** Pays for what newcomers write. */
  sponsor: 20,
  count: 21,
  /** And those after it wrote the first questions. They have nothing, and need nothing. */
  firstAuthor: 21,
};

export function localAddress(number: number): Address {
  return privateKeyToAddress(localSecret(number)).toLowerCase() as Address;
}

export function localSecret(number: number): Hex {
  return hexFromBytes(parent.deriveChild(number).privateKey ?? new Uint8Array(0));
}

function numbers(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
