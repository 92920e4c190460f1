import { memo } from 'react';
import { messages } from '../messages.ts';
import type { LoomGeometry } from './loom-geometry.ts';
import type { MissedShape, RowShape, WovenShape } from './loom-layout.ts';

interface Props {
  geometry: LoomGeometry;
  shape: RowShape;
}

/** One finished line of the cloth. It never changes once drawn, except for its place. */
export const ClothRow = memo(function ClothRow({ geometry, shape }: Props) {
  return shape.kind === 'missed' ? (
    <MissedRow geometry={geometry} shape={shape} />
  ) : (
    <WovenRow geometry={geometry} shape={shape} />
  );
});

function WovenRow({ geometry, shape }: { geometry: LoomGeometry; shape: WovenShape }) {
  const { thread, gap, left, right } = geometry;
  const half = thread / 2;
  const { height, view, certificate } = shape.row.block;
  return (
    <g
      transform={`translate(0 ${shape.y})`}
      data-loom-row=""
      data-height={`${height}`}
      data-view={`${view}`}
      data-signers={certificate.signers.join(',')}
    >
      {shape.capLeft && <circle cx={left} r={half} className="fill-dye-3" />}
      {shape.capRight && <circle cx={right} r={half} className="fill-dye-3" />}
      <rect
        x={left + 2}
        y={-half - gap}
        width={Math.max(0, right - left - 4)}
        height={thread + gap * 2}
        className="fill-ground"
      />
      <rect
        x={left}
        y={-half}
        width={Math.max(0, right - left)}
        height={thread}
        className="fill-dye-3"
      />
      {shape.overs.map((over) => (
        <g key={over.left}>
          <rect
            x={over.left - gap}
            y={-half - gap}
            width={over.width + gap * 2}
            height={thread + gap * 2}
            className="fill-ground"
          />
          <rect
            x={over.left}
            y={-half - gap - 0.5}
            width={over.width}
            height={thread + gap * 2 + 1}
            className="fill-warp"
          />
        </g>
      ))}
    </g>
  );
}

function MissedRow({ geometry, shape }: { geometry: LoomGeometry; shape: MissedShape }) {
  const words = messages.loom.missed(shape.count);
  const width = words.length * 6.2 + 20;
  return (
    <g
      transform={`translate(${(geometry.left + geometry.right) / 2} ${shape.y})`}
      data-loom-missed={shape.count}
    >
      <rect x={-width / 2} y={-11} width={width} height={22} rx={6} className="fill-ground" />
      <text textAnchor="middle" dy="0.34em" className="fill-care text-xs font-medium">
        {words}
      </text>
    </g>
  );
}
