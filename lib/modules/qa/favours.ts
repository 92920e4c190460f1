import { type Address, bytesFromHex, concatBytes } from '../../core/bytes.ts';
import { MAX_FAVOURED_PER_DAY } from '../../core/module-limits.ts';

/** Of an account, enough to tell those of one day apart: who meets another shares its limit. */
const PREFIX_BYTES = 4;
const ENTRY_BYTES = PREFIX_BYTES + 1;

/** One favour more for the account; undefined if that is one too many. */
export function addFavour(
  favours: Uint8Array,
  account: Address,
  most: number,
): Uint8Array | undefined {
  const prefix = bytesFromHex(account).subarray(0, PREFIX_BYTES);
  const place = placeOf(favours, prefix);
  if (place === undefined) {
    const isFull = favours.length >= MAX_FAVOURED_PER_DAY * ENTRY_BYTES;
    return isFull || most === 0 ? undefined : concatBytes(favours, prefix, Uint8Array.of(1));
  }
  const count = favours[place + PREFIX_BYTES] as number;
  if (count >= most) return undefined;
  const after = favours.slice();
  after[place + PREFIX_BYTES] = count + 1;
  return after;
}

function placeOf(favours: Uint8Array, prefix: Uint8Array): number | undefined {
  for (let at = 0; at < favours.length; at += ENTRY_BYTES) {
    if (prefix.every((byte, i) => favours[at + i] === byte)) return at;
  }
  return undefined;
}
