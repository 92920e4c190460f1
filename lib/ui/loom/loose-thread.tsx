import type { LoomGeometry } from './loom-geometry.ts';
import type { Depth, PassShape } from './pass-layout.ts';

const STROKE: Record<Depth, string> = {
  proposed: 'stroke-dye-1',
  notarized: 'stroke-dye-2',
  final: 'stroke-dye-3',
};

/** A thread above the cloth with a knot for each vote that has arrived, around y = 0. */
export function LooseThread({
  geometry,
  shape,
  hang,
}: {
  geometry: LoomGeometry;
  shape: PassShape;
  hang?: string;
}) {
  const { thread, gap } = geometry;
  const stroke = STROKE[shape.depth];
  return (
    <g fill="none">
      {hang && <path d={hang} strokeWidth={thread} className={stroke} />}
      <path d={shape.path} strokeWidth={thread + gap * 2} className="stroke-ground" />
      <path d={shape.path} strokeWidth={thread} strokeLinecap="round" className={stroke} />
      {shape.knots.map((knot) => (
        <rect
          key={knot.x}
          x={knot.x - knot.width / 2}
          y={-thread / 2 - 1.5}
          width={knot.width}
          height={thread + 3}
          rx={thread / 2 + 1}
          className={knot.depth === 'final' ? 'fill-dye-3' : 'fill-dye-2'}
        />
      ))}
    </g>
  );
}
