import { createRandom, type Random } from './random.ts';

/** Everything that a seed decides. Printed with a trace, so that a failure can be read. */
export interface Configuration {
  seed: number;
  powers: readonly bigint[];
  /** Nodes that follow without voting. */
  followers: number;
  minBlockMs: number;
  delayMeanMs: number;
  lossPercent: number;
  duplicationPercent: number;
  /** Longest time a write takes to become durable. */
  writeMs: number;
  clocks: readonly { rate: number; wallOffsetMs: number }[];
  byzantine: { node: number; behaviour: Behaviour } | undefined;
  faults: readonly Fault[];
  /** Times at which a transaction is submitted. */
  workload: readonly number[];
  safetyMs: number;
  /** Nodes that are up and connected in the liveness phase: honest power of a quorum or more. */
  core: readonly number[];
}

export type Behaviour = 'silent' | 'bad-share' | 'double-voter' | 'equivocating-leader';

export type Fault =
  | { type: 'crash'; at: number; node: number; forMs: number }
  | { type: 'freeze'; at: number; node: number; forMs: number }
  /** Messages from a node of `from` to one of `to` are lost. */
  | { type: 'cut'; at: number; from: readonly number[]; to: readonly number[]; forMs: number };

export function configurationFromSeed(seed: number, safetyMs = 60_000): Configuration {
  const random = createRandom(seed, 'configuration');
  const powers = choosePowers(random);
  const followers = random.chance(30) ? 1 : 0;
  const nodes = powers.length + followers;
  // At most one of them will be missing.
  const spare = random.shuffled(spareMembers(powers));
  const byzantineNode = random.chance(40) ? spare[0] : undefined;
  const behaviours: Behaviour[] = ['silent', 'bad-share', 'double-voter', 'equivocating-leader'];
  const behaviour = random.pick(behaviours);
  const wrongClock = random.chance(20) && byzantineNode === undefined ? spare[0] : undefined;
  const outside = byzantineNode ?? wrongClock ?? (random.chance(50) ? spare[0] : undefined);
  return {
    seed,
    powers,
    followers,
    minBlockMs: random.pick([200, 500, 500, 1000]),
    delayMeanMs: random.pick([1, 5, 20, 50, 100, 200, 400]),
    lossPercent: random.pick([0, 1, 5, 10, 20, 30]),
    duplicationPercent: random.pick([0, 5, 50]),
    writeMs: random.pick([1, 5, 20, 100]),
    clocks: Array.from({ length: nodes }, (_, node) => ({
      rate: 1 + (random.next() - 0.5) / 10,
      wallOffsetMs:
        node === wrongClock ? random.pick([-3_600_000, 3_600_000]) : random.between(-400, 400),
    })),
    byzantine: byzantineNode === undefined ? undefined : { node: byzantineNode, behaviour },
    faults: chooseFaults(seed, nodes, safetyMs),
    workload: chooseWorkload(seed, safetyMs),
    safetyMs,
    core: Array.from({ length: nodes }, (_, node) => node).filter((node) => node !== outside),
  };
}

function choosePowers(random: Random): bigint[] {
  const count = random.pick([1, 2, 3, 4, 4, 4, 4, 5, 6, 7, 7, 9, 13]);
  const isEqual = random.chance(50);
  return Array.from({ length: count }, () => (isEqual ? 1n : BigInt(random.between(1, 10))));
}

/** Members without which the others still hold a quorum. */
export function spareMembers(powers: readonly bigint[]): number[] {
  const total = powers.reduce((sum, power) => sum + power, 0n);
  const indexes = powers.map((_, index) => index);
  return indexes.filter((index) => (powers[index] as bigint) * 3n < total);
}

function chooseFaults(seed: number, nodes: number, safetyMs: number): Fault[] {
  const random = createRandom(seed, 'faults');
  const count = random.between(2, 10);
  return Array.from({ length: count }, () => {
    const at = random.between(0, safetyMs);
    const node = random.between(0, nodes - 1);
    const forMs = random.between(100, random.pick([2_000, 10_000, 30_000]));
    const kind = random.between(0, 9);
    if (kind < 5) return { type: 'crash', at, node, forMs };
    if (kind < 7) return { type: 'freeze', at, node, forMs };
    return { type: 'cut', at, ...chooseCut(random, nodes), forMs };
  });
}

function chooseCut(random: Random, nodes: number): { from: number[]; to: number[] } {
  const all = random.shuffled(Array.from({ length: nodes }, (_, node) => node));
  const size = random.chance(50) ? 1 : random.between(1, nodes);
  return { from: all.slice(0, size), to: all.slice(size) };
}

function chooseWorkload(seed: number, safetyMs: number): number[] {
  const random = createRandom(seed, 'workload');
  const meanGapMs = random.pick([300, 3_000, 10_000]);
  const times: number[] = [];
  for (let at = 0; at < safetyMs && times.length < 500; at += random.exponential(meanGapMs)) {
    times.push(Math.floor(at));
  }
  return times;
}
