import type { LoomColumn } from './loom-columns.ts';
import { type LoomGeometry, rowY } from './loom-geometry.ts';
import type { LoomRow } from './loom-rows.ts';
import type { Sett, Warp } from './sett.ts';

/** A validator's thread as long as it stays the same, through as many epochs as that is. */
export interface WarpRun {
  id: string;
  column: LoomColumn;
  warp: Warp;
  top: number;
  bottom: number;
}

/** The rows of one epoch; its sett is missing until its committee is known. */
interface Band {
  epoch: bigint;
  top: number;
  bottom: number;
}

/**
 * The warp under the cloth. A thread begins and ends with the epochs in which its validator votes,
 * and changes its thickness with its power. `shift` is how many rows the cloth has yet to move.
 */
export function warpRuns(
  geometry: LoomGeometry,
  setts: ReadonlyMap<bigint, Sett>,
  rows: readonly LoomRow[],
  newest: bigint | undefined,
  shift: number,
): WarpRun[] {
  const runs = new Map<string, WarpRun>();
  const finished: WarpRun[] = [];
  for (const { epoch, top, bottom } of bandsOf(geometry, rows, newest, shift)) {
    const sett = setts.get(epoch);
    for (const [i, column] of (sett?.columns ?? []).entries()) {
      const warp = sett?.warps[i];
      const above = runs.get(column.key);
      if (!warp) continue;
      if (above && above.bottom === top && isSame(above.warp, warp)) {
        above.bottom = bottom;
        continue;
      }
      if (above) finished.push(above);
      runs.set(column.key, { id: `${column.key} ${epoch}`, column, warp, top, bottom });
    }
  }
  return [...finished, ...runs.values()];
}

/** From the newest epoch, which reaches up to the heads of the warp, down to the oldest. */
function bandsOf(
  geometry: LoomGeometry,
  rows: readonly LoomRow[],
  newest: bigint | undefined,
  shift: number,
): Band[] {
  const { frame, head, rowHeight } = geometry;
  const bands: Band[] = [];
  const begin = (epoch: bigint, top: number) => {
    const above = bands.at(-1);
    if (above?.epoch === epoch) return;
    if (above) above.bottom = top;
    bands.push({ epoch, top, bottom: frame.height });
  };
  const first = newest ?? rows[0]?.epoch;
  if (first !== undefined) begin(first, head);
  for (const [i, row] of rows.entries()) {
    const top = rowY(geometry, i - shift) - rowHeight / 2;
    if (top < frame.height) begin(row.epoch, top);
  }
  return bands;
}

function isSame(a: Warp, b: Warp): boolean {
  return a.x === b.x && a.width === b.width && a.yarns.length === b.yarns.length;
}
