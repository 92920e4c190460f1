import {
  type Address,
  bytesFromUint,
  concatBytes,
  type Hex,
  u64,
  uintFromBytes,
} from '../core/bytes.ts';
import { CHAIN_DOMAIN } from './action-registry.ts';
import { statePrefix } from './bind-modules.ts';
import type { ModuleStore } from './module.ts';

/** What the chain itself remembers of an account. */
export interface AccountRecord {
  /** Number its next wallet-signed transaction must have. */
  nonce: bigint;
  /** Key deposits it paid and has not been given back. */
  depositWei: bigint;
}

/** Undefined for an account that never had a transaction included. */
export function accountRecord(
  state: Pick<ModuleStore, 'get'>,
  account: Address,
): AccountRecord | undefined {
  const bytes = state.get(accountKey(account));
  return bytes && accountRecordFromBytes(bytes);
}

export function accountRecordFromBytes(bytes: Uint8Array): AccountRecord {
  return {
    nonce: uintFromBytes(bytes.subarray(0, 8)),
    depositWei: uintFromBytes(bytes.subarray(8)),
  };
}

export function setAccountRecord(state: ModuleStore, account: Address, record: AccountRecord) {
  const bytes = concatBytes(u64(record.nonce), bytesFromUint(record.depositWei, 32));
  state.set(accountKey(account), bytes);
}

/** `chain` 00 01 account20 -> nonce u64, deposit uint256: 40 bytes. */
export function accountKey(account: Address): Hex {
  return `${ACCOUNT_PREFIX}${account.slice(2)}`;
}

export function isAccountKey(key: Hex): boolean {
  return key.startsWith(ACCOUNT_PREFIX);
}

const ACCOUNT_PREFIX: Hex = `${statePrefix(CHAIN_DOMAIN)}01`;
