import { memo } from 'react';
import { messages } from '../messages.ts';
import { type LoomColumn, signedShare } from './loom-columns.ts';
import type { LoomGeometry } from './loom-geometry.ts';
import type { LoomPass } from './loom-state.ts';

/** The undyed yarn: one thread a validator, as thick as its power. */
export const WarpThreads = memo(function WarpThreads({
  geometry,
  columns,
}: {
  geometry: LoomGeometry;
  columns: readonly LoomColumn[];
}) {
  const { head, frame } = geometry;
  return geometry.warps.map((warp, i) => (
    <g key={columns[i]?.members[0]} className="fill-warp">
      <title>{columns[i] && columnTitle(columns[i])}</title>
      {warp.yarns.map((yarn) => (
        <rect
          key={yarn.left}
          x={yarn.left}
          y={head}
          width={yarn.width}
          height={Math.max(0, frame.height - head)}
          rx={yarn.width / 2}
        />
      ))}
    </g>
  ));
});

/** At the top of each thread: whether its vote on the oldest open block has arrived. */
export function WarpHeads({
  geometry,
  columns,
  powers,
  pass,
}: {
  geometry: LoomGeometry;
  columns: readonly LoomColumn[];
  powers: readonly number[];
  pass: LoomPass | undefined;
}) {
  const notarize = new Set(pass?.notarize);
  const finalize = new Set(pass?.finalize);
  const radius = geometry.frame.compact ? 3.2 : 7;
  const isNamed = !geometry.frame.compact && columns.length <= NAMED_COLUMNS;
  return columns.map((column, i) => {
    const x = geometry.warps[i]?.x;
    const y = geometry.head - radius + 2;
    return (
      <g key={column.members[0]}>
        <circle
          cx={x}
          cy={y}
          r={radius}
          strokeWidth={1.5}
          className={headStyle(
            signedShare(column, finalize, powers) >= 0.5,
            signedShare(column, notarize, powers) >= 0.5,
          )}
        />
        {isNamed && (
          <text x={(x ?? 0) + radius + 7} y={y - 4} dy="0.34em" className="fill-ink-2 text-xs">
            {column.name}
          </text>
        )}
      </g>
    );
  });
}

/** Above this many there is no room for names beside the heads. */
const NAMED_COLUMNS = 6;

function headStyle(hasFinalized: boolean, hasNotarized: boolean): string {
  if (hasFinalized) return 'fill-dye-3 stroke-dye-3';
  return hasNotarized ? 'fill-dye-1 stroke-dye-2' : 'fill-ground stroke-warp-lit';
}

function columnTitle(column: LoomColumn): string {
  return column.name
    ? messages.loom.warpTitle(column.name, column.power)
    : messages.loom.sharedWarpTitle(column.members.length, column.power);
}
