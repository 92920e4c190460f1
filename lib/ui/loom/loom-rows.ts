import type { BlockSummary } from '../../client/types.ts';
import type { LoomState } from './loom-state.ts';

/** One line of the cloth: a woven block, or views that closed without a block. */
export type LoomRow =
  | { kind: 'block'; key: string; epoch: bigint; block: BlockSummary }
  | { kind: 'missed'; key: string; epoch: bigint; count: number };

/** Rows of the cloth, newest first. A run of missed views is one row with its number. */
export function loomRows(state: LoomState): LoomRow[] {
  const rows: LoomRow[] = [];
  const next = (state.blocks[0]?.height ?? 0n) + 1n;
  const [missed] = state.missed;
  if (missed) rows.push(missedRow(next, missed.epoch, state.missed.length));
  for (const block of state.blocks) {
    const { height, epoch, missedViews } = block;
    rows.push({ kind: 'block', key: `${height}`, epoch, block });
    if (missedViews > 0) rows.push(missedRow(height, epoch, missedViews));
  }
  return rows;
}

function missedRow(beforeHeight: bigint, epoch: bigint, count: number): LoomRow {
  return { kind: 'missed', key: `missed-before-${beforeHeight}`, epoch, count };
}
