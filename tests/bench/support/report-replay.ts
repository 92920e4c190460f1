import type { Replayed } from './replay-load.ts';
import { report } from './report.ts';
import { median } from './statistics.ts';

export function reportReplay(where: string, runs: readonly Replayed[]): void {
  const middle = (key: Exclude<keyof Replayed, 'workP99Ms'>) => median(runs.map((run) => run[key]));
  const workTimes = runs.flatMap(({ workP99Ms }) => workP99Ms ?? []);
  const work = workTimes.length > 0 ? [median(workTimes)] : [];
  const ratio = median(runs.map((run) => run.transfersPerSecond / run.recoveriesPerSecond));
  report([
    {
      what: `replay, ${where}`,
      measured: middle('transfersPerSecond'),
      unit: 'transfers/s',
      target: { limit: 2_000, direction: 'at least' },
      ratio: { value: ratio, of: 'raw recovery' },
    },
    {
      what: `raw recovery, ${where}`,
      measured: middle('recoveriesPerSecond'),
      unit: 'signatures/s',
    },
    {
      what: `heartbeat gap p99 during replay, ${where}`,
      measured: middle('heartbeatP99Ms'),
      unit: 'ms',
      target: { limit: 50, direction: 'at most' },
    },
    {
      what: `longest heartbeat gap during replay, ${where}`,
      measured: middle('heartbeatMaxMs'),
      unit: 'ms',
    },
    ...work.map((measured) => ({
      what: `heartbeat gap p99, processor time only, ${where}`,
      measured,
      unit: 'ms',
    })),
  ]);
}
