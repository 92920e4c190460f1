import { createRandom, type Random } from '../random.ts';
import {
  type Configuration,
  type Cut,
  DISK_FAULTS,
  type DiskFault,
  type Fault,
  LOSSES,
  PARTITIONS,
  PERSIST_POINTS,
} from './configuration.ts';

export interface FaultScope {
  /** Validators. */
  count: number;
  processes: readonly number[];
  /** Honest validators that may lose their key: the others are a quorum. */
  unreliable: readonly number[];
  liars: Configuration['byzantine'];
  phaseMs: number;
}

/** A schedule for each class of faults, each from its own stream, in order of time. */
export function chooseFaults(seed: number, scope: FaultScope): Fault[] {
  const classes = [chooseCrashes, chooseFreezes, chooseNetworkFaults, chooseDiskFaults];
  const names = ['crashes', 'freezes', 'network', 'storage'];
  const faults = classes.flatMap((choose, index) => {
    const random = createRandom(seed, `${names[index]} schedule`);
    return random.chance(30) ? [] : choose(random, scope);
  });
  return faults.sort((a, b) => a.at - b.at);
}

function chooseCrashes(random: Random, { processes, phaseMs }: FaultScope): Fault[] {
  return times(random, phaseMs, 40_000).map((at) => {
    const node = random.pick(processes);
    const forMs = random.between(10, random.pick([500, 5_000, 30_000]));
    if (random.chance(40)) return { type: 'crash', at, node, forMs };
    const point = random.pick(PERSIST_POINTS);
    return { type: 'crash-at-persist', at, node, point, isWritten: random.chance(50), forMs };
  });
}

/** A tab in the background, a sleeping laptop: a second to ten minutes. */
function chooseFreezes(random: Random, { processes, phaseMs }: FaultScope): Fault[] {
  return times(random, phaseMs, 180_000).map((at) => {
    const forMs = Math.floor(1_000 * 600 ** (random.next() * random.next()));
    return { type: 'freeze', at, node: random.pick(processes), forMs };
  });
}

function chooseNetworkFaults(random: Random, scope: FaultScope): Fault[] {
  return times(random, scope.phaseMs, 40_000).map((at) => {
    if (random.chance(35)) {
      const forMs = random.between(50, 5_000);
      return { type: 'clog', at, forMs, cut: chooseSides(random, scope.processes) };
    }
    return random.chance(25)
      ? chooseSwizzle(random, scope, at)
      : choosePartition(random, scope, at);
  });
}

function chooseSwizzle(random: Random, { processes }: FaultScope, at: number): Fault {
  const chosen = random.shuffled(processes).filter((_, index) => index === 0 || random.chance(60));
  const stepMs = random.between(50, 1_000);
  const freed = random.shuffled(chosen);
  const nodes = chosen.map((node, index) => ({
    node,
    fromMs: at + index * stepMs,
    toMs: at + (chosen.length + freed.indexOf(node)) * stepMs,
  }));
  return { type: 'swizzle', at, nodes };
}

function choosePartition(random: Random, { processes, liars }: FaultScope, at: number): Fault {
  const shape = random.pick(PARTITIONS);
  const forMs = random.between(500, random.pick([3_000, 10_000, 60_000]));
  const order = random.shuffled(processes);
  const size = random.between(1, Math.max(1, order.length - 1));
  const half = order.slice(0, size);
  const rest = order.slice(size);
  const apart = (a: readonly number[], b: readonly number[]): Cut[] => [
    { from: a, to: b },
    { from: b, to: a },
  ];
  const cuts = (): Cut[] => {
    switch (shape) {
      case 'split':
        return apart(half, rest);
      case 'isolated':
        return apart(order.slice(0, 1), order.slice(1));
      case 'asymmetric':
        return [{ from: half, to: rest }];
      case 'ring':
        return order.map((node, i) => {
          const next = order[(i + 1) % order.length];
          const before = order.at(i - 1);
          return {
            from: [node],
            to: order.filter((to) => to !== node && to !== next && to !== before),
          };
        });
      case 'bridged': {
        const bridge = liars[0]?.node ?? order[0];
        const without = (side: readonly number[]) => side.filter((node) => node !== bridge);
        return apart(without(half), without(rest));
      }
    }
  };
  return { type: 'partition', shape, at, forMs, cuts: cuts() };
}

function chooseSides(random: Random, processes: readonly number[]): Cut {
  const order = random.shuffled(processes);
  const size = random.chance(50) ? 1 : random.between(1, order.length);
  return { from: order.slice(0, size), to: order.slice(size) };
}

function chooseDiskFaults(random: Random, { count, unreliable, phaseMs }: FaultScope): Fault[] {
  return times(random, phaseMs, 90_000).flatMap((at): Fault[] => {
    const kind: DiskFault = random.pick(DISK_FAULTS);
    const mayBeAnyone = !LOSSES.includes(kind);
    const node = mayBeAnyone ? random.between(0, count - 1) : random.pick(unreliable);
    if (node === undefined) return [];
    return [{ type: 'disk', kind, at, node, forMs: random.between(100, 20_000) }];
  });
}

/** Some times within the phase, at this mean distance, at least one. */
export function times(random: Random, phaseMs: number, meanGapMs: number): number[] {
  const result = [random.between(0, phaseMs)];
  let at = random.exponential(meanGapMs);
  for (; at < phaseMs; at += random.exponential(meanGapMs)) result.push(Math.floor(at));
  return result;
}
