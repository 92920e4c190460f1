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

/** Where a column's yarn lies: its centre, its whole width and the single yarns. */
export interface Warp {
  x: number;
  width: number;
  yarns: Yarn[];
}

/** One straight strip of warp, from its left edge. */
export interface Yarn {
  left: number;
  width: number;
}

export const ROW_HEIGHT = 30;
/** Distance from the top of the picture to the first woven row's upper edge. */
export const FELL = { wide: 158, compact: 112 } as const;
const MAX_WARP_WIDTH = 30;
/** About as many strips as look like cloth. */
const WANTED_YARNS = 21;
/** Narrower than this, yarns look like hatching. */
const MIN_YARN_PITCH = 14;

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

/**
 * Warp spread evenly between two edges, as thick as its power. A large committee has one yarn each,
 * a small one a ribbon of several, so that it still makes a cloth.
 */
export function warpPlaces(
  columns: readonly LoomColumn[],
  left: number,
  right: number,
  maxWidth: number,
): Warp[] {
  const pitch = Math.max(0, right - left) / Math.max(1, columns.length);
  const heaviest = Math.max(1, ...columns.map((column) => column.power));
  const wantedYarns = Math.floor(WANTED_YARNS / Math.max(1, columns.length));
  const yarnsEach = Math.max(1, Math.min(wantedYarns, Math.floor(pitch / MIN_YARN_PITCH) - 1));
  return columns.map((column, i) => {
    const x = left + pitch * (i + 0.5);
    const share = column.power / heaviest;
    if (yarnsEach === 1) return singleYarn(x, pitch, share, maxWidth);
    return ribbon(x, pitch / (yarnsEach + 1), yarnsEach, share);
  });
}

function singleYarn(x: number, pitch: number, share: number, maxWidth: number): Warp {
  const widest = Math.min(maxWidth, pitch * 0.42);
  const thinnest = Math.min(widest, Math.max(1.5, widest * 0.24));
  const width = thinnest + (widest - thinnest) * share;
  return { x, width, yarns: [{ left: x - width / 2, width }] };
}

function ribbon(x: number, yarnPitch: number, count: number, share: number): Warp {
  const yarnWidth = Math.max(1.5, yarnPitch * 0.42 * share);
  const width = yarnPitch * (count - 1) + yarnWidth;
  const yarns = Array.from({ length: count }, (_, i) => ({
    left: x - width / 2 + yarnPitch * i,
    width: yarnWidth,
  }));
  return { x, width, yarns };
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
