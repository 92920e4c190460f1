import { secondsFromMs } from './format/format-time.ts';
import type { Bin, HistogramBins } from './histogram-bins.ts';
import { messages } from './messages.ts';

const WIDTH = 680;
const BASE = 232;
const TOP = 36;
const FILL: Record<Bin['part'], string> = {
  half: 'fill-dye-3',
  most: 'fill-dye-2',
  slow: 'fill-care-line',
};

/** Times to finality: one dye, labels on the marks, the same in words for a reader. */
export function Histogram({ data, count }: { data: HistogramBins; count: number }) {
  const { bins, fromMs, toMs, halfMs, mostMs, slowestMs, ticksMs } = data;
  const highest = Math.max(1, ...bins.map((bin) => bin.count));
  const x = (ms: number) => ((Math.min(ms, toMs) - fromMs) / (toMs - fromMs)) * WIDTH;
  const barWidth = WIDTH / bins.length;
  const [half, most, slowest] = [halfMs, mostMs, slowestMs].map(secondsFromMs) as [
    string,
    string,
    string,
  ];
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 270`}
      role="img"
      aria-label={messages.finality.label(count, half, most, slowest)}
      className="h-auto w-full overflow-visible text-[19px] max-desk:text-[22px]"
    >
      {bins.map((bin, i) => {
        const height = bin.count === 0 ? 0 : Math.max(3, (bin.count / highest) * (BASE - TOP));
        return (
          <rect
            key={bin.fromMs}
            x={i * barWidth + 2}
            y={BASE - height}
            width={barWidth - 4}
            height={height}
            rx={3}
            className={FILL[bin.part]}
          />
        );
      })}
      <path d={`M0 ${BASE + 0.5}h${WIDTH}`} className="stroke-hairline-strong" />
      {ticksMs.map((tick) => (
        <text key={tick} x={x(tick) + 2} y={258} className="fill-ink-2">
          {`${tick / 1000} ${messages.seconds}`}
        </text>
      ))}
      <Mark x={x(halfMs)} y={6} words={messages.finality.halfMark(half)} />
      {count >= MARK_FROM && x(mostMs) - x(halfMs) > barWidth && (
        <Mark x={x(mostMs)} y={96} words={messages.finality.mostMark(most)} />
      )}
    </svg>
  );
}

/** Below this many blocks 95 % is the slowest one. */
const MARK_FROM = 20;

function Mark({ x, y, words }: { x: number; y: number; words: string }) {
  const isFarRight = x > WIDTH * 0.72;
  return (
    <g>
      <path d={`M${x} ${y}V${BASE}`} strokeDasharray="2 4" className="stroke-ink" />
      <text
        x={isFarRight ? x - 8 : x + 8}
        y={y + 13}
        textAnchor={isFarRight ? 'end' : 'start'}
        className="fill-ink font-[540]"
      >
        {words}
      </text>
    </g>
  );
}
