import type { Address } from '../../core/bytes.ts';
import { messages } from '../messages.ts';
import { type LoomColumn, signedShare } from './loom-columns.ts';
import type { LoomGeometry } from './loom-geometry.ts';
import type { LoomPass } from './loom-state.ts';
import type { Sett } from './sett.ts';
import { LABEL_Y, warpHeads } from './warp-heads.ts';
import type { WarpRun } from './warp-runs.ts';

/** The undyed yarn: one thread a validator, as thick as its power. */
export function WarpThreads({ runs, own }: { runs: readonly WarpRun[]; own: Address | undefined }) {
  return runs.map(({ id, column, warp, top, bottom }) => (
    <g
      key={id}
      className={column.key === own ? 'fill-warp-lit' : 'fill-warp'}
      data-warp={column.key}
    >
      <title>{columnTitle(column)}</title>
      {warp.yarns.map((yarn, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: yarns of a thread have only their order
          key={i}
          x={yarn.left}
          y={top}
          width={yarn.width}
          height={Math.max(0, bottom - top)}
          rx={Math.min(3, yarn.width / 2)}
        />
      ))}
    </g>
  ));
}

/** At the top of each thread: whether its vote on the oldest open block has arrived. */
export function WarpHeads({
  geometry,
  sett,
  pass,
  own,
}: {
  geometry: LoomGeometry;
  sett: Sett;
  pass: LoomPass | undefined;
  own: Address | undefined;
}) {
  const notarize = new Set(pass?.notarize);
  const finalize = new Set(pass?.finalize);
  return warpHeads(geometry, sett, own).map(({ column, x, y, radius, label }) => (
    <g key={column.key} data-warp-head={column.key}>
      <circle
        cx={x}
        cy={y}
        r={radius}
        strokeWidth={1.5}
        className={headStyle(
          signedShare(column, finalize, sett.powers) >= 0.5,
          signedShare(column, notarize, sett.powers) >= 0.5,
        )}
      />
      {label && (
        <text
          x={label.x}
          y={LABEL_Y}
          dy="0.34em"
          textAnchor="middle"
          className={label.isOwn ? 'fill-ink text-xs font-strong' : 'fill-ink-2 text-xs'}
        >
          {label.text}
        </text>
      )}
    </g>
  ));
}

function headStyle(hasFinalized: boolean, hasNotarized: boolean): string {
  if (hasFinalized) return 'fill-dye-3 stroke-dye-3';
  return hasNotarized ? 'fill-dye-1 stroke-dye-2' : 'fill-ground stroke-warp-lit';
}

function columnTitle(column: LoomColumn): string {
  return column.name
    ? messages.loom.warpTitle(column.name, column.power)
    : messages.loom.sharedWarpTitle(column.members.length, column.power);
}
