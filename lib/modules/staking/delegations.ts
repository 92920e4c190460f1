import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  EMPTY_BYTES,
  equalBytes,
  uintFromBytes,
} from '../../core/bytes.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  firstOfList,
  hexItem,
  hexOf,
  listOf,
  membersOfList,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { addAccount, getAccounts, removeAccount } from './account-list.ts';
import { delegationsKey, validatorsOfKey, withdrawableKey } from './keys.ts';
import { changeTotals } from './totals.ts';
import { updateValidator } from './validators.ts';

/** What one account has with one validator, itself included. */
export interface Delegation {
  account: Address;
  /** Counts for the validator's power and earns. */
  bondedWei: bigint;
  /** Taken back and not released yet, oldest first; at most one part an epoch. */
  unbonding: readonly UnbondingPart[];
}

export interface UnbondingPart {
  /** Epoch in which it was taken back: the last one it may have voted in. */
  epoch: bigint;
  amountWei: bigint;
}

type Readable = Pick<ModuleStore, 'get'>;

/** Delegations to a validator, ascending by account. */
export function getDelegations(store: Readable, validator: Address): Delegation[] {
  const bytes = store.get(delegationsKey(validator));
  return bytes ? delegationsFromBytes(bytes) : [];
}

/** Validators the account has stake with, bonded or unbonding, ascending. */
export function validatorsOf(store: Readable, account: Address): Address[] {
  return getAccounts(store, validatorsOfKey(account));
}

/** All stake of an account: with every validator, bonded and unbonding, founding stake apart. */
export function withdrawableOf(store: Readable, account: Address): bigint {
  const bytes = store.get(withdrawableKey(account));
  return bytes ? uintFromBytes(bytes) : 0n;
}

/**
 * The one way to change who has how much with a validator: whatever sums it up follows. `change`
 * may leave delegations out and add one at the end; those it does not touch stay the same objects.
 */
export function changeDelegations(
  store: ModuleStore,
  validator: Address,
  change: (before: readonly Delegation[]) => readonly Delegation[],
): void {
  const before = getDelegations(store, validator);
  const after = change(before)
    .filter((delegation) => amountOf(delegation) > 0n)
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  store.set(
    delegationsKey(validator),
    after.length === 0 ? EMPTY_BYTES : bytesFromDelegations(after),
  );
  updateValidator(store, validator, { bondedWei: sum(after.map(({ bondedWei }) => bondedWei)) });
  followAccounts(store, validator, before, after);
  const changeWei = sum(after.map(amountOf)) - sum(before.map(amountOf));
  changeTotals(store, { withdrawableWei: changeWei });
}

/** Changes the delegation of one account, which may have none before. */
export function changeDelegation(
  store: ModuleStore,
  validator: Address,
  account: Address,
  change: (before: Delegation) => Delegation,
): void {
  changeDelegations(store, validator, (delegations) => [
    ...delegations.filter((delegation) => delegation.account !== account),
    change(delegationOf(delegations, account)),
  ]);
}

/** The delegation of an account; one of nothing when it has none. */
export function delegationOf(delegations: readonly Delegation[], account: Address): Delegation {
  const found = delegations.find((delegation) => delegation.account === account);
  return found ?? { account, bondedWei: 0n, unbonding: [] };
}

export function amountOf({ bondedWei, unbonding }: Delegation): bigint {
  return bondedWei + sum(unbonding.map(({ amountWei }) => amountWei));
}

/** How many delegations a validator has, and that of one account: without reading the others. */
export function countDelegations(
  store: Readable,
  validator: Address,
  account: Address,
): { count: number; own: Delegation } {
  const bytes = store.get(delegationsKey(validator));
  const members = bytes ? membersOfList(bytes) : [];
  const key = bytesFromHex(account);
  const own = members.find((member) => equalBytes(bytesOf(firstOfList(member)), key));
  return {
    count: members.length,
    own: delegationOf(own ? [delegationFromItem(decodeRlp(own))] : [], account),
  };
}

/** The same as `delegationOf` all delegations of the validator, at a fraction of the cost. */
export function getDelegation(store: Readable, validator: Address, account: Address): Delegation {
  return countDelegations(store, validator, account).own;
}

export function delegationsFromBytes(bytes: Uint8Array): Delegation[] {
  return listOf(decodeRlp(bytes)).map(delegationFromItem);
}

function delegationFromItem(item: RlpItem): Delegation {
  const [account, bonded, unbonding] = listOf(item, 3);
  return {
    account: hexOf(account, 20),
    bondedWei: uintOf(bonded, 32),
    unbonding: listOf(unbonding).map((part) => {
      const [epoch, amount] = listOf(part, 2);
      return { epoch: uintOf(epoch), amountWei: uintOf(amount, 32) };
    }),
  };
}

export function bytesFromDelegations(delegations: readonly Delegation[]): Uint8Array {
  return encodeRlp(
    delegations.map(({ account, bondedWei, unbonding }) => [
      hexItem(account),
      uintItem(bondedWei),
      unbonding.map(({ epoch, amountWei }): RlpItem => [uintItem(epoch), uintItem(amountWei)]),
    ]),
  );
}

/** Each account's sum and its list of validators. */
function followAccounts(
  store: ModuleStore,
  validator: Address,
  before: readonly Delegation[],
  after: readonly Delegation[],
): void {
  const old = new Map(before.map((delegation) => [delegation.account, delegation]));
  for (const delegation of after) {
    const { account } = delegation;
    const known = old.get(account);
    old.delete(account);
    if (known === delegation) continue;
    if (!known) addAccount(store, validatorsOfKey(account), validator);
    addWithdrawable(store, account, amountOf(delegation) - (known ? amountOf(known) : 0n));
  }
  for (const [account, gone] of old) {
    removeAccount(store, validatorsOfKey(account), validator);
    addWithdrawable(store, account, -amountOf(gone));
  }
}

function addWithdrawable(store: ModuleStore, account: Address, changeWei: bigint): void {
  if (changeWei === 0n) return;
  const sumWei = withdrawableOf(store, account) + changeWei;
  assert(sumWei >= 0n, 'stake is not negative');
  store.set(withdrawableKey(account), sumWei === 0n ? EMPTY_BYTES : bytesFromUint(sumWei, 32));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
