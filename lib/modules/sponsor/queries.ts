import type { Module, QueryContext } from '../../chain/module.ts';
import { type Address, type Hash, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { getPaidAccount, membershipIn, unitsOn } from './accounts.ts';
import { dayOf, nextDayMs, unitsLeft } from './budget.ts';
import { type Grant, getGrant, openGrants } from './grants.ts';
import { grantsFor, offer, unitsOfStake } from './offer.ts';

/** What an account may do in a module without a fee. */
export interface Allowance {
  unitsLeftToday: number;
  unitsPerDay: number;
  /** Who pays now, in the order in which they are asked. */
  payers: ('grant' | 'stake')[];
  /** When units of today are forgotten: the next midnight in UTC. */
  resetsAtMs: number;
  /** Code of the reason why nobody pays; null while somebody does. */
  reason: string | null;
}

/** A grant as people see it. */
export interface GrantView extends Omit<Grant, 'budget'> {
  id: Hash;
  unitsPerDay: bigint;
  /** What it may pay at this moment, of its day. */
  unitsLeft: bigint;
}

/** Of all grants that let the account in and have coins, and of its stake. */
export function allowance(
  { store, keepers = {} }: QueryContext,
  asked: { account: Address; module: string; timestampMs: number },
): Allowance {
  const context = { store, keepers };
  const { account, timestampMs } = asked;
  const day = dayOf(timestampMs);
  const granted = grantsFor(context, asked).map(({ id, grant, paid }) => {
    const units = grant.unitsPerAccountPerDay;
    return { units, left: leftOf(units, unitsOn(membershipIn(paid, id).use, day)) };
  });
  const ofStake = unitsOfStake(context, account);
  const leftOfStake = leftOf(ofStake, unitsOn(getPaidAccount(store, account).stakeUse, day));
  const leftOfGrants = sum(granted.map(({ left }) => left));
  return {
    unitsLeftToday: Number(leftOfGrants + leftOfStake),
    unitsPerDay: Number(sum(granted.map(({ units }) => units)) + ofStake),
    payers: [
      ...(leftOfGrants > 0n ? (['grant'] as const) : []),
      ...(leftOfStake > 0n ? (['stake'] as const) : []),
    ],
    resetsAtMs: nextDayMs(timestampMs),
    reason: reasonOf(context, asked),
  };
}

/** Open grants, oldest first; `timestampMs` says for when what is left is told. */
export function grants(
  context: QueryContext,
  { timestampMs }: { timestampMs?: number } = {},
): GrantView[] {
  return openGrants(context.store).flatMap(
    (id) => grant(context, { grant: id, timestampMs }) ?? [],
  );
}

/** A closed one as well, as long as deposits may come back to it; null for any other. */
export function grant(
  { store }: QueryContext,
  { grant: id, timestampMs = 0 }: { grant: Hash; timestampMs?: number | undefined },
): GrantView | null {
  const found = getGrant(store, id);
  if (!found) return null;
  const { budget, ...rest } = found;
  const { unitsPerDay } = budget;
  return { id, ...rest, unitsPerDay, unitsLeft: unitsLeft(budget, timestampMs) };
}

/** When an account joined a grant, in the series that counts; null if it did not. */
export function joined(
  { store }: QueryContext,
  { account, grant: id }: { account: Address; grant: Hash },
): { atMs: number } | null {
  const membership = membershipIn(getPaidAccount(store, account), id);
  const isCurrent = membership.joined?.series === getGrant(store, id)?.series;
  return membership.joined && isCurrent ? { atMs: membership.joined.atMs } : null;
}

/** The queries by name, for callers whose input is not typed. */
export const sponsorQueries: Module['queries'] = {
  allowance: (context, input) =>
    allowance(context, {
      account: hexIn(input, 'account', 20),
      module: textIn(input, 'module'),
      timestampMs: timeIn(input) ?? 0,
    }),
  grants: (context, input) => grants(context, timed(input)),
  grant: (context, input) => grant(context, { grant: hexIn(input, 'grant', 32), ...timed(input) }),
  joined: (context, input) =>
    joined(context, { account: hexIn(input, 'account', 20), grant: hexIn(input, 'grant', 32) }),
};

/** Of the smallest transaction there could be. */
function reasonOf(
  context: Parameters<typeof offer>[0],
  asked: { account: Address; module: string; timestampMs: number },
): string | null {
  try {
    offer(context, { ...asked, units: 1, basePriceWei: 0n, depositMaxWei: 0n });
    return null;
  } catch (thrown) {
    if (thrown instanceof WeftError && thrown.code.startsWith('sponsor/')) return thrown.code;
    throw thrown;
  }
}

function leftOf(units: bigint, used: bigint): bigint {
  return units > used ? units - used : 0n;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function valueIn(input: unknown, name: string): unknown {
  const has = typeof input === 'object' && input !== null && Object.hasOwn(input, name);
  return has ? (input as Record<string, unknown>)[name] : undefined;
}

function hexIn(input: unknown, name: string, length: number): Hash {
  const value = valueIn(input, name);
  if (isHex(value, length)) return value.toLowerCase() as Hash;
  throw new WeftError('query/malformed', `expected ${length} bytes`, { name });
}

function textIn(input: unknown, name: string): string {
  const value = valueIn(input, name);
  if (typeof value === 'string') return value;
  throw new WeftError('query/malformed', 'expected text', { name });
}

function timeIn(input: unknown): number | undefined {
  const value = valueIn(input, 'timestampMs');
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new WeftError('query/malformed', 'expected a time', { name: 'timestampMs' });
}

function timed(input: unknown): { timestampMs?: number } {
  const timestampMs = timeIn(input);
  return timestampMs === undefined ? {} : { timestampMs };
}
