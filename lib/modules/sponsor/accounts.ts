import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { MAX_GRANTS_PER_ACCOUNT } from '../../core/module-limits.ts';
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
import { getGrant } from './grants.ts';
import { accountKey } from './keys.ts';

/** Units paid on one day, by its number; nothing counts on another. */
export interface DayUse {
  day: bigint;
  units: bigint;
}

/** What one grant has to do with an account. */
export interface Membership {
  grant: Hash;
  use: DayUse;
  /** Key deposits that it paid for the account and that have not come back. */
  paidWei: bigint;
  /** When the account joined, and in which series. */
  joined: { series: bigint; atMs: number } | undefined;
}

/** What was paid for an account: by its stake, and by grants in the order they first did. */
export interface PaidAccount {
  stakeUse: DayUse;
  memberships: readonly Membership[];
}

type Readable = Pick<ModuleStore, 'get'>;

const NO_USE: DayUse = { day: 0n, units: 0n };

export function getPaidAccount(store: Readable, account: Address): PaidAccount {
  const bytes = store.get(accountKey(account));
  return bytes ? paidAccountFromBytes(bytes) : { stakeUse: NO_USE, memberships: [] };
}

export function setPaidAccount(store: ModuleStore, account: Address, paid: PaidAccount): void {
  assert(paid.memberships.length <= MAX_GRANTS_PER_ACCOUNT, 'few grants pay for one account');
  store.set(accountKey(account), bytesFromPaidAccount(paid));
}

/** What a grant has to do with the account, if only nothing yet. */
export function membershipIn({ memberships }: PaidAccount, grant: Hash): Membership {
  const found = memberships.find((membership) => membership.grant === grant);
  return found ?? { grant, use: NO_USE, paidWei: 0n, joined: undefined };
}

/** Whether there is room for what a grant has to do with the account. */
export function hasRoom(store: Readable, paid: PaidAccount, grant: Hash, day: bigint): boolean {
  const others = paid.memberships.filter((membership) => membership.grant !== grant);
  if (others.length < MAX_GRANTS_PER_ACCOUNT) return true;
  return others.some((membership) => !matters(store, membership, day));
}

/** Changes one membership; those that do not matter any longer make room where it is needed. */
export function withMembership(
  store: Readable,
  paid: PaidAccount,
  changed: Membership,
  day: bigint,
): PaidAccount {
  const { memberships } = paid;
  const isKnown = memberships.some(({ grant }) => grant === changed.grant);
  if (isKnown) {
    const replaced = memberships.map((each) => (each.grant === changed.grant ? changed : each));
    return { ...paid, memberships: replaced };
  }
  const isFull = memberships.length >= MAX_GRANTS_PER_ACCOUNT;
  const kept = isFull ? memberships.filter((each) => matters(store, each, day)) : memberships;
  return { ...paid, memberships: [...kept, changed] };
}

export function unitsOn({ day, units }: DayUse, today: bigint): bigint {
  return day === today ? units : 0n;
}

export function addUnits(use: DayUse, today: bigint, units: bigint): DayUse {
  return { day: today, units: unitsOn(use, today) + units };
}

export function paidAccountFromBytes(bytes: Uint8Array): PaidAccount {
  const [stakeUse, memberships] = listOf(decodeRlp(bytes), 2);
  return {
    stakeUse: dayUseFromItem(stakeUse),
    memberships: listOf(memberships).map((item) => {
      const [grant, use, paid, joinedItem] = listOf(item, 4);
      const joined = listOf(joinedItem);
      return {
        grant: hexOf(grant, 32),
        use: dayUseFromItem(use),
        paidWei: uintOf(paid, 32),
        joined:
          joined.length === 0
            ? undefined
            : { series: uintOf(joined[0]), atMs: numberOf(joined[1]) },
      };
    }),
  };
}

function bytesFromPaidAccount({ stakeUse, memberships }: PaidAccount): Uint8Array {
  return encodeRlp([
    itemFromDayUse(stakeUse),
    memberships.map(
      ({ grant, use, paidWei, joined }): RlpItem => [
        hexItem(grant),
        itemFromDayUse(use),
        uintItem(paidWei),
        joined ? [uintItem(joined.series), uintItem(joined.atMs)] : [],
      ],
    ),
  ]);
}

function dayUseFromItem(item: RlpItem | undefined): DayUse {
  const [day, units] = listOf(item, 2);
  return { day: uintOf(day), units: uintOf(units) };
}

function itemFromDayUse({ day, units }: DayUse): RlpItem {
  return [uintItem(day), uintItem(units)];
}

/** Not if nothing can come back, nothing was used today, and nobody is let in by it. */
function matters(store: Readable, { grant, use, paidWei, joined }: Membership, day: bigint) {
  if (paidWei > 0n || unitsOn(use, day) > 0n) return true;
  const found = getGrant(store, grant);
  return found?.isOpen === true && joined?.series === found.series;
}
