/** The rectangle the loom is drawn in, in CSS pixels. */
export interface LoomFrame {
  width: number;
  height: number;
  /** Phones: thinner thread, less air above the cloth. */
  compact: boolean;
}

/** Where everything of one loom lies, the warp apart; depends on the frame only. */
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
}

export const ROW_HEIGHT = 30;
/** Distance from the top of the picture to the first woven row's upper edge. */
export const FELL = { wide: 158, compact: 112 } as const;
/** From the frame to the outer warp. */
const EDGE = { wide: 32, compact: 29 } as const;
/** How far a pass reaches beyond the outer warp. */
export const OVERHANG = 6;

export function loomGeometry(frame: LoomFrame): LoomGeometry {
  const edge = frame.compact ? EDGE.compact : EDGE.wide;
  return {
    frame,
    rowHeight: ROW_HEIGHT,
    thread: frame.compact ? 13 : 16,
    gap: frame.compact ? 2 : 2.5,
    left: edge - OVERHANG,
    right: frame.width - edge + OVERHANG,
    head: frame.compact ? 26 : 32,
    firstRow: (frame.compact ? FELL.compact : FELL.wide) + ROW_HEIGHT / 2,
  };
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
