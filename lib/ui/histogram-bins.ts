export interface Bin {
  fromMs: number;
  toMs: number;
  count: number;
  /** Which part of all values lies here: the faster half, up to 95 %, or the slow rest. */
  part: 'half' | 'most' | 'slow';
}

export interface HistogramBins {
  bins: Bin[];
  fromMs: number;
  toMs: number;
  halfMs: number;
  mostMs: number;
  slowestMs: number;
  /** Round numbers along the axis. */
  ticksMs: number[];
}

const FEWEST_BINS = 8;
const MOST_BINS = 34;
const STEPS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

/** Counts durations into equal bins around them. The last bin also holds whatever is slower. */
export function histogramBins(durationsMs: readonly number[]): HistogramBins | undefined {
  if (durationsMs.length === 0) return undefined;
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const [halfMs, mostMs, slowestMs] = [at(0.5), at(0.95), sorted.at(-1) ?? 0];
  const lowest = sorted[0] ?? 0;
  const shown = Math.min(slowestMs, Math.max(mostMs * 1.4, halfMs * 2));
  const step = STEPS_MS.find((each) => (shown - lowest) / each <= 4) ?? 60_000;
  const fromMs = Math.max(0, Math.floor(lowest / step) * step);
  const toMs = Math.max(fromMs + step, Math.ceil((shown + 1) / step) * step);
  // Few values in many bins would look like a comb.
  const wanted = Math.round(Math.sqrt(durationsMs.length) * 4);
  const binCount = Math.min(MOST_BINS, Math.max(FEWEST_BINS, wanted));
  const width = (toMs - fromMs) / binCount;
  const bins: Bin[] = Array.from({ length: binCount }, (_, i) => ({
    fromMs: fromMs + i * width,
    toMs: fromMs + (i + 1) * width,
    count: 0,
    part: partOf(fromMs + i * width, halfMs, mostMs),
  }));
  for (const duration of sorted) {
    const bin = bins[Math.min(binCount - 1, Math.floor((duration - fromMs) / width))];
    if (bin) bin.count++;
  }
  const ticksMs = [];
  for (let tick = fromMs; tick < toMs; tick += step) ticksMs.push(tick);
  return { bins, fromMs, toMs, halfMs, mostMs, slowestMs, ticksMs };
}

function partOf(fromMs: number, halfMs: number, mostMs: number): Bin['part'] {
  if (fromMs <= halfMs) return 'half';
  return fromMs <= mostMs ? 'most' : 'slow';
}
