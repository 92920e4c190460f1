import { keylessAccount } from '../../chain/keyless-accounts.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  u64,
} from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';

/** Account that holds the coins of all grants. No key signs for it. */
export const GRANTS_ACCOUNT: Address = keylessAccount('weft sponsor grants');

/** A grant is known by who opened it and by the number of the transaction that did. */
export function grantIdOf(opener: Address, nonce: bigint): Hash {
  return keccakHex(concatBytes(bytesFromHex(opener), u64(nonce)));
}

// Keys of the module's store.

/** `01` -> `[unitsPerStakedCoinPerDay]`, from genesis. */
export const PARAMETERS_KEY: Hex = '0x01';

/** `02 grant32` -> what a sponsor offers and what is left of it; see `grants.ts`. */
export function grantKey(grant: Hash): Hex {
  return `0x02${grant.slice(2)}`;
}

/** `03` -> ids of open grants, 32 bytes each, oldest first; absent for none. */
export const OPEN_GRANTS_KEY: Hex = '0x03';

/** `04 account20` -> what others and its stake paid for an account; see `accounts.ts`. */
export function accountKey(account: Address): Hex {
  return `0x04${account.slice(2)}`;
}
