import { beforeAll, describe, expect, it } from 'vitest';
import { bundleCampaignWorker } from './bundle.ts';
import { runCampaign } from './campaign.ts';
import { configurationFromSeed } from './configuration/configuration-from-seed.ts';
import { missingFrom } from './counters.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import { simulate } from './simulation.ts';

// Safety while faults last, liveness after. A seed that fails is replayed with its trace by
// `npm run simulate -- --seed N --minutes 10`.

/** Fewer do not meet every kind of liar. */
const SEEDS = 96;
const SAFETY_MS = 300_000;

describe('random faults', () => {
  it('break no promise, and all of them happen', { timeout: 1_200_000 }, async () => {
    const workerFile = await bundleCampaignWorker();
    const total = await runCampaign({ seeds: SEEDS, from: 0, safetyMs: SAFETY_MS, workerFile });
    expect(total.failures).toEqual([]);
    expect(missingFrom(total.counters)).toEqual([]);
    expect(total.seeds).toBe(SEEDS);
  });
});

describe('a configuration', () => {
  beforeAll(installFastKeccak);

  it('is plain data: it runs the same after a journey through JSON', () => {
    const configuration = configurationFromSeed(12, { safetyMs: 30_000 });
    const copy = JSON.parse(JSON.stringify(configuration));
    expect(copy).toEqual(configuration);
    expect(simulate(copy).traceHash).toBe(simulate(configuration).traceHash);
  });

  it('has a stream for each class of faults: nothing in one moves the others', () => {
    const long = configurationFromSeed(5, { safetyMs: 120_000 });
    const small = configurationFromSeed(5, { safetyMs: 120_000, nodes: 4 });
    expect(small.workload).toEqual(long.workload);
    expect(small.network).toEqual(long.network);
  });

  it('loses one fault without moving another', () => {
    const configuration = configurationFromSeed(5, { safetyMs: 120_000 });
    const last = configuration.faults.at(-1)?.at ?? 0;
    const traceUntil = (faults: typeof configuration.faults) => {
      const lines: string[] = [];
      simulate({ ...configuration, faults }, { onLine: (line) => lines.push(line) });
      return lines.filter((line) => Number.parseFloat(line) < last);
    };
    expect(configuration.faults.length).toBeGreaterThan(1);
    expect(traceUntil(configuration.faults.slice(0, -1))).toEqual(traceUntil(configuration.faults));
  });
});
