import { beforeAll, describe, expect, it } from 'vitest';
import type { Configuration, Fault } from './configuration/configuration.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import { simulate } from './simulation.ts';

beforeAll(installFastKeccak);

const DEPOSITS = Array.from({ length: 12 }, (_, i) => 1_000 + i * 2_500);

describe('what happens on Ethereum', () => {
  it('comes into blocks as soon as it is seen, and no view fails for it', () => {
    const { counters } = simulate(CALM);
    expect(counters['ethereum/told']).toBeGreaterThan(10);
    expect(counters['certificate/nullification']).toBeUndefined();
  });

  it('is waited for where one sees it later than another', () => {
    const { counters } = simulate({ ...CALM, ethereum: { events: DEPOSITS, lagMs: LATE } });
    expect(counters['ethereum/told']).toBeGreaterThan(8);
    expect(counters['certificate/nullification']).toBeUndefined();
  });

  it('costs at most every other view where most have lost sight of it', () => {
    const faults = [1, 2, 3].map((node) => blindFor(node, 60_000));
    const { counters, finalizedHeights } = simulate({ ...CALM, faults });
    const failed = counters['certificate/nullification'] ?? 0;
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThanOrEqual(Math.min(...finalizedHeights) + 1);
  });

  it('stays out of blocks when it is a lie that one is told', () => {
    const faults: Fault[] = [{ type: 'deceived', at: 500, node: 0, forMs: 50_000 }];
    const { counters } = simulate({ ...CALM, faults });
    expect(counters['certificate/nullification']).toBeGreaterThan(0);
    expect(counters['ethereum/told']).toBeGreaterThan(8);
  });

  it('stays out of blocks when a leader invents it, skips some of it or tells it too late', () => {
    for (const behaviour of ['deposit-inventor', 'event-skipper', 'event-stuffer'] as const) {
      const byzantine = [{ node: 3, behaviour }];
      const { counters } = simulate({ ...CALM, byzantine, core: [0, 1, 2], faults: [DEAF] });
      expect(counters['ethereum/told']).toBeGreaterThan(5);
      expect(counters[`actor/${behaviour}`]).toBeGreaterThan(0);
    }
  });
});

function blindFor(node: number, forMs: number): Fault {
  return { type: 'blind', at: 0, node, forMs };
}

/** Makes a view fail now and then, after which no events may be told. */
const DEAF: Fault = { type: 'freeze', at: 5_000, node: 0, forMs: 20_000 };

const LATE = [0, 700, 700, 700];

const CALM: Configuration = {
  seed: 7,
  signatures: 'fake',
  committees: [[1, 1, 1, 1]],
  followers: 0,
  minBlockMs: 500,
  epochMs: 0,
  network: { delayMeanMs: 20, lossPercent: 0, duplicationPercent: 0 },
  writeMs: 2,
  clocks: [0, 1, 2, 3].map(() => ({ rate: 1, wallOffsetMs: 0 })),
  ethereum: { events: DEPOSITS, lagMs: [100, 100, 100, 100] },
  byzantine: [],
  faults: [],
  workload: Array.from({ length: 100 }, (_, i) => i * 600),
  safetyMs: 60_000,
  core: [0, 1, 2, 3],
  outsiders: [],
};
