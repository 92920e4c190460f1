import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  u64,
} from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';

/**
 * The number of the transaction that opens it is part of its id, so a key that is opened again is
 * another session: nothing that was signed for the first counts in the second.
 */
export function sessionIdOf(account: Address, publicKey: Hex, nonce: bigint): Hash {
  return keccakHex(concatBytes(bytesFromHex(account), bytesFromHex(publicKey), u64(nonce)));
}

// Keys of the module's store.

/** `01 session32` -> whose it is, what it may do, and what it did; see `sessions.ts`. */
export function sessionKey(session: Hash): Hex {
  return `0x01${session.slice(2)}`;
}

/** `02 account20` -> ids of its sessions, 32 bytes each, oldest first; absent for none. */
export function accountKey(account: Address): Hex {
  return `0x02${account.slice(2)}`;
}
