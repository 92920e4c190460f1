import type { Module, QueryContext } from '../../chain/module.ts';
import { addressIn, integerIn, optional } from '../../chain/query-input.ts';
import { rootOfFrontier } from '../../core/append-tree.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import { newestSlot } from './apply-event.ts';
import { dueMs, getFrontier, mayCloseMs, openNumber } from './coin-blocks.ts';
import { type Coin, getCoin, isPending } from './coins.ts';
import { leafRootAt, proveLeafRoot } from './leaf-roots.ts';
import { getOpenCoinBlock, pendingTransfers } from './open-coin-block.ts';
import { countOwned, ownedSlots } from './owned-coins.ts';

/** A coin as people see it. */
export interface CoinView extends Omit<Coin, 'place'> {
  slot: bigint;
  /** Whether it moved in the coin block that is still open, so that `parent` does not exist yet. */
  isPending: boolean;
}

export interface OwnedCoins {
  /** Of all pages. */
  count: bigint;
  coins: CoinView[];
}

/** A transfer that waits for its coin block to close. */
export interface PendingView {
  coinBlock: bigint;
  digest: Hash;
}

export interface CoinBlocksView {
  /** Coin blocks that are closed. */
  count: bigint;
  root: Hash;
  /** Timestamp of the newest; zero before the first. */
  lastMs: number;
  /** Transfers in the open one. */
  pending: number;
  /** The open one closes in the first block from then on, if it has transfers. */
  mayCloseMs: number;
  /** The same if it has any, null while it waits for some. */
  dueMs: number | null;
}

export interface CoinBlockProof {
  leafRoot: Hash;
  /** Coin blocks in the tree that the proof is of. */
  count: bigint;
  proof: SparseProof;
}

/** Null for a slot that no coin has, or has no longer. */
export function coin(
  { store }: Pick<QueryContext, 'store'>,
  { slot }: { slot: bigint },
): CoinView | null {
  const found = getCoin(store, slot);
  if (!found) return null;
  const { place, ...rest } = found;
  return { slot, ...rest, isPending: isPending(found, openNumber(store)) };
}

/** Coins of an account, MAX_LISTED_COINS on a page, in no order. */
export function coinsOf(
  { store }: Pick<QueryContext, 'store'>,
  { account, page = 0n }: { account: Address; page?: bigint | undefined },
): OwnedCoins {
  const slots = ownedSlots(store, account, page);
  return {
    count: countOwned(store, account),
    coins: slots.map((slot) => coin({ store }, { slot }) as CoinView),
  };
}

/** Null for a slot that does not move in the open coin block. */
export function pending(
  { store }: Pick<QueryContext, 'store'>,
  { slot }: { slot: bigint },
): PendingView | null {
  const found = pendingTransfers(store).find((transfer) => transfer.slot === slot);
  return found ? { coinBlock: openNumber(store), digest: found.digest } : null;
}

export function coinBlocks({ store }: Pick<QueryContext, 'store'>): CoinBlocksView {
  const frontier = getFrontier(store);
  const { lastMs, transfers } = getOpenCoinBlock(store);
  return {
    count: frontier.count,
    root: rootOfFrontier(frontier),
    lastMs,
    pending: transfers,
    mayCloseMs: mayCloseMs(store),
    dueMs: dueMs(store) ?? null,
  };
}

/** Root over the transfers of a coin block, counted from 1; null for one that is not closed. */
export function leafRoot(
  { store }: Pick<QueryContext, 'store'>,
  { coinBlock }: { coinBlock: bigint },
): Hash | null {
  const exists = coinBlock >= 1n && coinBlock <= getFrontier(store).count;
  return exists ? leafRootAt(store, coinBlock - 1n) : null;
}

/**
 * Proof of a coin block in the tree of the first `count`, all unless told: those of the checkpoint
 * that speaks for it. Whether a slot moved in it or not follows from its leaf root. Null unless
 * that many are closed and it is among them.
 */
export function coinBlockProof(
  { store }: Pick<QueryContext, 'store'>,
  { coinBlock, count }: { coinBlock: bigint; count?: bigint | undefined },
): CoinBlockProof | null {
  const closed = getFrontier(store).count;
  const of = count ?? closed;
  if (coinBlock < 1n || coinBlock > of || of > closed) return null;
  const index = coinBlock - 1n;
  return {
    leafRoot: leafRootAt(store, index),
    count: of,
    proof: proveLeafRoot(store, index, of),
  };
}

/** The queries by name, for callers whose input is not typed. */
export const vaultQueries: Module['queries'] = {
  newestSlot: ({ store }) => newestSlot(store),
  coinBlocks,
  coin: (context, input) => coin(context, { slot: integerIn(input, 'slot') }),
  coinsOf: (context, input) =>
    coinsOf(context, {
      account: addressIn(input, 'account'),
      page: optional(input, 'page', integerIn),
    }),
  pending: (context, input) => pending(context, { slot: integerIn(input, 'slot') }),
  leafRoot: (context, input) => leafRoot(context, { coinBlock: integerIn(input, 'coinBlock') }),
  coinBlockProof: (context, input) =>
    coinBlockProof(context, {
      coinBlock: integerIn(input, 'coinBlock'),
      count: optional(input, 'count', integerIn),
    }),
};
