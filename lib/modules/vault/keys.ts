import { type Address, type Hex, hexFromBytes, u64 } from '../../core/bytes.ts';

// Keys of the module's store.

/** `01 slot8` -> what the coin is, whose, and where it stands; see `coins.ts`. */
export function coinKey(slot: bigint): Hex {
  return `0x01${digitsOf(slot)}`;
}

/** `02 account20` -> u64 number of coins it has; absent for none. */
export function ownedCountKey(account: Address): Hex {
  return `0x02${account.slice(2)}`;
}

/** `03 account20 page8` -> slots of its coins, 8 bytes each, 64 to a page. */
export function ownedPageKey(account: Address, page: bigint): Hex {
  return `0x03${account.slice(2)}${digitsOf(page)}`;
}

/** `04` -> `[ethereumChainId, vault20, coinBlockMs]`, from genesis. */
export const PARAMETERS_KEY: Hex = '0x04';

/** `05` -> u64 slot of the newest deposit; absent before the first. */
export const NEWEST_SLOT_KEY: Hex = '0x05';

/** `06` -> number of coin blocks, and what appending to their tree needs. */
export const FRONTIER_KEY: Hex = '0x06';

/** `07` -> `[timestamp of the newest coin block, transfers in the open one]`. */
export const OPEN_COIN_BLOCK_KEY: Hex = '0x07';

/** `08 part2` -> transfers in the open coin block: slot8 digest32 each, 64 to a part. */
export function pendingKey(part: number): Hex {
  return `0x08${part.toString(16).padStart(4, '0')}`;
}

/** `09 page8` -> roots of coin blocks, 32 bytes each, 256 to a page. */
export function leafRootsKey(page: bigint): Hex {
  return `0x09${digitsOf(page)}`;
}

/** `0a page8` -> roots of full pages of the former, 32 bytes each, 256 to a page. */
export function pageRootsKey(page: bigint): Hex {
  return `0x0a${digitsOf(page)}`;
}

function digitsOf(value: bigint): string {
  return hexFromBytes(u64(value)).slice(2);
}
