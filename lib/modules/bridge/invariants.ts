import type { InvariantContext } from '../../chain/module.ts';
import { leafOfWithdrawal } from '../../chain/outbox.ts';
import { appendLeaf, emptyFrontier, rootOfFrontier } from '../../core/append-tree.ts';
import { assert } from '../../core/assert.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { keepersOf } from './keepers.ts';
import { getParameters } from './parameters.ts';
import { refusedList } from './refused.ts';
import { getToken, tokenList, unitsOfAsset } from './tokens.ts';
import { getFrontier, isReturned, type RecordedWithdrawal, withdrawalList } from './withdrawals.ts';

/**
 * Nothing appears and nothing is lost: per asset, what is here and what left is what was deposited.
 * The outbox is the tree of all that left.
 */
export function bridgeInvariants(context: InvariantContext): void {
  const { store, entries } = context;
  if (!getParameters(store)) {
    assert([...entries()].length === 0, 'a chain without contracts has no bridge');
    return;
  }
  const withdrawals = withdrawalList.slice(store, 0, withdrawalList.count(store));
  checkOutbox(context, withdrawals);
  checkAssets(context, withdrawals);
  checkRefused(context, withdrawals);
}

function checkOutbox({ store }: InvariantContext, withdrawals: readonly RecordedWithdrawal[]) {
  const frontier = withdrawals.map(leafOfWithdrawal).reduce(appendLeaf, emptyFrontier);
  assert(getFrontier(store).count === frontier.count, 'the outbox has a leaf for each withdrawal');
  const root = rootOfFrontier(getFrontier(store));
  assert(root === rootOfFrontier(frontier), 'the withdrawals give the root of the outbox');
  const isOrdered = withdrawals.every(
    ({ height }, i) => i === 0 || (withdrawals[i - 1]?.height ?? 0n) <= height,
  );
  assert(isOrdered, 'withdrawals are in the order of their blocks');
}

function checkAssets(context: InvariantContext, withdrawals: readonly RecordedWithdrawal[]): void {
  const { store } = context;
  const { bank } = keepersOf(context);
  const left = new Map<Address, bigint>();
  for (const { token, kind, value } of withdrawals) {
    left.set(token, (left.get(token) ?? 0n) + unitsOfAsset(kind, value));
  }
  const listed = new Set(tokenList.slice(store, 0, tokenList.count(store)));
  for (const token of new Set([ZERO_ADDRESS, ...listed, ...left.keys()])) {
    const record = getToken(store, token);
    assert((record !== undefined) === listed.has(token), 'known tokens are those that are listed');
    const supply = bank.assetOf(token)?.supply ?? 0n;
    const sum = supply + (left.get(token) ?? 0n);
    assert(sum === (record?.deposited ?? 0n), `${token}: here and left is what was deposited`);
  }
}

function checkRefused(
  { store }: InvariantContext,
  withdrawals: readonly RecordedWithdrawal[],
): void {
  const refused = refusedList.slice(store, 0, refusedList.count(store));
  const returned = withdrawals.filter(isReturned).map(({ index }) => index);
  const known = refused.map(({ withdrawal }) => withdrawal);
  assert(known.join() === returned.join(), 'what goes back is what was refused');
  const isOrdered = refused.every(
    ({ inboxIndex }, i) => i === 0 || (refused[i - 1]?.inboxIndex ?? 0n) < inboxIndex,
  );
  assert(isOrdered, 'refused deposits are in the order of the inbox');
}
