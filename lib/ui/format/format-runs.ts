import { formatNumber } from './format-number.ts';

/**
 * Whole numbers in their order, neighbours as a run: "3: 7, 9–10". Ids are not grouped, since
 * commas stand between them; of many runs the first are told.
 */
export function formatRuns(values: readonly bigint[]): string {
  const runs: { first: bigint; last: bigint }[] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run && value === run.last + 1n) run.last = value;
    else runs.push({ first: value, last: value });
  }
  const shown = runs
    .slice(0, MAX_RUNS)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
  const more = runs.length > MAX_RUNS ? ', …' : '';
  return `${formatNumber(values.length)}: ${shown.join(', ')}${more}`;
}

const MAX_RUNS = 12;
