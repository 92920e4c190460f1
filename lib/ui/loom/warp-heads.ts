import type { Address } from '../../core/bytes.ts';
import { messages } from '../messages.ts';
import type { LoomColumn } from './loom-columns.ts';
import type { LoomGeometry } from './loom-geometry.ts';
import type { Sett } from './sett.ts';

/** The top of a thread, where its vote arrives. */
export interface WarpHead {
  column: LoomColumn;
  x: number;
  y: number;
  radius: number;
  label?: HeadLabel;
}

/** Words above a head, as wide as they are at most. */
export interface HeadLabel {
  text: string;
  /** Their middle. */
  x: number;
  width: number;
  isOwn: boolean;
}

const RADIUS = { wide: 7, compact: 3.2 } as const;
/** Heads of a large committee are smaller, so that they stay apart. */
const RADIUS_OF_PITCH = 0.36;
/** How far a head reaches down into its thread. */
const OVERLAP = 2;
/** Middle line of the words. */
export const LABEL_Y = 10;
/** Of the digits of an account, which are wider than most letters, at the size of the words. */
const CHARACTER_WIDTH = 7.3;
const LABEL_GAP = 6;

/**
 * Heads of a committee's threads. Each has its name above it where all names have room; otherwise
 * only the validator of this tab does, because some names and some gaps would tell nothing.
 */
export function warpHeads(
  geometry: LoomGeometry,
  { columns, warps }: Sett,
  own: Address | undefined,
): WarpHead[] {
  const { frame, head } = geometry;
  const xs = warps.map(({ x }) => x).sort((a, b) => a - b);
  const pitch = Math.min(frame.width, ...xs.slice(1).map((x, i) => x - (xs[i] as number)));
  const widest = frame.compact ? RADIUS.compact : RADIUS.wide;
  const radius = Math.min(widest, pitch * RADIUS_OF_PITCH);
  const heads = columns.map((column, i): WarpHead => {
    const x = warps[i]?.x ?? 0;
    const isOwn = column.key === own;
    const text = isOwn ? messages.loom.thisTab : column.name;
    const label = text === undefined ? undefined : labelOf(text, x, isOwn, frame.width);
    return { column, x, y: head - radius + OVERLAP, radius, ...(label && { label }) };
  });
  return haveRoom(heads) ? heads : heads.map((each) => (each.label?.isOwn ? each : bare(each)));
}

/** Above its head, and inside the frame. */
function labelOf(text: string, headX: number, isOwn: boolean, frameWidth: number): HeadLabel {
  const width = text.length * CHARACTER_WIDTH;
  const x = Math.min(Math.max(headX, width / 2), frameWidth - width / 2);
  return { text, x, width, isOwn };
}

function haveRoom(heads: readonly WarpHead[]): boolean {
  const labels = heads.flatMap(({ label }) => label ?? []).sort((a, b) => a.x - b.x);
  return (
    labels.length === heads.length &&
    labels.every((label, i) => {
      const before = labels[i - 1];
      return !before || label.x - before.x >= (label.width + before.width) / 2 + LABEL_GAP;
    })
  );
}

function bare({ label: _, ...head }: WarpHead): WarpHead {
  return head;
}
