import { useMemo, useRef } from 'react';
import { messages } from '../messages.ts';
import { useSize } from '../use-size.ts';
import { ClothRow } from './cloth-row.tsx';
import type { LoomColumn } from './loom-columns.ts';
import { type LoomGeometry, loomGeometry, rowY, slotY } from './loom-geometry.ts';
import { clothShapes, type WovenShape } from './loom-layout.ts';
import { ARRIVED, type Arrival } from './loom-motion.ts';
import { loomRows } from './loom-rows.ts';
import type { LoomPass, LoomState } from './loom-state.ts';
import { LooseThread } from './loose-thread.tsx';
import { depthOf, hangPath, passShape, passSlack, pinnedSigners } from './pass-layout.ts';
import { useArrival } from './use-arrival.ts';
import { WarpHeads, WarpThreads } from './warp-threads.tsx';

export interface LoomProps {
  columns: readonly LoomColumn[];
  /** Voting power by validator index. */
  powers: readonly number[];
  quorumPower: number;
  state: LoomState;
}

const COMPACT_BELOW_PX = 480;

/** The picture of the chain: validators are the warp, each block is one pass of the weft. */
export function Loom({ columns, powers, quorumPower, state }: LoomProps) {
  const frameRef = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frameRef);
  const geometry = useMemo(
    () => loomGeometry({ width, height, compact: width < COMPACT_BELOW_PX }, columns),
    [width, height, columns],
  );
  const rows = useMemo(() => loomRows(state), [state]);
  const isContinued = state.passes.length > 0;
  const shapes = useMemo(
    () => clothShapes(geometry, columns, powers, rows, isContinued),
    [geometry, columns, powers, rows, isContinued],
  );
  const arrival = useArrival(state.blocks[0]?.height);
  const top = shapes[0]?.kind === 'block' ? shapes[0] : undefined;
  const arriving = top && arrival !== ARRIVED ? top : undefined;
  const cloth = arriving ? shapes.slice(1) : shapes;
  const label = messages.loom.label(powers.length, state.blocks.length);
  const parts = { geometry, columns, powers, quorumPower };

  return (
    <div ref={frameRef} className="h-full min-w-0">
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="size-full">
          <WarpThreads geometry={geometry} columns={columns} />
          <g transform={`translate(0 ${-arrival.shift * geometry.rowHeight})`}>
            {cloth.map((shape) =>
              shape.kind === 'block' && shape.turn ? (
                <Turn key={shape.key} shape={shape} geometry={geometry} />
              ) : null,
            )}
            {cloth.map((shape) => (
              <ClothRow key={shape.key} geometry={geometry} shape={shape} />
            ))}
          </g>
          {arriving && <ArrivingRow {...parts} shape={arriving} arrival={arrival} />}
          <Passes
            {...parts}
            passes={state.passes}
            isRaised={arrival.beat === 0}
            rows={rows.length}
          />
          <WarpHeads geometry={geometry} columns={columns} powers={powers} pass={state.passes[0]} />
        </svg>
      )}
    </div>
  );
}

function Turn({ shape, geometry }: { shape: WovenShape; geometry: LoomGeometry }) {
  return <path d={shape.turn} fill="none" strokeWidth={geometry.thread} className="stroke-dye-3" />;
}

interface PartProps extends Omit<LoomProps, 'state'> {
  geometry: LoomGeometry;
}

/** The block that has just become final, between the loose thread it was and the row it becomes. */
function ArrivingRow({
  geometry,
  columns,
  powers,
  shape,
  arrival,
}: PartProps & { shape: WovenShape; arrival: Arrival }) {
  const { height, view, certificate } = shape.row.block;
  const from = slotY(geometry, 0);
  const y = from + (shape.y - from) * arrival.beat;
  const parentY = rowY(geometry, 1) - arrival.shift * geometry.rowHeight;
  const hang = shape.turn ? hangPath(geometry, height, parentY - y) : undefined;
  if (arrival.beat > 0) {
    return (
      <>
        {hang && <Hang path={hang} y={y} geometry={geometry} />}
        <ClothRow geometry={geometry} shape={{ ...shape, y }} />
      </>
    );
  }
  const thread = passShape(geometry, columns, powers, certificate.signers, 'final', arrival.slack);
  return (
    <g
      transform={`translate(0 ${y})`}
      data-loom-row=""
      data-height={`${height}`}
      data-view={`${view}`}
      data-signers={certificate.signers.join(',')}
    >
      <LooseThread geometry={geometry} shape={thread} {...(hang && { hang })} />
    </g>
  );
}

function Hang({ path, y, geometry }: { path: string; y: number; geometry: LoomGeometry }) {
  return (
    <path
      d={path}
      transform={`translate(0 ${y})`}
      fill="none"
      strokeWidth={geometry.thread}
      className="stroke-dye-3"
    />
  );
}

function Passes({
  geometry,
  columns,
  powers,
  quorumPower,
  passes,
  isRaised,
  rows,
}: PartProps & { passes: readonly LoomPass[]; isRaised: boolean; rows: number }) {
  return passes.map((pass, i) => {
    const y = slotY(geometry, i + (isRaised ? 1 : 0));
    const below =
      i > 0 || isRaised ? slotY(geometry, i - 1 + (isRaised ? 1 : 0)) : rowY(geometry, 0);
    const hasParent = i > 0 || rows > 0;
    const slack = passSlack(pass, powers, quorumPower);
    const shape = passShape(geometry, columns, powers, pinnedSigners(pass), depthOf(pass), slack);
    return (
      <g
        key={`${pass.view}`}
        style={{
          transform: `translateY(${y}px)`,
          transition: 'transform var(--base) var(--ease-thread)',
        }}
        data-loom-pass=""
        data-view={`${pass.view}`}
        data-height={pass.height === undefined ? undefined : `${pass.height}`}
        data-certificate={pass.certificate}
        data-votes-notarize={pass.notarize.join(',')}
        data-votes-nullify={pass.nullify.join(',')}
        data-votes-finalize={pass.finalize.join(',')}
      >
        {pass.height !== undefined && (
          <LooseThread
            geometry={geometry}
            shape={shape}
            {...(hasParent && { hang: hangPath(geometry, pass.height, below - y) })}
          />
        )}
      </g>
    );
  });
}
