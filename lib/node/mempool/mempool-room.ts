import { WeftError } from '../../core/errors.ts';
import { REPLACEMENT_FEE_PERCENT } from '../../core/limits.ts';
import { type MempoolEntry, tipRate } from './entry.ts';
import type { Lanes } from './lanes.ts';
import type { MempoolLimits } from './mempool-limits.ts';

// Which transactions have room, and which make room for a better one.

/** @throws WeftError `mempool/underpriced-replacement` unless it offers a tenth more. */
export function assertReplaces(entry: MempoolEntry, old: MempoolEntry): void {
  const tenthMoreWei = (old.feeMax * (100n + REPLACEMENT_FEE_PERCENT) + 99n) / 100n;
  const leastWei = tenthMoreWei > old.feeMax ? tenthMoreWei : old.feeMax + 1n;
  if (entry.feeMax >= leastWei) return;
  throw new WeftError(
    'mempool/underpriced-replacement',
    'a replacement must offer at least a tenth more',
    { feeMax: entry.feeMax.toString(), leastWei: leastWei.toString() },
  );
}

/** @throws WeftError `mempool/account-full`. `rival` is the one that the entry would replace. */
export function assertAccountRoom(
  lanes: Lanes,
  limits: MempoolLimits,
  entry: MempoolEntry,
  rival: MempoolEntry | undefined,
): void {
  const others = lanes.ofAccount(entry.account).filter((other) => other !== rival);
  const bytes = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, entry.sizeBytes);
  const { perAccount, bytesPerAccount } = limits;
  if (others.length < perAccount && bytes <= bytesPerAccount) return;
  throw new WeftError('mempool/account-full', 'this account has too many waiting', {
    limit: perAccount,
  });
}

/** Free ones have a room of their own, so that neither kind crowds out the other. */
export function isFull(
  lanes: Lanes,
  limits: MempoolLimits,
  { isFree, sizeBytes }: MempoolEntry,
  rival?: MempoolEntry,
): boolean {
  const load = isFree ? lanes.free : lanes.paid;
  const inPlace = rival?.isFree === isFree ? rival : undefined;
  const count = load.transactions - (inPlace ? 1 : 0);
  const bytes = load.bytes + sizeBytes - (inPlace?.sizeBytes ?? 0);
  const most = isFree ? { transactions: limits.freeTransactions, bytes: limits.freeBytes } : limits;
  return count >= most.transactions || bytes > most.bytes;
}

/** The last transaction of the worst paying lane, so that no gap arises. */
export function worstOf(lanes: Lanes, basePriceWei: bigint): MempoolEntry | undefined {
  let worst: MempoolEntry | undefined;
  for (const lane of lanes.all()) {
    const last = lane.at(-1);
    if (!last || last.isFree) continue;
    if (!worst || rateOf(last, basePriceWei) < rateOf(worst, basePriceWei)) worst = last;
  }
  return worst;
}

/** What waits for a gap costs its account nothing, so it makes room for what could be included. */
export function rateOf(entry: MempoolEntry, basePriceWei: bigint): bigint {
  return entry.parkedUntilMs === undefined ? tipRate(entry, basePriceWei) : PARKED_RATE;
}

export const PARKED_RATE = -1n;
