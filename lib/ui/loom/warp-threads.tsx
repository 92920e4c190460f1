import type { Address } from '../../core/bytes.ts';
import { messages } from '../messages.ts';
import { type LoomColumn, signedShare } from './loom-columns.ts';
import type { LoomGeometry } from './loom-geometry.ts';
import type { LoomPass } from './loom-state.ts';
import type { Sett } from './sett.ts';
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
  const { columns, warps, powers } = sett;
  const notarize = new Set(pass?.notarize);
  const finalize = new Set(pass?.finalize);
  const radius = geometry.frame.compact ? 3.2 : 7;
  const isNamed = !geometry.frame.compact && columns.length <= NAMED_COLUMNS;
  return columns.map((column, i) => {
    const x = warps[i]?.x;
    const y = geometry.head - radius + 2;
    const isOwn = column.key === own;
    return (
      <g key={column.key} data-warp-head={column.key}>
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
        {(isNamed || isOwn) && !geometry.frame.compact && (
          <text
            x={(x ?? 0) + radius + 7}
            y={y - 4}
            dy="0.34em"
            className={isOwn ? 'fill-ink text-xs font-strong' : 'fill-ink-2 text-xs'}
          >
            {isOwn ? messages.loom.thisTab : column.name}
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
