import { keylessAccount } from '../../chain/keyless-accounts.ts';
import { type Address, bytesFromUint, type Hex, hexFromBytes } from '../../core/bytes.ts';

/** Account that holds all stake, undistributed rewards and the reward pool. No key signs for it. */
export const STAKE_ACCOUNT: Address = keylessAccount('weft stake');

/** Account that holds burnt coins: nobody can ever move them. */
export const BURN_ACCOUNT: Address = keylessAccount('weft burnt coins');

// Keys of the module's store. The first is frozen: contracts on Ethereum read it.

/** `01 account20` -> uint256 withdrawable stake, 32 bytes; absent for zero. */
export function withdrawableKey(account: Address): Hex {
  return `0x01${account.slice(2)}`;
}

/** `02` -> parameters of genesis. */
export const PARAMETERS_KEY: Hex = '0x02';

/** `03 account20` -> validator; present once the account has registered. */
export function validatorKey(account: Address): Hex {
  return `0x03${account.slice(2)}`;
}

/** `04` -> accounts of all candidates, 20 bytes each, ascending. */
export const CANDIDATES_KEY: Hex = '0x04';

/** `05 validator20` -> list of delegations, ascending by account; absent when there is none. */
export function delegationsKey(validator: Address): Hex {
  return `0x05${validator.slice(2)}`;
}

/** `06 account20` -> validators the account has stake with, 20 bytes each, ascending. */
export function validatorsOfKey(account: Address): Hex {
  return `0x06${account.slice(2)}`;
}

/** `07 blsKey48` -> account20 that registered it; never deleted. */
export function blsKeyKey(blsKey: Hex): Hex {
  return `0x07${blsKey.slice(2)}`;
}

/** `08 networkKey32` -> account20 of the candidate that uses it, or will from the next epoch on. */
export function networkKeyKey(networkKey: Hex): Hex {
  return `0x08${networkKey.slice(2)}`;
}

/** `09` -> sums of withdrawable stake, undistributed rewards and the pool. */
export const TOTALS_KEY: Hex = '0x09';

/** `0a` -> what members did in the current epoch. */
export const ATTENDANCE_KEY: Hex = '0x0a';

/** `0b` -> u64 first and u64 next index of the queue of unbonding stake; absent while unused. */
export const QUEUE_KEY: Hex = '0x0b';

/** `0c index u64` -> epoch u64, validator20, account20: unbonding stake in the order it leaves. */
export function queuedKey(index: bigint): Hex {
  return `0x0c${u64Hex(index)}`;
}

/** `0d epoch u64` -> u64 milliseconds: when an epoch ended in which stake was taken back. */
export function epochEndKey(epoch: bigint): Hex {
  return `0x0d${u64Hex(epoch)}`;
}

function u64Hex(value: bigint): string {
  return hexFromBytes(bytesFromUint(value, 8)).slice(2);
}
