import { ASSET_ERC721, type AssetKind } from '../../chain/outbox.ts';
import type { Address } from '../../core/bytes.ts';
import type { RecordedWithdrawal } from '../../modules/bridge/withdrawals.ts';

/** What left by one action: an amount, or tokens of one collection whose numbers follow. */
export interface WithdrawalRun {
  /** Of the first in the outbox. */
  index: bigint;
  /** More than one for ERC-721 only. */
  count: number;
  kind: AssetKind;
  /** Zero for ether. */
  token: Address;
  /** Who burnt it; zero for a deposit that was refused and goes back. */
  from: Address;
  /** Who gets it on Ethereum. */
  to: Address;
  /** Amount in the smallest unit, or the id of the first token. */
  value: bigint;
  /** Of the block, which is final. */
  height: bigint;
  /** Of the block; absent for old ones, and where the node keeps it no longer. */
  timestampMs?: number;
}

/** Tokens of a collection that left by one action lie beside each other: one line for people. */
export function runsOf(newestFirst: readonly RecordedWithdrawal[]): WithdrawalRun[] {
  const runs: WithdrawalRun[] = [];
  for (const withdrawal of newestFirst) {
    const run = { ...withdrawal, count: 1 };
    const newer = runs.at(-1);
    if (newer && precedes(run, newer)) runs[runs.length - 1] = joined(run, newer);
    else runs.push(run);
  }
  return runs;
}

/** Both newest first, `older` all before `newer`: what one page cut in two is one run again. */
export function joinRuns(
  newer: readonly WithdrawalRun[],
  older: readonly WithdrawalRun[],
): WithdrawalRun[] {
  const last = newer.at(-1);
  const [first, ...rest] = older;
  if (!last || !first || !precedes(first, last)) return [...newer, ...older];
  return [...newer.slice(0, -1), joined(first, last), ...rest];
}

/** Of runs, newest first, what is before a place in the outbox. */
export function runsBefore(runs: readonly WithdrawalRun[], end: bigint): WithdrawalRun[] {
  return runs
    .filter(({ index }) => index < end)
    .map((run) => ({ ...run, count: Math.min(run.count, Number(end - run.index)) }));
}

function joined(older: WithdrawalRun, newer: WithdrawalRun): WithdrawalRun {
  return { ...newer, index: older.index, value: older.value, count: older.count + newer.count };
}

function precedes(older: WithdrawalRun, newer: WithdrawalRun): boolean {
  return (
    older.kind === ASSET_ERC721 &&
    older.index + BigInt(older.count) === newer.index &&
    older.kind === newer.kind &&
    older.token === newer.token &&
    older.height === newer.height &&
    older.from === newer.from &&
    older.to === newer.to
  );
}
