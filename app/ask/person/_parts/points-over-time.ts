import type { LedgerEntry } from '../../../../lib/client/qa/views.ts';

export interface PointsAt {
  atMs: number;
  points: number;
}

/** What somebody had after each change, oldest first, told backwards from what they have now. */
export function pointsOverTime(
  pointsNow: bigint,
  entries: readonly Pick<LedgerEntry, 'points' | 'atMs'>[],
): PointsAt[] {
  let points = pointsNow;
  const line: PointsAt[] = [];
  for (const entry of entries) {
    line.push({ atMs: entry.atMs, points: Number(points) });
    points -= entry.points;
  }
  return line.reverse();
}
