import { useMemo, useRef } from 'react';
import type { Address } from '../../core/bytes.ts';
import type { Committees } from '../committees.ts';
import { messages } from '../messages.ts';
import { useSize } from '../use-size.ts';
import { ClothRow } from './cloth-row.tsx';
import { type LoomGeometry, loomGeometry, OVERHANG, rowY, slotY } from './loom-geometry.ts';
import { clothShapes, type WovenShape } from './loom-layout.ts';
import { ARRIVED, type Arrival } from './loom-motion.ts';
import { loomRows } from './loom-rows.ts';
import type { LoomPass, LoomState } from './loom-state.ts';
import { LooseThread } from './loose-thread.tsx';
import { depthOf, hangPath, passShape, passSlack, pinnedSigners } from './pass-layout.ts';
import { type Sett, settsOf } from './sett.ts';
import { useArrival } from './use-arrival.ts';
import { useGlide } from './use-glide.ts';
import { warpRuns } from './warp-runs.ts';
import { WarpHeads, WarpThreads } from './warp-threads.tsx';

export interface LoomProps {
  committees: Committees;
  /** The epoch of the next block. */
  epoch: bigint | undefined;
  state: LoomState;
  /** The validator of this tab, whose thread is marked. */
  own: Address | undefined;
}

const COMPACT_BELOW_PX = 480;
const MAX_WARP_WIDTH = 30;

/** The picture of the chain: validators are the warp, each block is one pass of the weft. */
export function Loom({ committees, epoch, state, own }: LoomProps) {
  const frameRef = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frameRef);
  const geometry = useMemo(
    () => loomGeometry({ width, height, compact: width < COMPACT_BELOW_PX }),
    [width, height],
  );
  const setts = useSetts(geometry, committees);
  const rows = useMemo(() => loomRows(state), [state]);
  const isContinued = state.passes.length > 0;
  const shapes = useMemo(
    () => clothShapes(geometry, setts, rows, isContinued),
    [geometry, setts, rows, isContinued],
  );
  const arrival = useArrival(state.blocks[0]?.height);
  const top = shapes[0]?.kind === 'block' ? shapes[0] : undefined;
  const arriving = top && arrival !== ARRIVED ? top : undefined;
  const cloth = arriving ? shapes.slice(1) : shapes;
  const sett = epoch === undefined ? undefined : setts.get(epoch);
  const label = messages.loom.label(sett?.powers.length ?? 0, state.blocks.length);
  const parts = { geometry, setts };

  return (
    <div ref={frameRef} className="h-full min-w-0">
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="size-full">
          <WarpThreads runs={warpRuns(geometry, setts, rows, epoch, arrival.shift)} own={own} />
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
          {sett && (
            <WarpHeads
              geometry={geometry}
              sett={sett}
              pass={state.passes[0]?.epoch === epoch ? state.passes[0] : undefined}
              own={own}
            />
          )}
        </svg>
      )}
    </div>
  );
}

function Turn({ shape, geometry }: { shape: WovenShape; geometry: LoomGeometry }) {
  return <path d={shape.turn} fill="none" strokeWidth={geometry.thread} className="stroke-dye-3" />;
}

/** The setts of the committees, on their way to where they belong when a committee changes. */
function useSetts({ frame, left, right }: LoomGeometry, committees: Committees) {
  const setts = useMemo(
    () =>
      settsOf([...committees.values()], {
        left: left + OVERHANG,
        right: right - OVERHANG,
        maxWidth: MAX_WARP_WIDTH,
      }),
    [committees, left, right],
  );
  return useGlide(setts, `${frame.width}`);
}

interface PartProps {
  geometry: LoomGeometry;
  setts: ReadonlyMap<bigint, Sett>;
}

/** The block that has just become final, between the loose thread it was and the row it becomes. */
function ArrivingRow({
  geometry,
  setts,
  shape,
  arrival,
}: PartProps & { shape: WovenShape; arrival: Arrival }) {
  const { epoch, height, view, certificate } = shape.row.block;
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
  const { signers } = certificate;
  const thread = passShape(geometry, setts.get(epoch), signers, 'final', arrival.slack);
  return (
    <g
      transform={`translate(0 ${y})`}
      data-loom-row=""
      data-height={`${height}`}
      data-view={`${view}`}
      data-signers={signers.join(',')}
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
  setts,
  passes,
  isRaised,
  rows,
}: PartProps & { passes: readonly LoomPass[]; isRaised: boolean; rows: number }) {
  return passes.map((pass, i) => {
    const y = slotY(geometry, i + (isRaised ? 1 : 0));
    const below =
      i > 0 || isRaised ? slotY(geometry, i - 1 + (isRaised ? 1 : 0)) : rowY(geometry, 0);
    const hasParent = i > 0 || rows > 0;
    const sett = setts.get(pass.epoch);
    const slack = passSlack(pass, sett);
    const shape = passShape(geometry, sett, pinnedSigners(pass), depthOf(pass), slack);
    return (
      <g
        key={`${pass.epoch}/${pass.view}`}
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
