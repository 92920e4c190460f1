import type { RecoveredTransaction } from '../../chain/check-transaction.ts';
import type { StateView } from '../execution/state-view.ts';
import { type MempoolEntry, tipRate } from './entry.ts';
import type { Lanes } from './lanes.ts';

/**
 * Includable transactions, the best tip per unit first, ties by arrival; those of one lane in order
 * of their nonces. `view` is the state they would execute on.
 */
export function* candidatesOf(lanes: Lanes, view: StateView): Generator<RecoveredTransaction> {
  const basePriceWei = view.basePriceWei();
  const heads: Head[] = [];
  for (const lane of lanes.all()) {
    const [{ account, recovered }] = lane as [MempoolEntry];
    const nonce = view.nonceOf(account, recovered.transaction.session?.id);
    pushHead(
      heads,
      lane,
      lane.findIndex((entry) => entry.nonce === nonce),
      basePriceWei,
    );
  }
  while (heads.length > 0) {
    const { lane, index } = popHead(heads);
    const entry = lane[index] as MempoolEntry;
    yield entry.recovered;
    const next = lane[index + 1];
    if (next?.nonce === entry.nonce + 1n) pushHead(heads, lane, index + 1, basePriceWei);
  }
}

/** The next transaction of a lane; a binary heap of them has the best on top. */
interface Head {
  lane: readonly MempoolEntry[];
  index: number;
  rate: bigint;
  arrival: number;
}

function pushHead(
  heap: Head[],
  lane: readonly MempoolEntry[],
  index: number,
  basePriceWei: bigint,
): void {
  const entry = lane[index];
  if (!entry) return;
  const head = { lane, index, rate: tipRate(entry, basePriceWei), arrival: entry.arrival };
  let at = heap.push(head) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBetter(head, heap[above] as Head)) break;
    heap[at] = heap[above] as Head;
    at = above;
  }
  heap[at] = head;
}

function popHead(heap: Head[]): Head {
  const top = heap[0] as Head;
  const last = heap.pop() as Head;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const better =
      right < heap.length && isBetter(heap[right] as Head, heap[left] as Head) ? right : left;
    if (!isBetter(heap[better] as Head, last)) break;
    heap[at] = heap[better] as Head;
    at = better;
  }
  heap[at] = last;
  return top;
}

function isBetter(a: Head, b: Head): boolean {
  return a.rate === b.rate ? a.arrival < b.arrival : a.rate > b.rate;
}
