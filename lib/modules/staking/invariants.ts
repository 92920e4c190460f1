import type { Module } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { type Address, type Hex, hexFromBytes, uintFromBytes } from '../../core/bytes.ts';
import { accountsFromBytes } from './account-list.ts';
import { amountOf, delegationsFromBytes } from './delegations.ts';
import { blsKeyKey, CANDIDATES_KEY, networkKeyKey } from './keys.ts';
import { getTotals } from './totals.ts';
import { networkKeysOf, type Validator, validatorFromBytes } from './validators.ts';

type Entries = ReadonlyMap<Hex, Uint8Array>;

/**
 * What accounts can withdraw is exactly what they have with validators, and every sum is the sum of
 * its parts. That the bank holds as much is checked where both are seen.
 */
export const stakingInvariants: Module['invariants'] = ({ store, entries }) => {
  const all = new Map(entries());
  const validators = new Map<Address, Validator>();
  for (const [key, value] of keysOf(all, '03')) validators.set(key, validatorFromBytes(value));
  const { withdrawableWei, rewardsWei } = getTotals(store);
  const rewards = [...validators.values()].reduce((sum, each) => sum + each.rewardsWei, 0n);
  assert(rewards === rewardsWei, 'rewards of validators sum to the total');
  assert(checkDelegations(all, validators) === withdrawableWei, 'stake sums to the total');
  checkCandidates(all, validators);
};

/** The result is the sum of all stake. */
function checkDelegations(all: Entries, validators: ReadonlyMap<Address, Validator>): bigint {
  const held = new Map<Address, bigint>();
  const bonded = new Map<Address, bigint>();
  const places = new Map<Address, Address[]>();
  for (const [validator, value] of keysOf(all, '05')) {
    const delegations = delegationsFromBytes(value);
    const sumWei = delegations.reduce((sum, each) => sum + each.bondedWei, 0n);
    bonded.set(validator, sumWei);
    for (const delegation of delegations) {
      const { account, unbonding } = delegation;
      held.set(account, (held.get(account) ?? 0n) + amountOf(delegation));
      places.set(account, [...(places.get(account) ?? []), validator]);
      assert(areAscending(unbonding.map(({ epoch }) => epoch)), 'one unbonding part an epoch');
    }
  }
  for (const [validator, { bondedWei }] of validators) {
    assert((bonded.get(validator) ?? 0n) === bondedWei, 'delegations sum to the stake');
    bonded.delete(validator);
  }
  assert(bonded.size === 0, 'delegations are to validators');
  for (const [account, value] of keysOf(all, '01')) {
    assert(value.length === 32, 'withdrawable stake is a word');
    assert(
      held.get(account) === uintFromBytes(value),
      'stake of an account is what it can withdraw',
    );
  }
  for (const [account, value] of keysOf(all, '06')) {
    const listed = accountsFromBytes(value);
    assert(areAscending(listed), 'validators of an account are in order');
    const known = [...(places.get(account) ?? [])].sort();
    assert(listed.join() === known.join(), 'an account knows its validators');
  }
  assert([...keysOf(all, '01')].length === held.size, 'every account with stake can withdraw it');
  assert([...keysOf(all, '06')].length === held.size, 'every account with stake has validators');
  return [...held.values()].reduce((sum, amount) => sum + amount, 0n);
}

/** The list is of candidates, and every key belongs to the one validator that uses it. */
function checkCandidates(all: Entries, validators: ReadonlyMap<Address, Validator>): void {
  const listed = accountsFromBytes(all.get(CANDIDATES_KEY) ?? new Uint8Array(0));
  assert(areAscending(listed), 'candidates are in order');
  const candidates = [...validators].filter(([, { status }]) => status === 'candidate');
  const known = candidates.map(([account]) => account).sort();
  assert(listed.join() === known.join(), 'the list is of all candidates');
  let networkKeys = 0;
  for (const [account, validator] of validators) {
    const { blsKey, replacement } = validator;
    const blsKeys = replacement ? [blsKey, replacement.blsKey] : [blsKey];
    const named = new Set(networkKeysOf(validator));
    const owned = [...blsKeys.map(blsKeyKey), ...[...named].map(networkKeyKey)];
    const isOwn = owned.every((key) => isAccount(all.get(key), account));
    assert(isOwn, 'a validator owns its keys');
    networkKeys += named.size;
  }
  assert([...keysOf(all, '08')].length === networkKeys, 'every network key is in use');
}

/** Entries under a first byte, by the 20 bytes that follow it. */
function* keysOf(all: Entries, prefix: string): Generator<[Address, Uint8Array]> {
  for (const [key, value] of all) {
    if (key.startsWith(`0x${prefix}`)) yield [`0x${key.slice(4)}`, value];
  }
}

function isAccount(value: Uint8Array | undefined, account: Address): boolean {
  return value !== undefined && hexFromBytes(value) === account;
}

function areAscending(values: readonly (bigint | string)[]): boolean {
  return values.every((value, i) => i === 0 || (values[i - 1] as bigint | string) < value);
}
