import type { ModuleStore } from '../../chain/module.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hex,
  hexFromBytes,
} from '../../core/bytes.ts';

// An ordered list of accounts under one key: 20 bytes each, ascending.

export function getAccounts(store: Pick<ModuleStore, 'get'>, key: Hex): Address[] {
  return accountsFromBytes(store.get(key) ?? new Uint8Array(0));
}

export function accountsFromBytes(bytes: Uint8Array): Address[] {
  return Array.from({ length: bytes.length / 20 }, (_, i) =>
    hexFromBytes(bytes.subarray(i * 20, i * 20 + 20)),
  );
}

/** Adds an account that is not in the list. */
export function addAccount(store: ModuleStore, key: Hex, account: Address): void {
  setAccounts(store, key, [...getAccounts(store, key), account].sort());
}

/** Removes an account; without effect when it is not in the list. */
export function removeAccount(store: ModuleStore, key: Hex, account: Address): void {
  const kept = getAccounts(store, key).filter((other) => other !== account);
  setAccounts(store, key, kept);
}

export function setAccounts(store: ModuleStore, key: Hex, accounts: readonly Address[]): void {
  store.set(key, concatBytes(...accounts.map(bytesFromHex)));
}
