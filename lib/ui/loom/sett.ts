import type { CommitteeView } from '../../client/types.ts';
import { type LoomColumn, loomColumns } from './loom-columns.ts';

/** The warp of one epoch: weavers call the order and place of its threads the sett. */
export interface Sett {
  epoch: bigint;
  columns: readonly LoomColumn[];
  /** Where each column lies. */
  warps: readonly Warp[];
  /** Voting power by member index. */
  powers: readonly number[];
  quorumPower: number;
}

/** Where a column's yarn lies: its centre, its whole width and the single yarns. */
export interface Warp {
  x: number;
  width: number;
  yarns: readonly Yarn[];
}

/** One straight strip of warp, from its left edge. */
export interface Yarn {
  left: number;
  width: number;
}

/** Space for the warp. */
export interface WarpSpace {
  left: number;
  right: number;
  maxWidth: number;
}

/** About as many strips as look like cloth. */
const WANTED_YARNS = 21;
/** Narrower than this, yarns look like hatching. */
const MIN_YARN_PITCH = 14;

/**
 * The setts of epochs that are seen together. A validator keeps its place through all of them; in
 * an epoch in which it does not vote, its place is bare.
 */
export function settsOf(
  committees: readonly CommitteeView[],
  space: WarpSpace,
): ReadonlyMap<bigint, Sett> {
  const woven = committees.map((committee) => ({
    committee,
    columns: loomColumns(committee.members),
  }));
  const keys = woven.flatMap(({ columns }) => columns.map(({ key }) => key));
  const places = [...new Set(keys)].sort();
  return new Map(
    woven.map(({ committee: { epoch, members, quorumPower }, columns }) => [
      epoch,
      {
        epoch,
        columns,
        warps: warpsOf(columns, places, space),
        powers: members.map(({ power }) => Number(power)),
        quorumPower: Number(quorumPower),
      },
    ]),
  );
}

/**
 * Warp spread evenly, as thick as its power. A large committee has one yarn each, a small one a
 * ribbon of several, so that it still makes a cloth.
 */
function warpsOf(
  columns: readonly LoomColumn[],
  places: readonly string[],
  { left, right, maxWidth }: WarpSpace,
): Warp[] {
  const count = Math.max(1, places.length);
  const pitch = Math.max(0, right - left) / count;
  const heaviest = Math.max(1, ...columns.map((column) => column.power));
  const wantedYarns = Math.floor(WANTED_YARNS / count);
  const yarnsEach = Math.max(1, Math.min(wantedYarns, Math.floor(pitch / MIN_YARN_PITCH) - 1));
  return columns.map((column) => {
    const x = left + pitch * (places.indexOf(column.key) + 0.5);
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

/** Part of the way from one arrangement to another, so that threads glide to their new places. */
export function settsBetween(
  from: ReadonlyMap<bigint, Sett>,
  to: ReadonlyMap<bigint, Sett>,
  part: number,
): ReadonlyMap<bigint, Sett> {
  return new Map(
    [...to].map(([epoch, sett]) => {
      const before = from.get(epoch) ?? from.get(epoch - 1n);
      const warps = sett.warps.map((warp, i) => {
        const at = before?.columns.findIndex(({ key }) => key === sett.columns[i]?.key) ?? -1;
        return warpBetween(before?.warps[at] ?? bareAt(warp.x), warp, part);
      });
      return [epoch, { ...sett, warps }];
    }),
  );
}

/** A thread that was not there grows from nothing. */
function bareAt(x: number): Warp {
  return { x, width: 0, yarns: [{ left: x, width: 0 }] };
}

/** Yarns part or join where their number changes. */
function warpBetween(from: Warp, to: Warp, part: number): Warp {
  const between = (a: number, b: number) => a + (b - a) * part;
  return {
    x: between(from.x, to.x),
    width: between(from.width, to.width),
    yarns: to.yarns.map((yarn, i) => {
      const nearest = Math.round((i * (from.yarns.length - 1)) / Math.max(1, to.yarns.length - 1));
      const before = from.yarns[nearest] ?? yarn;
      return {
        left: between(before.left, yarn.left),
        width: between(before.width, yarn.width),
      };
    }),
  };
}
