import { createRandom } from '../random.ts';

/** Bursts of transactions with idle periods in between. */
export function chooseWorkload(seed: number, untilMs: number): number[] {
  const random = createRandom(seed, 'workload');
  const times: number[] = [];
  let at = 0;
  while (at < untilMs && times.length < MAX_TRANSACTIONS) {
    const burstEndMs = at + random.exponential(20_000);
    const gapMs = random.pick([200, 1_000, 3_000, 10_000]);
    for (; at < burstEndMs && at < untilMs; at += random.exponential(gapMs)) {
      if (times.length < MAX_TRANSACTIONS) times.push(Math.floor(at));
    }
    at += random.exponential(random.pick([1_000, 20_000, 120_000]));
  }
  return times;
}

const MAX_TRANSACTIONS = 2_000;
