import { type Address, hexFromBytes } from '../core/bytes.ts';
import { keccak256 } from '../core/keccak.ts';
import { bytesFromText } from '../core/utf8.ts';
import type { Module } from './module.ts';

/** Account that holds all key deposits. No key can sign for it. */
export const DEPOSIT_ACCOUNT: Address = keylessAccount('weft key deposits');

/** Accounts for which no key signs: whoever sends something there has lost it. */
export function keylessAccountsOf(
  modules: readonly Pick<Module, 'keylessAccounts'>[],
): ReadonlySet<Address> {
  return new Set([
    DEPOSIT_ACCOUNT,
    ...modules.flatMap(({ keylessAccounts = [] }) => keylessAccounts),
  ]);
}

/** The account of a name, which is no hash of a public key. */
export function keylessAccount(name: string): Address {
  return hexFromBytes(keccak256(bytesFromText(name)).subarray(12));
}
