import type { ModuleStore } from '../../chain/module.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  EMPTY_BYTES,
  type Hash,
  type Hex,
  hexFromBytes,
} from '../../core/bytes.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { bytesFromText, textFromBytes } from '../../core/utf8.ts';
import { accountKey, sessionKey } from './keys.ts';

/** What a wallet allowed a key, and what was done with it. */
export interface Session {
  account: Address;
  /** 65 bytes, uncompressed P-256. */
  publicKey: Hex;
  /** Names of actions, single spaces between them. */
  actions: string;
  spendMaxWei: bigint;
  spentWei: bigint;
  openedMs: number;
  expiresMs: number;
  /** Number its next transaction must have. */
  nonce: bigint;
}

type Readable = Pick<ModuleStore, 'get'>;

export function getSession(store: Readable, id: Hash): Session | undefined {
  const bytes = store.get(sessionKey(id));
  return bytes && sessionFromBytes(bytes);
}

export function setSession(store: ModuleStore, id: Hash, session: Session): void {
  store.set(sessionKey(id), bytesFromSession(session));
}

export function deleteSession(store: ModuleStore, id: Hash): void {
  store.set(sessionKey(id), EMPTY_BYTES);
}

/** Ids of an account's sessions, oldest first. */
export function sessionsOf(store: Readable, account: Address): Hash[] {
  return idsFromBytes(store.get(accountKey(account)) ?? EMPTY_BYTES);
}

export function idsFromBytes(bytes: Uint8Array): Hash[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) =>
    hexFromBytes(bytes.subarray(i * 32, i * 32 + 32)),
  );
}

export function setSessionsOf(store: ModuleStore, account: Address, ids: readonly Hash[]): void {
  store.set(accountKey(account), concatBytes(...ids.map(bytesFromHex)));
}

export function sessionFromBytes(bytes: Uint8Array): Session {
  const [account, publicKey, actions, most, spent, ...rest] = listOf(decodeRlp(bytes), 8);
  const [opened, expires, nonce] = rest;
  return {
    account: hexOf(account, 20),
    publicKey: hexOf(publicKey, 65),
    actions: textFromBytes(bytesOf(actions)),
    spendMaxWei: uintOf(most, 32),
    spentWei: uintOf(spent, 32),
    openedMs: numberOf(opened),
    expiresMs: numberOf(expires),
    nonce: uintOf(nonce),
  };
}

function bytesFromSession(session: Session): Uint8Array {
  return encodeRlp([
    hexItem(session.account),
    hexItem(session.publicKey),
    bytesFromText(session.actions),
    uintItem(session.spendMaxWei),
    uintItem(session.spentWei),
    uintItem(session.openedMs),
    uintItem(session.expiresMs),
    uintItem(session.nonce),
  ]);
}
