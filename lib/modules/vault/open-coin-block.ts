import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import {
  bytesFromHex,
  concatBytes,
  type Hash,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../../core/bytes.ts';
import { MAX_TRANSFERS_PER_COIN_BLOCK } from '../../core/module-limits.ts';
import { decodeRlp, encodeRlp, listOf, numberOf, uintItem } from '../../core/rlp.ts';
import { OPEN_COIN_BLOCK_KEY, pendingKey } from './keys.ts';
import { getPackedPage, type PackedList, setPacked } from './packed-list.ts';

// The coin block that transfers enter until it closes. The keys of its transfers stay once they
// exist: nobody could be given back the deposit for one.

/** A leaf of the coin block to be. */
export interface PendingTransfer {
  slot: bigint;
  digest: Hash;
}

export interface OpenCoinBlock {
  /** Timestamp of the newest coin block; zero before the first. */
  lastMs: number;
  /** Transfers it holds by now. */
  transfers: number;
}

type Readable = Pick<ModuleStore, 'get'>;

export function getOpenCoinBlock(store: Readable): OpenCoinBlock {
  const bytes = store.get(OPEN_COIN_BLOCK_KEY);
  assert(bytes, 'a coin block is open since genesis');
  const [last, transfers] = listOf(decodeRlp(bytes), 2);
  return { lastMs: numberOf(last), transfers: numberOf(transfers) };
}

/** Opens one without transfers, `lastMs` being the timestamp of the coin block before. */
export function openCoinBlock(store: ModuleStore, lastMs: number): void {
  setOpenCoinBlock(store, { lastMs, transfers: 0 });
}

export function isFull({ transfers }: OpenCoinBlock): boolean {
  return transfers >= MAX_TRANSFERS_PER_COIN_BLOCK;
}

/** In the order they came. */
export function pendingTransfers(store: Readable): PendingTransfer[] {
  const count = BigInt(getOpenCoinBlock(store).transfers);
  const pages = (count + PER_PAGE - 1n) / PER_PAGE;
  return Array.from({ length: Number(pages) }, (_, page) =>
    getPackedPage(store, PENDING, BigInt(page), count),
  ).flatMap((values) => values.map(pendingFromBytes));
}

/** There is room for it, and it is the only one of its slot. */
export function addPending(store: ModuleStore, { slot, digest }: PendingTransfer): void {
  const open = getOpenCoinBlock(store);
  assert(!isFull(open), 'a coin block has room');
  const value = concatBytes(u64(slot), bytesFromHex(digest));
  setPacked(store, PENDING, BigInt(open.transfers), value);
  setOpenCoinBlock(store, { ...open, transfers: open.transfers + 1 });
}

function setOpenCoinBlock(store: ModuleStore, { lastMs, transfers }: OpenCoinBlock): void {
  store.set(OPEN_COIN_BLOCK_KEY, encodeRlp([uintItem(lastMs), uintItem(transfers)]));
}

function pendingFromBytes(bytes: Uint8Array): PendingTransfer {
  return {
    slot: uintFromBytes(bytes.subarray(0, 8)),
    digest: hexFromBytes(bytes.subarray(8)),
  };
}

const PENDING: PackedList = {
  size: 40,
  perPage: 64,
  keyOf: (part) => pendingKey(Number(part)),
};
const PER_PAGE = BigInt(PENDING.perPage);
