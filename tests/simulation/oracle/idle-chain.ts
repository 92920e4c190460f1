import type { Configuration } from '../configuration/configuration.ts';
import { fail, type Invariant } from './watcher.ts';

/** I11: a chain that nothing happens on makes at most 21 blocks in ten minutes. */
export function createIdleChain(configuration: Configuration, now: () => number): Invariant {
  const { faults, byzantine, network, workload, ethereum } = configuration;
  const isAlone = faults.length === 0 && byzantine.length === 0 && !ethereum;
  const isQuiet = isAlone && network.lossPercent === 0;
  const times: number[] = [];
  let height = 0n;
  return {
    finalized: (_process, blocks) => {
      const top = blocks.at(-1)?.header.height ?? 0n;
      if (!isQuiet || workload.length > 0 || top <= height) return;
      for (; height < top; height++) times.push(now());
      const first = times.at(-MAX_BLOCKS - 1);
      if (first !== undefined && now() - first < WINDOW_MS) fail('I11', 'restless', `${now()} ms`);
    },
  };
}

const MAX_BLOCKS = 21;
const WINDOW_MS = 600_000;
