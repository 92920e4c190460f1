import type { BlockSummary } from '../../client/types.ts';
import type { LoomState } from './loom-state.ts';

/** One line of the cloth: a woven block, or views that closed without a block. */
export type LoomRow =
  | { kind: 'block'; key: string; block: BlockSummary }
  | { kind: 'missed'; key: string; count: number };

/** Rows of the cloth, newest first. A run of missed views is one row with its number. */
export function loomRows(state: LoomState): LoomRow[] {
  const rows: LoomRow[] = [];
  const next = (state.blocks[0]?.height ?? 0n) + 1n;
  if (state.missed.length > 0) rows.push(missedRow(next, state.missed.length));
  for (const block of state.blocks) {
    rows.push({ kind: 'block', key: `${block.height}`, block });
    if (block.missedViews > 0) rows.push(missedRow(block.height, block.missedViews));
  }
  return rows;
}

function missedRow(beforeHeight: bigint, count: number): LoomRow {
  return { kind: 'missed', key: `missed-before-${beforeHeight}`, count };
}
