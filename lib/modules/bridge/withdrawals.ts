import type { HookContext, ModuleStore } from '../../chain/module.ts';
import { type AssetKind, leafOfWithdrawal, type Withdrawal } from '../../chain/outbox.ts';
import { createPackedList } from '../../chain/packed-list.ts';
import {
  appendLeaf,
  bytesFromFrontier,
  emptyFrontier,
  type Frontier,
  frontierFromBytes,
} from '../../core/append-tree.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  hexFromBytes,
  u64,
  uintFromBytes,
  ZERO_ADDRESS,
} from '../../core/bytes.ts';
import { FRONTIER_KEY, WITHDRAWALS_PREFIX } from './keys.ts';

/** A leaf of the outbox, and where it comes from. */
export interface RecordedWithdrawal extends Withdrawal {
  /** Who burnt it; zero for a deposit that was refused and goes back. */
  from: Address;
  /** Of the block. */
  height: bigint;
}

/** The asset's kind, its address (zero for ether), who gets it on Ethereum, amount or token id. */
export type Leaving = Pick<RecordedWithdrawal, 'kind' | 'token' | 'from' | 'to' | 'value'>;

type Readable = Pick<ModuleStore, 'get'>;

/** Leaves of a page of the list below: a subtree of the outbox. */
export const PAGE_LEVELS = 5;

/** Everything that ever left, in the order of the outbox. */
export const withdrawalList = createPackedList<RecordedWithdrawal>({
  prefix: WITHDRAWALS_PREFIX,
  recordBytes: 101,
  recordsPerKey: 2 ** PAGE_LEVELS,
  bytesFrom: ({ kind, token, from, to, value, height }) =>
    concatBytes(
      Uint8Array.of(kind),
      bytesFromHex(token),
      bytesFromHex(from),
      bytesFromHex(to),
      bytesFromUint(value, 32),
      u64(height),
    ),
  itemFrom: (bytes, index) => ({
    index: BigInt(index),
    kind: bytes[0] as AssetKind,
    token: hexFromBytes(bytes.subarray(1, 21)),
    from: hexFromBytes(bytes.subarray(21, 41)),
    to: hexFromBytes(bytes.subarray(41, 61)),
    value: uintFromBytes(bytes.subarray(61, 93)),
    height: uintFromBytes(bytes.subarray(93)),
  }),
});

export function getFrontier(store: Readable): Frontier {
  const bytes = store.get(FRONTIER_KEY);
  return bytes ? frontierFromBytes(bytes) : emptyFrontier;
}

/** Appends to the outbox; the result is the index of the first. */
export function appendWithdrawals(
  { store, block }: Pick<HookContext, 'store' | 'block'>,
  leaving: readonly Leaving[],
): bigint {
  let frontier = getFrontier(store);
  const first = frontier.count;
  const withdrawals = leaving.map((each, i) => {
    const withdrawal = { ...each, index: first + BigInt(i), height: block.height };
    frontier = appendLeaf(frontier, leafOfWithdrawal(withdrawal));
    return withdrawal;
  });
  withdrawalList.append(store, withdrawals);
  store.set(FRONTIER_KEY, bytesFromFrontier(frontier));
  return first;
}

/** Whether it is a deposit that goes back to its sender. */
export function isReturned({ from }: Pick<RecordedWithdrawal, 'from'>): boolean {
  return from === ZERO_ADDRESS;
}
