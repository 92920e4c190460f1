/** One line of the table: what was measured, and what it must reach. */
export interface Measurement {
  what: string;
  measured: number;
  unit: string;
  /** Absent where a number is told without being judged. */
  target?: { limit: number; direction: 'at most' | 'at least' };
  /** The same number seen against something that ran beside it on the same machine. */
  ratio?: { value: number; of: string };
}

/** Hands the numbers of one bench to the runner, which started it as a process of its own. */
export function report(measurements: readonly Measurement[]): void {
  process.stdout.write(`${MARK}${JSON.stringify(measurements)}\n`);
}

/** What a bench printed, without everything else it printed; undefined if it reported nothing. */
export function measurementsFrom(output: string): Measurement[] | undefined {
  const line = output
    .split('\n')
    .filter((text) => text.startsWith(MARK))
    .at(-1);
  return line === undefined ? undefined : JSON.parse(line.slice(MARK.length));
}

export function isReached({ measured, target }: Measurement): boolean {
  if (!target) return true;
  return target.direction === 'at most' ? measured <= target.limit : measured >= target.limit;
}

const MARK = 'bench-result ';
