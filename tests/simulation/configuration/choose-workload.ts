import { createRandom } from '../random.ts';

/** Bursts of transactions with idle periods in between; hardly any where it is busy. */
export function chooseWorkload(seed: number, untilMs: number, isBusy = false): number[] {
  const random = createRandom(seed, 'workload');
  const times: number[] = [];
  let at = 0;
  while (at < untilMs && times.length < MAX_TRANSACTIONS) {
    const burstEndMs = at + random.exponential(isBusy ? 60_000 : 20_000);
    const gapMs = random.pick(isBusy ? [500, 1_000] : [200, 1_000, 3_000, 10_000]);
    for (; at < burstEndMs && at < untilMs; at += random.exponential(gapMs)) {
      if (times.length < MAX_TRANSACTIONS) times.push(Math.floor(at));
    }
    at += random.exponential(random.pick(isBusy ? [1_000] : [1_000, 20_000, 120_000]));
  }
  return times;
}

const MAX_TRANSACTIONS = 2_000;
