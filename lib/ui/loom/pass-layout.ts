import { signedShare } from './loom-columns.ts';
import type { LoomGeometry } from './loom-geometry.ts';
import type { LoomPass } from './loom-state.ts';
import type { Sett } from './sett.ts';

/** How far a pass has come: the depth of its dye. */
export type Depth = 'proposed' | 'notarized' | 'final';

export interface Knot {
  x: number;
  width: number;
  depth: 'notarized' | 'final';
}

export interface PassShape {
  /** The loose thread from edge to edge, around y = 0. */
  path: string;
  depth: Depth;
  knots: Knot[];
}

/** 1 hangs loose, 0 is straight. Votes to finalize tighten it; only the certificate pulls it. */
const LEAST_SLACK_BEFORE_FINAL = 0.6;
/** How far a knot reaches beyond its yarn on each side. */
const KNOT_MARGIN = 3;

export function depthOf(pass: LoomPass): Depth {
  if (pass.certificate === 'finalization') return 'final';
  return pass.certificate === 'notarization' ? 'notarized' : 'proposed';
}

/** Validators whose vote for the current step has arrived. */
export function pinnedSigners(pass: LoomPass): readonly number[] {
  return pass.certificate === 'none' ? pass.notarize : pass.finalize;
}

export function passSlack(pass: LoomPass, sett: Sett | undefined): number {
  if (pass.certificate === 'finalization') return 0;
  if (pass.certificate === 'none' || !sett) return 1;
  const power = pass.finalize.reduce((sum, signer) => sum + (sett.powers[signer] ?? 0), 0);
  return 1 - (1 - LEAST_SLACK_BEFORE_FINAL) * Math.min(1, power / sett.quorumPower);
}

export function passShape(
  geometry: LoomGeometry,
  sett: Sett | undefined,
  signers: readonly number[],
  depth: Depth,
  slack: number,
): PassShape {
  const signed = new Set(signers);
  const knots = (sett?.columns ?? []).flatMap((column, i): Knot[] => {
    const warp = sett?.warps[i];
    if (!warp || signedShare(column, signed, sett.powers) < 0.5) return [];
    return [
      {
        x: warp.x,
        width: Math.max(warp.width, 6) + KNOT_MARGIN * 2,
        depth: depth === 'proposed' ? 'notarized' : 'final',
      },
    ];
  });
  return { path: slackPath(geometry, knots, slack), depth, knots };
}

/** Straight where it is knotted, sagging in between: deeper the wider the span. */
function slackPath(geometry: LoomGeometry, knots: readonly Knot[], slack: number): string {
  const deepest = geometry.frame.compact ? 12 : 18;
  let path = `M${geometry.left} 0`;
  let from = geometry.left;
  const sagTo = (to: number) => {
    const span = Math.max(0, to - from);
    const sag = Math.min(deepest, span * 0.34) * slack;
    const [near, far] = [from + span * 0.3, from + span * 0.7];
    path += `C${near} ${sag} ${far} ${sag * 0.9} ${to} 0`;
    from = to;
  };
  for (const knot of knots) {
    sagTo(knot.x - knot.width / 2 + KNOT_MARGIN);
    from = knot.x + knot.width / 2 - KNOT_MARGIN;
    path += `L${from} 0`;
  }
  sagTo(geometry.right);
  return path;
}

/** The end of a loose thread, bent down to the row or thread it continues. */
export function hangPath(geometry: LoomGeometry, height: bigint, drop: number): string {
  const toRight = height % 2n === 1n;
  const x = toRight ? geometry.right - 1 : geometry.left + 1;
  const bend = x + (toRight ? 1 : -1) * Math.min(24, geometry.rowHeight / 2 + drop * 0.1);
  return `M${x} 0C${bend} 0 ${bend} ${drop} ${x} ${drop}`;
}
