import { keylessAccount } from '../../chain/keyless-accounts.ts';
import { type Address, type Hash, type Hex, hexFromBytes, u64 } from '../../core/bytes.ts';
import { bytesFromText } from '../../core/utf8.ts';

/** Account that holds the coins of all bounties. No key signs for it. */
export const BOUNTY_ACCOUNT: Address = keylessAccount('weft qa bounties');

/** Account that holds the tokens for which points are redeemed. No key signs for it. */
export const KARMA_ACCOUNT: Address = keylessAccount('weft qa karma');

// Keys of the module's store.

/** `01 id8` -> post. */
export function postKey(id: bigint): Hex {
  return `0x01${digitsOf(id)}`;
}

/** `02 hash32` -> content: title, tags and text, once for all that its writer says the same in. */
export function contentKey(hash: Hash): Hex {
  return `0x02${hash.slice(2)}`;
}

/** `03 id8` -> flags of the post; absent for none. */
export function flagsKey(id: bigint): Hex {
  return `0x03${digitsOf(id)}`;
}

/** `04 id8 account20` -> the account's vote on the post; absent for none. */
export function voteKey(id: bigint, account: Address): Hex {
  return `0x04${digitsOf(id)}${account.slice(2)}`;
}

/** `05 account20` -> profile; present once the account did anything here. */
export function profileKey(account: Address): Hex {
  return `0x05${account.slice(2)}`;
}

/** `06 skeleton` -> who has the name which looks like this, or had it; see `name-owners.ts`. */
export function nameKey(skeleton: string): Hex {
  return `0x06${hexFromBytes(bytesFromText(skeleton)).slice(2)}`;
}

/** `07 account20 index8` -> redemption, counted from 0 for each account. */
export function redemptionKey(account: Address, index: bigint): Hex {
  return `0x07${account.slice(2)}${digitsOf(index)}`;
}

/** `08` -> parameters of genesis. */
export const PARAMETERS_KEY: Hex = '0x08';

/** `09` -> totals: the newest post, and points redeemed in the year that runs. */
export const TOTALS_KEY: Hex = '0x09';

/** What a key of the module is about. */
export type QaKey =
  | { kind: 'post' | 'flags'; id: bigint }
  | { kind: 'content'; hash: Hash }
  | { kind: 'vote'; id: bigint; account: Address }
  | { kind: 'profile'; account: Address }
  | { kind: 'name'; skeleton: Hex }
  | { kind: 'redemption'; account: Address; index: bigint }
  | { kind: 'parameters' | 'totals' };

/** The reverse of the functions above, for whoever meets all entries. */
export function readKey(key: Hex): QaKey {
  const rest = key.slice(4);
  const id = () => BigInt(`0x${rest.slice(0, 16)}`);
  const account: Address = `0x${rest.slice(0, 40)}`;
  switch (key.slice(0, 4)) {
    case '0x01':
      return { kind: 'post', id: id() };
    case '0x02':
      return { kind: 'content', hash: `0x${rest}` };
    case '0x03':
      return { kind: 'flags', id: id() };
    case '0x04':
      return { kind: 'vote', id: id(), account: `0x${rest.slice(16)}` };
    case '0x05':
      return { kind: 'profile', account };
    case '0x06':
      return { kind: 'name', skeleton: `0x${rest}` };
    case '0x07':
      return { kind: 'redemption', account, index: BigInt(`0x${rest.slice(40)}`) };
    default:
      return { kind: key === PARAMETERS_KEY ? 'parameters' : 'totals' };
  }
}

function digitsOf(value: bigint): string {
  return hexFromBytes(u64(value)).slice(2);
}
