import { SLOT_DEPTH } from '../../chain/coin-transfer.ts';
import type { CoinBlocks, HookContext, ModuleStore } from '../../chain/module.ts';
import {
  appendLeaf,
  bytesFromFrontier,
  emptyFrontier,
  type Frontier,
  frontierFromBytes,
  rootOfFrontier,
} from '../../core/append-tree.ts';
import { assert } from '../../core/assert.ts';
import { bytesFromHex, type Hash } from '../../core/bytes.ts';
import { rootFromLeaves } from '../../core/sparse-merkle.ts';
import { tellClosed } from './coin-news.ts';
import { FRONTIER_KEY } from './keys.ts';
import { appendLeafRoot } from './leaf-roots.ts';
import { getOpenCoinBlock, openCoinBlock, pendingTransfers } from './open-coin-block.ts';
import { getParameters } from './parameters.ts';

type Readable = Pick<ModuleStore, 'get'>;

/** What headers say of coin blocks. */
export function createCoinBlocks({ store }: HookContext): CoinBlocks {
  return {
    root: () => rootOfFrontier(getFrontier(store)),
    count: () => getFrontier(store).count,
  };
}

export function getFrontier(store: Readable): Frontier {
  const bytes = store.get(FRONTIER_KEY);
  assert(bytes, 'the tree of coin blocks is there since genesis');
  return frontierFromBytes(bytes);
}

/** Of the coin block that transfers enter now. */
export function openNumber(store: Readable): bigint {
  return getFrontier(store).count + 1n;
}

export function startCoinBlocks(store: ModuleStore): void {
  store.set(FRONTIER_KEY, bytesFromFrontier(emptyFrontier));
  openCoinBlock(store, 0);
}

/** From when on a block has to close the open coin block; undefined as long as it is empty. */
export function dueMs(store: Readable): number | undefined {
  return getOpenCoinBlock(store).transfers === 0 ? undefined : mayCloseMs(store);
}

/** Timestamp from which on a coin block may close. */
export function mayCloseMs(store: Readable): number {
  return getOpenCoinBlock(store).lastMs + getParameters(store).coinBlockMs;
}

/** Closes the open coin block if it is due, and opens the next. */
export function closeCoinBlock({ store, block, emit }: HookContext): void {
  const due = dueMs(store);
  if (due === undefined || block.timestampMs < due) return;
  const leaves = pendingTransfers(store);
  const leafRoot = leafRootOf(leaves);
  const frontier = appendLeaf(getFrontier(store), leafRoot);
  appendLeafRoot(store, frontier.count - 1n, bytesFromHex(leafRoot));
  store.set(FRONTIER_KEY, bytesFromFrontier(frontier));
  openCoinBlock(store, block.timestampMs);
  const transfers = BigInt(leaves.length);
  tellClosed(emit, { coinBlock: frontier.count, leafRoot, transfers });
}

/** Root over the transfers of one coin block, each at its slot. */
export function leafRootOf(transfers: readonly { slot: bigint; digest: Hash }[]): Hash {
  const leaves = new Map(transfers.map(({ slot, digest }) => [slot, digest]));
  assert(leaves.size === transfers.length, 'a coin block has one transfer of a slot');
  return rootFromLeaves(leaves, SLOT_DEPTH);
}
