import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { formatUtc } from '../../../../lib/ui/format/format-time.ts';
import type { PointsAt } from './points-over-time.ts';

const words = askMessages.ledger;
const WIDTH = 680;
const BASE = 190;
const TOP = 36;
const DAY_LENGTH = 10;
/** Of a day with hours and minutes. */
const MINUTE_LENGTH = 16;

/** Points over time: one dye, a step for every change, the same in words for a reader. */
export function PointsChart({ line }: { line: readonly PointsAt[] }) {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 2) {
    return <p className="text-sm text-ink-2">{words.tooFew}</p>;
  }
  const values = line.map(({ points }) => points);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const spanMs = Math.max(1, last.atMs - first.atMs);
  const x = ({ atMs }: PointsAt) => ((atMs - first.atMs) / spanMs) * WIDTH;
  const y = ({ points }: PointsAt) =>
    BASE - ((points - lowest) / Math.max(1, highest - lowest)) * (BASE - TOP);
  const steps = line.slice(1).map((at) => `H${x(at).toFixed(1)}V${y(at).toFixed(1)}`);
  const path = `M0 ${y(first).toFixed(1)}${steps.join('')}`;
  const isOneDay = dayOf(first) === dayOf(last);
  const label = words.chartLabel(
    line.length,
    ...([first.points, last.points, lowest, highest].map(formatNumber) as Four),
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 226`}
      role="img"
      aria-label={label}
      className="h-auto w-full overflow-visible text-[15px] max-desk:text-[27px]"
    >
      <path d={`${path}V${BASE}H0Z`} className="fill-dye-wash" />
      <path d={`M0 ${BASE + 0.5}h${WIDTH}`} className="stroke-hairline-strong" />
      <path d={path} fill="none" strokeWidth="3" strokeLinejoin="round" className="stroke-dye-3" />
      <text
        x={WIDTH}
        y={Math.max(20, y(last) - 12)}
        textAnchor="end"
        className="fill-ink font-[540]"
      >
        {words.now(BigInt(last.points))}
      </text>
      <text x={0} y={BASE + 26} className="fill-ink-2">
        {isOneDay ? formatUtc(first.atMs).slice(0, MINUTE_LENGTH) : dayOf(first)}
      </text>
      <text x={WIDTH} y={BASE + 26} textAnchor="end" className="fill-ink-2">
        {isOneDay ? formatUtc(last.atMs).slice(DAY_LENGTH, MINUTE_LENGTH).trim() : dayOf(last)}
      </text>
    </svg>
  );
}

type Four = [string, string, string, string];

function dayOf({ atMs }: PointsAt): string {
  return formatUtc(atMs).slice(0, DAY_LENGTH);
}
