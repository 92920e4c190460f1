import { beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from './configuration/configuration.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import { simulate } from './simulation.ts';

beforeAll(installFastKeccak);

describe('without faults', () => {
  it('finalizes three message delays after the proposal', () => {
    const { finalityMs } = simulate({
      ...CALM,
      network: { ...CALM.network, delayMeanMs: 100 },
      workload: every(250, 60_000),
    });
    expect(finalityMs.length).toBeGreaterThan(200);
    expect(medianOf(finalityMs)).toBeGreaterThan(200);
    expect(medianOf(finalityMs)).toBeLessThan(360);
  });

  it('is nearly silent when idle: a heartbeat each half minute', () => {
    const report = simulate({ ...CALM, safetyMs: 600_000 });
    const height = Math.max(...report.finalizedHeights);
    expect(height).toBeGreaterThanOrEqual(18);
    expect(height).toBeLessThanOrEqual(21);
    expect(report.counters['certificate/nullification']).toBeUndefined();
  });

  it('makes a block for work at once, not at the next heartbeat', () => {
    const { finalizedHeights } = simulate({ ...CALM, safetyMs: 10_000, workload: [5_000] });
    expect(Math.max(...finalizedHeights)).toBeGreaterThan(0);
  });

  it('changes its committee at each boundary, and nobody notices', () => {
    const committees = [
      [1, 1, 1, 1, 0],
      [0, 2, 1, 1, 3],
      [1, 0, 1, 1, 1],
    ];
    const clocks = [0, 1, 2, 3, 4].map(() => ({ rate: 1, wallOffsetMs: 0 }));
    const workload = every(500, 60_000);
    const core = [0, 1, 2, 3, 4];
    const report = simulate({ ...CALM, committees, clocks, core, epochMs: 3_000, workload });
    expect(Math.min(...report.finalizedHeights)).toBeGreaterThan(80);
    expect(report.counters['chain/boundary']).toBeGreaterThan(15 * 5);
    expect(report.counters['certificate/nullification']).toBeUndefined();
  });

  it.each([1, 2, 3, 13])('works with %i members', (count) => {
    const powers = Array.from({ length: count }, () => 1);
    const report = simulate({ ...calmWith(powers), workload: every(500, 10_000) });
    expect(Math.min(...report.finalizedHeights)).toBeGreaterThan(5);
  });

  it('weighs power: with (3, 1) the first alone is a quorum', () => {
    const crash = { type: 'crash', at: 0, node: 1, forMs: 60_000 } as const;
    const workload = every(500, 60_000);
    const report = simulate({ ...calmWith([3, 1]), faults: [crash], workload, core: [0] });
    expect(report.finalizedHeights[0]).toBeGreaterThan(20);
  });

  it('goes on without a third of the power, and stops waiting for the absent', () => {
    const crash = { type: 'crash', at: 0, node: 3, forMs: 60_000 } as const;
    const workload = every(500, 60_000);
    const report = simulate({ ...CALM, faults: [crash], workload, core: [0, 1, 2] });
    expect(Math.min(...report.finalizedHeights.slice(0, 3))).toBeGreaterThan(25);
    expect(report.counters['certificate/nullification']).toBeGreaterThan(5);
  });

  it('stops safely when a third is gone, and resumes', () => {
    const crashes = [2, 3].map((node) => ({ type: 'crash', at: 10, node, forMs: 50_000 }) as const);
    const report = simulate({ ...CALM, faults: crashes, workload: every(1_000, 60_000) });
    expect(Math.min(...report.finalizedHeights)).toBeGreaterThan(0);
  });
});

function calmWith(powers: readonly number[]): Configuration {
  return {
    seed: 7,
    signatures: 'fake',
    committees: [powers],
    followers: 0,
    minBlockMs: 500,
    epochMs: 0,
    network: { delayMeanMs: 20, lossPercent: 0, duplicationPercent: 0 },
    writeMs: 2,
    clocks: powers.map(() => ({ rate: 1, wallOffsetMs: 0 })),
    byzantine: [],
    faults: [],
    workload: [],
    safetyMs: 60_000,
    core: powers.map((_, index) => index),
    outsiders: [],
  };
}

const CALM = calmWith([1, 1, 1, 1]);

function every(gapMs: number, untilMs: number): number[] {
  return Array.from({ length: Math.floor(untilMs / gapMs) }, (_, i) => i * gapMs);
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
