import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LOOM_COLUMNS } from '../../../lib/core/limits.ts';
import { loomColumns, signedShare } from '../../../lib/ui/loom/loom-columns.ts';
import { loomGeometry, OVERHANG, visibleRows } from '../../../lib/ui/loom/loom-geometry.ts';
import { clothShapes, warpOvers } from '../../../lib/ui/loom/loom-layout.ts';
import { ARRIVAL_MS, ARRIVED, arrivalAt, paceOf } from '../../../lib/ui/loom/loom-motion.ts';
import { loomRows } from '../../../lib/ui/loom/loom-rows.ts';
import { passShape, passSlack } from '../../../lib/ui/loom/pass-layout.ts';
import { type Sett, settsBetween, settsOf } from '../../../lib/ui/loom/sett.ts';
import { warpRuns } from '../../../lib/ui/loom/warp-runs.ts';
import {
  blockOf,
  certificate,
  committeeOf,
  proposal,
  validatorsOf,
  vote,
  woven,
} from './loom-fixtures.ts';

const WIDE = { width: 760, height: 428, compact: false };
const PHONE = { width: 240, height: 400, compact: true };

/** The warp of committees that are seen together. */
function settsIn(frame: typeof WIDE, ...committees: Parameters<typeof settsOf>[0]) {
  const { left, right } = loomGeometry(frame);
  return settsOf(committees, { left: left + OVERHANG, right: right - OVERHANG, maxWidth: 30 });
}

function settOf(frame: typeof WIDE, powers: readonly number[]): Sett {
  return settsIn(frame, committeeOf(powers)).get(0n) as Sett;
}

describe('the warp', () => {
  it('lies inside its frame without touching, for any committee', () => {
    const powers = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(powers, fc.constantFrom(WIDE, PHONE), (list, frame) => {
        const geometry = loomGeometry(frame);
        const { warps } = settOf(frame, list);
        const ordered = [...warps].sort((a, b) => a.x - b.x);
        const yarns = ordered.flatMap((warp) => warp.yarns);
        yarns.forEach((yarn, i) => {
          const before = yarns[i - 1];
          expect(yarn.width).toBeGreaterThan(0);
          if (before) expect(yarn.left).toBeGreaterThan(before.left + before.width);
        });
        expect(yarns[0]?.left).toBeGreaterThanOrEqual(geometry.left);
        const last = yarns.at(-1);
        expect((last?.left ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(geometry.right);
      }),
    );
  });

  it('is as wide as its power', () => {
    const widths = settOf(WIDE, [400, 100, 200, 50]).warps.map((warp) => warp.width);
    expect(widths[0]).toBeGreaterThan(widths[2] as number);
    expect(widths[2]).toBeGreaterThan(widths[1] as number);
  });

  it('shares threads above fifty validators, keeping every power and the largest apart', () => {
    const validators = validatorsOf(Array.from({ length: 100 }, (_, i) => 1000 - i * 7));
    const columns = loomColumns(validators);
    expect(columns).toHaveLength(MAX_LOOM_COLUMNS);
    const members = columns.flatMap((column) => column.members).sort((a, b) => a - b);
    expect(members).toEqual(validators.map((validator) => validator.index));
    expect(columns.slice(0, 40).every((column) => column.members.length === 1)).toBe(true);
    const shared = columns.slice(40).map((column) => column.power);
    expect(Math.max(...shared) - Math.min(...shared)).toBeLessThan(1000);
  });
});

describe('a woven row', () => {
  const setts = settsIn(WIDE, committeeOf([100, 100, 100, 100]));
  const sett = setts.get(0n) as Sett;
  const geometry = loomGeometry(WIDE);

  it('has warp over it exactly where nobody signed', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3]), (signers) => {
        const overs = warpOvers(sett, signers);
        const expected = sett.warps
          .filter((_, i) => !signers.includes(i))
          .flatMap((warp) => warp.yarns);
        expect(overs).toEqual(expected);
      }),
    );
  });

  it('covers of a shared thread the part that did not sign', () => {
    const column = { key: 'shared-0', members: [0, 1, 2], power: 300 };
    expect(signedShare(column, new Set([0, 2]), sett.powers)).toBeCloseTo(2 / 3);
    const [warp] = sett.warps;
    const one = { ...sett, columns: [column], warps: warp ? [warp] : [] };
    const [over] = warpOvers(one, [0, 2]);
    expect(over?.width).toBeCloseTo((warp?.width ?? 0) / 3);
  });

  it('turns into its parent on alternating sides, also past a missed view', () => {
    const state = woven([
      {
        type: 'blocks',
        blocks: [blockOf(1, [0]), blockOf(2, [0]), blockOf(3, [0], { view: 5n, missedViews: 2 })],
      },
    ]);
    const shapes = clothShapes(geometry, setts, loomRows(state), false);
    expect(shapes.map((shape) => shape.kind)).toEqual(['block', 'missed', 'block', 'block']);
    const [third, , second, first] = shapes;
    expect(third).toMatchObject({ capLeft: true, capRight: false });
    expect(third?.kind === 'block' && third.turn).toContain('v30');
    expect(second).toMatchObject({ capLeft: false, capRight: false });
    expect(first).toMatchObject({ capLeft: false, capRight: true });
    expect(first?.kind === 'block' && first.turn).toBeFalsy();
  });

  it('is drawn only where it can be seen', () => {
    const blocks = Array.from({ length: 40 }, (_, i) => blockOf(i + 1, [0]));
    const rows = loomRows(woven([{ type: 'blocks', blocks }]));
    const shapes = clothShapes(geometry, setts, rows, false);
    expect(shapes).toHaveLength(visibleRows(geometry) + 1);
  });
});

