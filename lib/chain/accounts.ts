import type { Address, Hex } from '../core/bytes.ts';
import { decodeRlp, encodeRlp, listOf, uintItem, uintOf } from '../core/rlp.ts';
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
  if (!bytes) return undefined;
  const [nonce, deposit] = listOf(decodeRlp(bytes), 2);
  return { nonce: uintOf(nonce), depositWei: uintOf(deposit, 32) };
}

export function setAccountRecord(state: ModuleStore, account: Address, record: AccountRecord) {
  const bytes = encodeRlp([uintItem(record.nonce), uintItem(record.depositWei)]);
  state.set(accountKey(account), bytes);
}

/** `chain` 00 01 account20. */
export function accountKey(account: Address): Hex {
  return `${statePrefix(CHAIN_DOMAIN)}01${account.slice(2)}`;
}
