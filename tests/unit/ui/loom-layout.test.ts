import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LOOM_COLUMNS } from '../../../lib/core/limits.ts';
import { loomColumns, signedShare } from '../../../lib/ui/loom/loom-columns.ts';
import { loomGeometry, visibleRows } from '../../../lib/ui/loom/loom-geometry.ts';
import { clothShapes, warpOvers } from '../../../lib/ui/loom/loom-layout.ts';
import { ARRIVAL_MS, ARRIVED, arrivalAt, paceOf } from '../../../lib/ui/loom/loom-motion.ts';
import { loomRows } from '../../../lib/ui/loom/loom-rows.ts';
import { passShape, passSlack } from '../../../lib/ui/loom/pass-layout.ts';
import { blockOf, certificate, proposal, validatorsOf, vote, woven } from './loom-fixtures.ts';

const WIDE = { width: 760, height: 428, compact: false };
const PHONE = { width: 240, height: 400, compact: true };

describe('the warp', () => {
  it('lies inside its frame without touching, for any committee', () => {
    const powers = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(powers, fc.constantFrom(WIDE, PHONE), (list, frame) => {
        const geometry = loomGeometry(frame, loomColumns(validatorsOf(list)));
        const yarns = geometry.warps.flatMap((warp) => warp.yarns);
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
    const geometry = loomGeometry(WIDE, loomColumns(validatorsOf([400, 100, 200, 50])));
    const widths = geometry.warps.map((warp) => warp.width);
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
  const validators = validatorsOf([100, 100, 100, 100]);
  const columns = loomColumns(validators);
  const powers = [100, 100, 100, 100];
  const geometry = loomGeometry(WIDE, columns);

  it('has warp over it exactly where nobody signed', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3]), (signers) => {
        const overs = warpOvers(geometry.warps, columns, powers, signers);
        const expected = geometry.warps
          .filter((_, i) => !signers.includes(i))
          .flatMap((warp) => warp.yarns);
        expect(overs).toEqual(expected);
      }),
    );
  });

  it('covers of a shared thread the part that did not sign', () => {
    const column = { members: [0, 1, 2], power: 300 };
    expect(signedShare(column, new Set([0, 2]), powers)).toBeCloseTo(2 / 3);
    const [warp] = loomGeometry(WIDE, [column]).warps;
    const [over] = warpOvers(warp ? [warp] : [], [column], powers, [0, 2]);
    expect(over?.width).toBeCloseTo((warp?.width ?? 0) / 3);
  });

  it('turns into its parent on alternating sides, also past a missed view', () => {
    const state = woven([
      {
        type: 'blocks',
        blocks: [blockOf(1, [0]), blockOf(2, [0]), blockOf(3, [0], { view: 5n, missedViews: 2 })],
      },
    ]);
    const shapes = clothShapes(geometry, columns, powers, loomRows(state), false);
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
    const shapes = clothShapes(geometry, columns, powers, rows, false);
    expect(shapes).toHaveLength(visibleRows(geometry) + 1);
  });
});

describe('a loose thread', () => {
  const columns = loomColumns(validatorsOf([100, 100, 100, 100]));
  const powers = [100, 100, 100, 100];
  const geometry = loomGeometry(WIDE, columns);

  it('is knotted at every validator whose vote arrived, and nowhere else', () => {
    const shape = passShape(geometry, columns, powers, [1, 3], 'proposed', 1);
    expect(shape.knots.map((knot) => knot.x)).toEqual([geometry.warps[1]?.x, geometry.warps[3]?.x]);
  });

  it('tightens with the votes and is straight only when its certificate closed', () => {
    const slackAfter = (...events: Parameters<typeof woven>[0]) => {
      const pass = woven(events).passes[0];
      return pass && passSlack(pass, powers, 267);
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