describe('a loose thread', () => {
  const sett = settOf(WIDE, [100, 100, 100, 100]);
  const geometry = loomGeometry(WIDE);

  it('is knotted at every validator whose vote arrived, and nowhere else', () => {
    const shape = passShape(geometry, sett, [1, 3], 'proposed', 1);
    expect(shape.knots.map((knot) => knot.x)).toEqual([sett.warps[1]?.x, sett.warps[3]?.x]);
  });

  it('tightens with the votes and is straight only when its certificate closed', () => {
    const slackAfter = (...events: Parameters<typeof woven>[0]) => {
      const pass = woven(events).passes[0];
      return pass && passSlack(pass, sett);
    };
    const notarized = [proposal(1), certificate('notarization', 1, [0, 1, 2])];
    expect(slackAfter(proposal(1))).toBe(1);
    expect(slackAfter(...notarized)).toBe(1);
    const one = slackAfter(...notarized, vote('finalize', 1, 0)) ?? 0;
    expect(one).toBeLessThan(1);
    expect(slackAfter(...notarized, vote('finalize', 1, 0), vote('finalize', 1, 1))).toBeLessThan(
      one,
    );
    expect(slackAfter(...notarized, certificate('finalization', 1, [0, 1, 2]))).toBe(0);
  });
});

describe('a new committee', () => {
  const before = committeeOf([100, 100, 100, 100]);
  // The first member left, a fifth joined, and the second grew.
  const after = committeeOf([200, 100, 100, 100], 1n, [1, 2, 3, 4]);
  const setts = settsIn(WIDE, before, after);
  const [old, young] = [setts.get(0n) as Sett, setts.get(1n) as Sett];
  const geometry = loomGeometry(WIDE);
  const rows = loomRows(
    woven([
      {
        type: 'blocks',
        blocks: [blockOf(1, [0]), blockOf(2, [0]), blockOf(3, [0], { epoch: 1n, view: 1n })],
      },
    ]),
  );

  it('keeps the place of whoever stays, and leaves bare the place of who does not', () => {
    expect(young.warps.slice(0, 3).map(({ x }) => x)).toEqual(old.warps.slice(1).map(({ x }) => x));
    const places = new Set([...old.warps, ...young.warps].map(({ x }) => x));
    expect(places.size).toBe(5);
  });

  it('begins and ends threads between the rows of its epoch and the one before', () => {
    const runs = warpRuns(geometry, setts, rows, 1n, 0);
    const between = geometry.firstRow + geometry.rowHeight / 2;
    const spanOf = (key: string) =>
      runs.filter((run) => run.column.key === key).map(({ top, bottom }) => [top, bottom]);
    const [left, heaviest, thinner, , joined] = [0, 1, 2, 3, 4].map(
      (index) => validatorsOf([1, 1, 1, 1, 1])[index]?.account ?? '',
    );
    const { head, frame } = geometry;
    expect(spanOf(left ?? '')).toEqual([[between, frame.height]]);
    expect(spanOf(joined ?? '')).toEqual([[head, between]]);
    expect(spanOf(heaviest ?? '')).toEqual([[head, frame.height]]);
    expect(spanOf(thinner ?? '')).toHaveLength(2);
  });

  it('is one thread through both epochs for whom nothing changed', () => {
    const same = settsIn(WIDE, before, { ...before, epoch: 1n });
    const runs = warpRuns(geometry, same, rows, 1n, 0);
    expect(runs).toHaveLength(4);
    expect(runs.every(({ top, bottom }) => top === geometry.head && bottom === 428)).toBe(true);
  });

  it('moves with the cloth while that makes room', () => {
    const tops = (shift: number) =>
      warpRuns(geometry, setts, rows, 1n, shift).map(({ top }) => top);
    const moved = tops(1).filter((top) => !tops(0).includes(top));
    expect(new Set(moved)).toEqual(new Set([geometry.firstRow - geometry.rowHeight / 2]));
  });

  it('glides from the old places to the new ones, yarn by yarn', () => {
    const alone = settsIn(WIDE, before);
    expect(settsBetween(alone, setts, 1)).toEqual(setts);
    const start = settsBetween(alone, setts, 0);
    expect(start.get(0n)?.warps.map(({ x }) => x)).toEqual(alone.get(0n)?.warps.map(({ x }) => x));
    expect(start.get(1n)?.warps[3]).toMatchObject({ width: 0 });
    const half = settsBetween(alone, setts, 0.5).get(0n);
    const [from, to] = [alone.get(0n)?.warps[3]?.x ?? 0, old.warps[3]?.x ?? 0];
    expect(half?.warps[3]?.x).toBeCloseTo((from + to) / 2);
  });
});

describe('motion', () => {
  it('goes from loose above the cloth to a row of it, and ends', () => {
    expect(arrivalAt(0, 0.6)).toEqual({ slack: 0.6, beat: 0, shift: 1 });
    const middle = arrivalAt(380, 0.6);
    expect(middle.slack).toBe(0);
    expect(middle.beat).toBe(0);
    expect(arrivalAt(ARRIVAL_MS, 0.6)).toBe(ARRIVED);
    expect(arrivalAt(ARRIVAL_MS * 9, 0.6)).toBe(ARRIVED);
  });

  it('is shorter on a busy chain and left out on a very busy one', () => {
    expect(paceOf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(paceOf(500)).toBeLessThan(1);
    expect(paceOf(50)).toBe(0);
  });
});
