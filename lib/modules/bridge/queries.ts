import type { Module, QueryContext } from '../../chain/module.ts';
import type { AssetKind } from '../../chain/outbox.ts';
import { addressIn, expected, integerIn, valueIn } from '../../chain/query-input.ts';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import {
  MAX_LISTED_ASSETS,
  MAX_PROVEN_CLAIMS,
  MAX_SCANNED_WITHDRAWALS,
} from '../../core/limits.ts';
import { getAcceptedEpoch } from './apply-inbox.ts';
import { plainText } from './plain-text.ts';
import {
  countWithdrawalsAt,
  createClaimProver,
  type PageRoots,
  type WithdrawalClaim,
} from './prove-withdrawal.ts';
import { findRefused, type RefusalReason, type RefusedDeposit, refusedList } from './refused.ts';
import { getToken, tokenList } from './tokens.ts';
import { type RecordedWithdrawal, withdrawalList } from './withdrawals.ts';

/** An asset of Ethereum as people see it. The name may be anybody's, and a lie. */
export interface TokenView {
  /** Zero for ether. */
  token: Address;
  kind: AssetKind;
  decimals: number;
  /** At most 32 characters without any that cannot be seen; empty if the token did not say. */
  name: string;
  symbol: string;
}

/** A deposit that was refused, and what goes back to whom. */
export interface RefusedView {
  inboxIndex: bigint;
  reason: RefusalReason;
  /** Who was to get it here. */
  to: Address;
  withdrawal: RecordedWithdrawal;
}

/** Part of a list; the next part ends before `next`. */
export interface Page<Item> {
  items: Item[];
  /** Absent at the end of the list. */
  next?: bigint;
}

export interface BridgeCounts {
  withdrawals: number;
  refused: number;
  tokens: number;
  /** Newest epoch whose committee Ethereum knows; absent before the first boundary. */
  acceptedEpoch?: bigint;
}

/** Known assets, newest first. */
export function tokens(
  { store }: QueryContext,
  { before }: { before?: bigint } = {},
): Page<TokenView> {
  return pageOf(tokenList.count(store), MAX_LISTED_ASSETS, before, (from, to) =>
    tokenList.slice(store, from, to).flatMap((token) => viewOfToken(store, token) ?? []),
  );
}

export function token(
  { store }: QueryContext,
  { token: address }: { token: Address },
): TokenView | null {
  return viewOfToken(store, address) ?? null;
}

/**
 * What an account burnt here or gets on Ethereum, newest first. One call looks at a bounded number
 * of all withdrawals, so a page may be empty and not be the last.
 */
export function withdrawals(
  { store }: QueryContext,
  { account, before }: { account: Address; before?: bigint },
): Page<RecordedWithdrawal> {
  return pageOf(withdrawalList.count(store), MAX_SCANNED_WITHDRAWALS, before, (start, end) =>
    withdrawalList
      .slice(store, start, end)
      .filter(({ from, to }) => from === account || to === account),
  );
}

export function withdrawal(
  { store }: QueryContext,
  { index }: { index: bigint },
): RecordedWithdrawal | null {
  return withdrawalList.get(store, Number(index)) ?? null;
}

/** What the Gateway takes to pay these, with a header of that height. */
export function claims(
  context: QueryContext,
  { indexes, height, roots }: { indexes: readonly bigint[]; height: bigint; roots?: PageRoots },
): WithdrawalClaim[] {
  const count = BigInt(countWithdrawalsAt(context, height));
  if (indexes.length > MAX_PROVEN_CLAIMS || indexes.some((index) => index >= count)) {
    const facts = { name: 'indexes', count: count.toString() };
    throw new WeftError('query/malformed', 'expected withdrawals of that height', facts);
  }
  return indexes.map(createClaimProver(context, height, roots));
}

/** Deposits that were refused, newest first. */
export function refused(
  { store }: QueryContext,
  { before }: { before?: bigint } = {},
): Page<RefusedView> {
  return pageOf(refusedList.count(store), MAX_LISTED_ASSETS, before, (from, to) =>
    refusedList.slice(store, from, to).flatMap((each) => viewOfRefused(store, each)),
  );
}

/** By its number in the inbox; null for a deposit that was not refused. */
export function refusedDeposit(
  { store }: QueryContext,
  { inboxIndex }: { inboxIndex: bigint },
): RefusedView | null {
  const found = findRefused(store, inboxIndex);
  return found ? (viewOfRefused(store, found)[0] ?? null) : null;
}

export function counts({ store }: QueryContext): BridgeCounts {
  const acceptedEpoch = getAcceptedEpoch(store);
  return {
    withdrawals: withdrawalList.count(store),
    refused: refusedList.count(store),
    tokens: tokenList.count(store),
    ...(acceptedEpoch !== undefined && { acceptedEpoch }),
  };
}

/** The queries by name, for callers whose input is not typed. */
export const bridgeQueries: Module['queries'] = {
  counts,
  tokens: (context, input) => tokens(context, beforeIn(input)),
  token: (context, input) => token(context, { token: addressIn(input, 'token') }),
  withdrawals: (context, input) =>
    withdrawals(context, { account: addressIn(input, 'account'), ...beforeIn(input) }),
  withdrawal: (context, input) => withdrawal(context, { index: integerIn(input, 'index') }),
  claims: (context, input) =>
    claims(context, {
      indexes: indexesIn(input),
      height: integerIn(input, 'height'),
      ...rootsIn(input),
    }),
  refused: (context, input) => refused(context, beforeIn(input)),
  refusedDeposit: (context, input) =>
    refusedDeposit(context, { inboxIndex: integerIn(input, 'inboxIndex') }),
};

/** The part of a list that ends before `before`, the last item first. */
function pageOf<Item>(
  count: number,
  size: number,
  before: bigint | undefined,
  slice: (from: number, to: number) => Item[],
): Page<Item> {
  const end = before !== undefined && before < BigInt(count) ? Number(before) : count;
  const start = Math.max(0, end - size);
  const items = slice(start, end).reverse();
  return start === 0 ? { items } : { items, next: BigInt(start) };
}

function viewOfToken(store: QueryContext['store'], address: Address): TokenView | undefined {
  const found = getToken(store, address);
  if (!found) return undefined;
  const { kind, decimals, name, symbol } = found;
  const words = { name: plainText(name), symbol: plainText(symbol) };
  return { token: address, kind, decimals, ...words };
}

function viewOfRefused(store: QueryContext['store'], deposit: RefusedDeposit): RefusedView[] {
  const back = withdrawalList.get(store, Number(deposit.withdrawal));
  return back ? [{ ...deposit, withdrawal: back }] : [];
}

function beforeIn(input: unknown): { before?: bigint } {
  if (valueIn(input, 'before') === undefined) return {};
  return { before: integerIn(input, 'before') };
}

function indexesIn(input: unknown): readonly bigint[] {
  const value = valueIn(input, 'indexes');
  if (Array.isArray(value) && value.every(isNumber)) return value;
  throw expected('integers', 'indexes');
}

function rootsIn(input: unknown): { roots?: PageRoots } {
  const roots = valueIn(input, 'roots');
  return roots instanceof Map ? { roots } : {};
}

function isNumber(value: unknown): value is bigint {
  return typeof value === 'bigint' && value >= 0n && value < 1n << 64n;
}
