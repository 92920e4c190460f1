import type { Address, Hex } from '../../core/bytes.ts';

/** `01` -> `[gateway20, mostWei]`, from genesis; absent on a chain without contracts. */
export const PARAMETERS_KEY: Hex = '0x01';

/** `02 token20` -> `[kind, decimals, name, symbol, deposited]`. */
export function tokenKey(token: Address): Hex {
  return `0x02${token.slice(2)}`;
}

/** `03` -> u64, newest epoch that Ethereum accepted; absent before the first. */
export const ACCEPTED_EPOCH_KEY: Hex = '0x03';

/** `04` -> frontier of the outbox; absent while it is empty. */
export const FRONTIER_KEY: Hex = '0x04';

/** `05` -> u64 number of withdrawals; `05 page u64` -> 32 of them, 101 bytes each. */
export const WITHDRAWALS_PREFIX: Hex = '0x05';

/** `06` -> u64 number of refused deposits; `06 page u64` -> 32 of them, 33 bytes each. */
export const REFUSED_PREFIX: Hex = '0x06';

/** `07` -> u64 number of known assets; `07 page u64` -> 32 of them, token20 each, oldest first. */
export const LISTED_TOKENS_PREFIX: Hex = '0x07';
