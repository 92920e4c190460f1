import type { LoomColumn } from './loom-columns.ts';

/** The rectangle the loom is drawn in, in CSS pixels. */
export interface LoomFrame {
  width: number;
  height: number;
  /** Phones: thinner thread, less air above the cloth. */
  compact: boolean;
}

/** Where everything of one loom lies; depends on the frame and the committee only. */
export interface LoomGeometry {
  frame: LoomFrame;
  rowHeight: number;
  /** Thickness of the weft. */
  thread: number;
  /** Air between a thread and what it crosses. */
  gap: number;
  /** Ends of a straight pass. */
  left: number;
  right: number;
  /** Top of the warp. */
  head: number;
  /** Centre line of the first woven row. */
  firstRow: number;
  warps: Warp[];
}

/** Centre and width of one warp thread. */
export interface Warp {
  x: number;
  width: number;
}

export const ROW_HEIGHT = 30;
/** Distance from the top of the picture to the first woven row's upper edge. */
export const FELL = { wide: 158, compact: 112 } as const;
const MAX_WARP_WIDTH = 30;

export function loomGeometry(frame: LoomFrame, columns: readonly LoomColumn[]): LoomGeometry {
  const edge = frame.compact ? 29 : 32;
  return {
    frame,
    rowHeight: ROW_HEIGHT,
    thread: frame.compact ? 13 : 16,
    gap: frame.compact ? 2 : 2.5,
    left: edge - 6,
    right: frame.width - edge + 6,
    head: frame.compact ? 12 : 22,
    firstRow: (frame.compact ? FELL.compact : FELL.wide) + ROW_HEIGHT / 2,
    warps: warpPlaces(columns, edge, frame.width - edge, MAX_WARP_WIDTH),
  };
}

/** Warp threads spread evenly between two edges, as wide as their power allows. */
export function warpPlaces(
  columns: readonly LoomColumn[],
  left: number,
  right: number,
  maxWidth: number,
): Warp[] {
  const pitch = Math.max(0, right - left) / Math.max(1, columns.length);
  const heaviest = Math.max(1, ...columns.map((column) => column.power));
  const widest = Math.min(maxWidth, pitch * 0.42);
  const thinnest = Math.min(widest, Math.max(1.5, widest * 0.24));
  return columns.map((column, i) => ({
    x: left + pitch * (i + 0.5),
    width: thinnest + (widest - thinnest) * (column.power / heaviest),
  }));
}

/** Centre line of row `i` of the cloth, counted from the newest. */
export function rowY(geometry: LoomGeometry, i: number): number {
  return geometry.firstRow + geometry.rowHeight * i;
}

/** Centre line of loose thread `i`; 0 is the one nearest the cloth. */
export function slotY(geometry: LoomGeometry, i: number): number {
  const first = geometry.firstRow - (geometry.frame.compact ? 38 : 49);
  return first - (geometry.frame.compact ? 27 : 36) * i;
}

/** Rows that fit into the frame, counting one that is cut by its lower edge. */
export function visibleRows(geometry: LoomGeometry): number {
  const below = geometry.frame.height - geometry.firstRow + geometry.rowHeight / 2;
  return Math.max(0, Math.ceil(below / geometry.rowHeight));
}
