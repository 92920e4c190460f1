import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  EMPTY_BYTES,
  type Hash,
  hexFromBytes,
} from '../../core/bytes.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { bytesFromText, textFromBytes } from '../../core/utf8.ts';
import type { Budget } from './budget.ts';
import { grantKey, OPEN_GRANTS_KEY } from './keys.ts';

/** What an account must have before a grant pays for it. */
export const REQUIREMENTS = ['nothing', 'invitation', 'coins'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface Grant {
  opener: Address;
  /** Whose actions it pays for, besides those of sessions. */
  module: string;
  unitsPerAccountPerDay: bigint;
  requires: Requirement;
  /** What an account must hold, where coins are required. */
  minimumCoinsWei: bigint;
  /** Most that it pays for a unit. */
  priceMaxWei: bigint;
  /** What it has left: its part of the coins in the grants' account. */
  depositWei: bigint;
  /** Key deposits that it paid for accounts and that have not come back. */
  paidWei: bigint;
  /** Of its invitations; raising it ends all before. */
  series: bigint;
  /** A grant that was closed stays as long as deposits may come back to it. */
  isOpen: boolean;
  budget: Budget;
}

type Readable = Pick<ModuleStore, 'get'>;

export function getGrant(store: Readable, id: Hash): Grant | undefined {
  const bytes = store.get(grantKey(id));
  return bytes && grantFromBytes(bytes);
}

/** A grant that is known to be there. */
export function knownGrant(store: Readable, id: Hash): Grant {
  const grant = getGrant(store, id);
  assert(grant, 'the grant is known');
  return grant;
}

export function setGrant(store: ModuleStore, id: Hash, grant: Grant): void {
  assert(grant.depositWei >= 0n && grant.paidWei >= 0n, 'a grant has no debts');
  store.set(grantKey(id), bytesFromGrant(grant));
}

export function deleteGrant(store: ModuleStore, id: Hash): void {
  store.set(grantKey(id), EMPTY_BYTES);
}

/** Ids of open grants, oldest first. */
export function openGrants(store: Readable): Hash[] {
  const bytes = store.get(OPEN_GRANTS_KEY) ?? EMPTY_BYTES;
  return Array.from({ length: bytes.length / 32 }, (_, i) =>
    hexFromBytes(bytes.subarray(i * 32, i * 32 + 32)),
  );
}

export function setOpenGrants(store: ModuleStore, ids: readonly Hash[]): void {
  store.set(OPEN_GRANTS_KEY, concatBytes(...ids.map(bytesFromHex)));
}

export function grantFromBytes(bytes: Uint8Array): Grant {
  const [opener, module, perAccount, requires, minimum, price, ...rest] = listOf(
    decodeRlp(bytes),
    13,
  );
  const [deposit, paid, series, isOpen, perDay, left, at] = rest;
  const requirement = REQUIREMENTS[numberOf(requires)];
  assert(requirement, 'a grant requires something that is known');
  return {
    opener: hexOf(opener, 20),
    module: textFromBytes(bytesOf(module)),
    unitsPerAccountPerDay: uintOf(perAccount),
    requires: requirement,
    minimumCoinsWei: uintOf(minimum, 32),
    priceMaxWei: uintOf(price, 32),
    depositWei: uintOf(deposit, 32),
    paidWei: uintOf(paid, 32),
    series: uintOf(series),
    isOpen: numberOf(isOpen) === 1,
    budget: { unitsPerDay: uintOf(perDay), left: uintOf(left, 32), atMs: numberOf(at) },
  };
}

function bytesFromGrant(grant: Grant): Uint8Array {
  const { budget } = grant;
  return encodeRlp([
    hexItem(grant.opener),
    bytesFromText(grant.module),
    uintItem(grant.unitsPerAccountPerDay),
    uintItem(REQUIREMENTS.indexOf(grant.requires)),
    uintItem(grant.minimumCoinsWei),
    uintItem(grant.priceMaxWei),
    uintItem(grant.depositWei),
    uintItem(grant.paidWei),
    uintItem(grant.series),
    uintItem(grant.isOpen ? 1 : 0),
    uintItem(budget.unitsPerDay),
    uintItem(budget.left),
    uintItem(budget.atMs),
  ]);
}
