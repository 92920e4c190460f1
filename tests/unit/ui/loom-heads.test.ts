import { describe, expect, it } from 'vitest';
import type { CommitteeView } from '../../../lib/client/types.ts';
import { loomGeometry, OVERHANG } from '../../../lib/ui/loom/loom-geometry.ts';
import { type Sett, settsOf } from '../../../lib/ui/loom/sett.ts';
import { LABEL_Y, type WarpHead, warpHeads } from '../../../lib/ui/loom/warp-heads.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { committeeOf } from './loom-fixtures.ts';

/** Where the loom is drawn on a desktop of 1440 pixels and on a phone of 390. */
const HOME = { width: 810, height: 428, compact: false };
const STAKE = { width: 590, height: 428, compact: false };
const PHONE = { width: 248, height: 400, compact: true };
const FRAMES = { HOME, STAKE, PHONE };
const COUNTS = Array.from({ length: 18 }, (_, i) => i + 4);
const LINE_HEIGHT = 14;

/** Validators of tabs have no name: four and four digits of the account stand for it. */
function unnamed(count: number): CommitteeView {
  const committee = committeeOf(Array.from({ length: count }, () => 10));
  return {
    ...committee,
    members: committee.members.map(({ name: _, ...member }, i) => ({
      ...member,
      account: `0x${((i + 1) * 0x1234567).toString(16).padStart(40, '8')}`,
    })),
  };
}

function settIn(frame: typeof HOME, committee: CommitteeView): Sett {
  const { left, right } = loomGeometry(frame);
  const space = { left: left + OVERHANG, right: right - OVERHANG, maxWidth: 30 };
  return settsOf([committee], space).get(committee.epoch) as Sett;
}

function headsIn(frame: typeof HOME, committee: CommitteeView, own?: `0x${string}`): WarpHead[] {
  return warpHeads(loomGeometry(frame), settIn(frame, committee), own);
}

/** Everything that is drawn at the top of the warp, as boxes. */
function boxesOf(heads: readonly WarpHead[]) {
  return heads.flatMap(({ x, y, radius, label }) => [
    { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius },
    ...(label
      ? [
          {
            left: label.x - label.width / 2,
            right: label.x + label.width / 2,
            top: LABEL_Y - LINE_HEIGHT / 2,
            bottom: LABEL_Y + LINE_HEIGHT / 2,
          },
        ]
      : []),
  ]);
}

function overlaps(heads: readonly WarpHead[]): number {
  const boxes = boxesOf(heads);
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  ).length;
}

describe.each(Object.entries(FRAMES))('the heads of the warp in the frame %s', (_, frame) => {
  it.each(COUNTS)('of %i members and their words overlap nothing and stay inside', (count) => {
    const committee = unnamed(count);
    for (const own of [undefined, ...committee.members.map(({ account }) => account)]) {
      const heads = headsIn(frame, committee, own);
      expect(overlaps(heads)).toBe(0);
      for (const { left, right, top } of boxesOf(heads)) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(frame.width);
        expect(top).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it.each(COUNTS)('of %i members always name the validator of this tab', (count) => {
    const committee = unnamed(count);
    for (const { account } of committee.members) {
      const labels = headsIn(frame, committee, account).flatMap(({ label }) => label ?? []);
      const own = labels.filter(({ isOwn }) => isOwn).map(({ text }) => text);
      expect(own).toEqual([messages.loom.thisTab]);
    }
  });
});

describe('names above the warp', () => {
  const namedIn = (frame: typeof HOME, committee: CommitteeView) =>
    headsIn(frame, committee).filter(({ label }) => label).length;

  it('are all there or none is', () => {
    for (const count of COUNTS) {
      for (const frame of Object.values(FRAMES)) {
        expect([0, count]).toContain(namedIn(frame, unnamed(count)));
      }
    }
  });

  it('are there where they have room', () => {
    expect(namedIn(HOME, unnamed(8))).toBe(8);
    expect(namedIn(STAKE, unnamed(6))).toBe(6);
    expect(namedIn(STAKE, unnamed(7))).toBe(0);
    expect(namedIn(PHONE, unnamed(4))).toBe(0);
  });

  it('are left out where threads are shared, and the heads stay apart', () => {
    const many = unnamed(100);
    const heads = headsIn(HOME, many);
    expect(heads.every(({ label }) => label === undefined)).toBe(true);
    expect(overlaps(heads)).toBe(0);
  });
});
