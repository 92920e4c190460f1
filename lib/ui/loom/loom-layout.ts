import { signedShare } from './loom-columns.ts';
import { type LoomGeometry, rowY, visibleRows } from './loom-geometry.ts';
import type { LoomRow } from './loom-rows.ts';
import type { Sett, Yarn } from './sett.ts';

export interface WovenShape {
  kind: 'block';
  key: string;
  y: number;
  row: LoomRow & { kind: 'block' };
  /** Warp that lies over the weft: its validators are not in the certificate. */
  overs: Yarn[];
  /** Path of the turn into the parent's row; absent when the parent is not drawn. */
  turn?: string;
  /** Ends that nothing continues, drawn round. */
  capLeft: boolean;
  capRight: boolean;
}

export interface MissedShape {
  kind: 'missed';
  key: string;
  y: number;
  count: number;
}

export type RowShape = WovenShape | MissedShape;

/**
 * Shapes of the cloth, newest row first. Which warp lies over is read from certificates alone;
 * while the committee of a row is not known, none does.
 * `continued` says that a loose thread hangs on the newest row.
 */
export function clothShapes(
  geometry: LoomGeometry,
  setts: ReadonlyMap<bigint, Sett>,
  rows: readonly LoomRow[],
  continued: boolean,
): RowShape[] {
  const visible = rows.slice(0, visibleRows(geometry) + 1);
  return visible.map((row, i): RowShape => {
    const y = rowY(geometry, i);
    if (row.kind === 'missed') return { kind: 'missed', key: row.key, y, count: row.count };
    const height = row.block.height;
    const parent = indexOfBlock(rows, i + 1);
    const hasParent = parent >= 0 && heightAt(rows, parent) === height - 1n;
    const child = indexOfBlockBefore(visible, i - 1);
    const hasChild = child >= 0 ? heightAt(visible, child) === height + 1n : continued;
    const turnsRight = height % 2n === 1n;
    return {
      kind: 'block',
      key: row.key,
      y,
      row,
      overs: warpOvers(setts.get(row.epoch), row.block.certificate.signers),
      ...(hasParent && {
        turn: turnPath(geometry, turnsRight, y, y + geometry.rowHeight * (parent - i)),
      }),
      capRight: turnsRight ? !hasParent : !hasChild,
      capLeft: turnsRight ? !hasChild : !hasParent,
    };
  });
}

/** Where the warp shows over a straight pass signed by `signers`. */
export function warpOvers(sett: Sett | undefined, signers: readonly number[]): Yarn[] {
  if (!sett) return [];
  const signed = new Set(signers);
  return sett.columns.flatMap((column, i) => {
    const warp = sett.warps[i];
    const share = signedShare(column, signed, sett.powers);
    if (!warp || share === 1) return [];
    if (share === 0) return warp.yarns;
    // Of a shared column the unsigned part lies over, at its right side.
    const width = warp.width * (1 - share);
    return [{ left: warp.x + warp.width / 2 - width, width }];
  });
}

/** From one row down to its parent's: the thread turns at the edge, so each names its parent. */
export function turnPath(
  geometry: LoomGeometry,
  toRight: boolean,
  fromY: number,
  toY: number,
): string {
  const x = toRight ? geometry.right - 1 : geometry.left + 1;
  const radius = geometry.rowHeight / 2;
  const side = toRight ? 1 : -1;
  const straight = toY - fromY - radius * 2;
  const sweep = toRight ? 1 : 0;
  const arc = (dx: number) => `a${radius} ${radius} 0 0 ${sweep} ${dx} ${radius}`;
  return `M${x} ${fromY}${arc(side * radius)}v${straight}${arc(-side * radius)}`;
}

function heightAt(rows: readonly LoomRow[], i: number): bigint | undefined {
  const row = rows[i];
  return row?.kind === 'block' ? row.block.height : undefined;
}

function indexOfBlock(rows: readonly LoomRow[], from: number): number {
  for (let i = from; i < rows.length; i++) if (rows[i]?.kind === 'block') return i;
  return -1;
}

function indexOfBlockBefore(rows: readonly LoomRow[], from: number): number {
  for (let i = from; i >= 0; i--) if (rows[i]?.kind === 'block') return i;
  return -1;
}
