import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { type Address, bytesFromHex, EMPTY_BYTES, type Hex } from '../../core/bytes.ts';
import {
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { getAccounts } from './account-list.ts';
import { CANDIDATES_KEY, networkKeyKey, validatorKey } from './keys.ts';

/** A validator is a candidate until it leaves; removed is for good. */
export type ValidatorStatus = 'candidate' | 'left' | 'removed';

export interface ValidatorKeys {
  blsKey: Hex;
  networkKey: Hex;
}

export interface Validator extends ValidatorKeys {
  status: ValidatorStatus;
  /** Keys that take the place of its own at the next boundary. */
  replacement: ValidatorKeys | undefined;
  feePercent: number;
  /** Fee from the next boundary on. */
  nextFeePercent: number;
  /** Epoch at whose end it was jailed. */
  jailedIn: bigint | undefined;
  /** Votes, was never coins, and can never leave. */
  foundingWei: bigint;
  /** Sum of what is delegated to it, its own stake included. */
  bondedWei: bigint;
  /** Fees of its blocks that are not shared out yet. */
  rewardsWei: bigint;
}

type Readable = Pick<ModuleStore, 'get'>;

export function getValidator(store: Readable, account: Address): Validator | undefined {
  const bytes = store.get(validatorKey(account));
  return bytes && validatorFromBytes(bytes);
}

/** A validator that is known to be there, such as a member of the committee. */
export function knownValidator(store: Readable, account: Address): Validator {
  const validator = getValidator(store, account);
  assert(validator, 'the validator is known');
  return validator;
}

/** The one way to change a validator: the list of network keys in use follows. */
export function setValidator(store: ModuleStore, account: Address, validator: Validator): void {
  const before = networkKeysOf(getValidator(store, account));
  const after = networkKeysOf(validator);
  for (const key of before) if (!after.includes(key)) store.set(networkKeyKey(key), EMPTY_BYTES);
  for (const key of after) {
    if (!before.includes(key)) store.set(networkKeyKey(key), bytesFromHex(account));
  }
  store.set(validatorKey(account), bytesFromValidator(validator));
}

/** Keys by which peers know it or will know it: a candidate's own, and the one that waits. */
export function networkKeysOf(validator: Validator | undefined): Hex[] {
  if (validator?.status !== 'candidate') return [];
  const { networkKey, replacement } = validator;
  return replacement ? [networkKey, replacement.networkKey] : [networkKey];
}

/** Changes some of what is kept about a known validator. */
export function updateValidator(store: ModuleStore, account: Address, change: Partial<Validator>) {
  setValidator(store, account, { ...knownValidator(store, account), ...change });
}

/** Accounts of all candidates, ascending. */
export function candidatesOf(store: Readable): Address[] {
  return getAccounts(store, CANDIDATES_KEY);
}

/** All that counts for its power. */
export function stakeOf({ foundingWei, bondedWei }: Validator): bigint {
  return foundingWei + bondedWei;
}

/** First epoch in which it can leave jail: one full epoch has to pass. */
export function firstFreeEpoch(jailedIn: bigint): bigint {
  return jailedIn + 2n;
}

export function validatorFromBytes(bytes: Uint8Array): Validator {
  const [status, keys, replacement, fee, nextFee, jailedIn, founding, bonded, rewards] = listOf(
    decodeRlp(bytes),
    9,
  );
  const name = STATUSES[numberOf(status)];
  assert(name, 'a validator has a status');
  const jailed = listOf(jailedIn);
  return {
    ...keysFromItem(keys),
    status: name,
    replacement: listOf(replacement).length > 0 ? keysFromItem(replacement) : undefined,
    feePercent: numberOf(fee),
    nextFeePercent: numberOf(nextFee),
    jailedIn: jailed.length > 0 ? uintOf(jailed[0]) : undefined,
    foundingWei: uintOf(founding, 32),
    bondedWei: uintOf(bonded, 32),
    rewardsWei: uintOf(rewards, 32),
  };
}

function bytesFromValidator(validator: Validator): Uint8Array {
  const { status, replacement, jailedIn } = validator;
  return encodeRlp([
    uintItem(STATUSES.indexOf(status)),
    itemFromKeys(validator),
    replacement ? itemFromKeys(replacement) : [],
    uintItem(validator.feePercent),
    uintItem(validator.nextFeePercent),
    jailedIn === undefined ? [] : [uintItem(jailedIn)],
    uintItem(validator.foundingWei),
    uintItem(validator.bondedWei),
    uintItem(validator.rewardsWei),
  ]);
}

function itemFromKeys({ blsKey, networkKey }: ValidatorKeys): RlpItem {
  return [hexItem(blsKey), hexItem(networkKey)];
}

function keysFromItem(item: RlpItem | undefined): ValidatorKeys {
  const [blsKey, networkKey] = listOf(item, 2);
  return { blsKey: hexOf(blsKey, 48), networkKey: hexOf(networkKey, 32) };
}

const STATUSES: readonly ValidatorStatus[] = ['candidate', 'left', 'removed'];
