import { createRandom } from '../random.ts';
import { times } from './choose-faults.ts';
import type { Configuration, Fault } from './configuration.ts';

/** What happens on Ethereum, several things at once at times, and how late each process sees it. */
export function chooseEthereum(
  seed: number,
  processes: readonly number[],
  phaseMs: number,
): Configuration['ethereum'] {
  const random = createRandom(seed, 'ethereum');
  if (random.chance(50)) return undefined;
  const gapMs = random.pick([2_000, 10_000, 30_000]);
  const events = times(random, phaseMs, gapMs).flatMap((at) =>
    Array.from({ length: random.pick([1, 1, 2, 3, 12]) }, () => at),
  );
  const slowestMs = random.pick([0, 500, 2_000, 6_000]);
  const lagMs = processes.map(() => random.between(0, slowestMs));
  return { events: events.sort((a, b) => a - b), lagMs };
}

export interface SightScope extends Pick<Configuration, 'committees' | 'byzantine'> {
  processes: readonly number[];
  phaseMs: number;
}

/** Times without sight for anybody, and lies for so few that no quorum believes them. */
export function chooseSight(seed: number, scope: SightScope): Fault[] {
  const { processes, phaseMs, byzantine } = scope;
  const random = createRandom(seed, 'ethereum faults');
  const forMs = () => random.between(500, random.pick([5_000, 30_000, 120_000]));
  const blind = random.chance(30)
    ? []
    : times(random, phaseMs, 20_000).map((at): Fault => {
        return { type: 'blind', at, node: random.pick(processes), forMs: forMs() };
      });
  const deceived: number[] = [];
  for (const node of random.shuffled(processes)) {
    const isLiar = byzantine.some((liar) => liar.node === node);
    if (!isLiar && isBelievedByFew(scope, [...deceived, node])) deceived.push(node);
  }
  if (deceived.length === 0 || random.chance(40)) return blind;
  const lies = times(random, phaseMs, 15_000).map((at): Fault => {
    return { type: 'deceived', at, node: random.pick(deceived), forMs: forMs() };
  });
  return [...blind, ...lies];
}

/** Whether liars and those they deceive are no quorum, in any committee. */
export function isBelievedByFew(
  { committees, byzantine }: Pick<Configuration, 'committees' | 'byzantine'>,
  deceived: readonly number[],
): boolean {
  const lying = new Set([...byzantine.map(({ node }) => node), ...deceived]);
  return committees.every((powers) => {
    const total = powers.reduce((sum, power) => sum + power, 0);
    const theirs = powers.reduce((sum, power, node) => sum + (lying.has(node) ? power : 0), 0);
    return theirs * 3 <= total * 2;
  });
}
