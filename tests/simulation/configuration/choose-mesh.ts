import type { Random } from '../random.ts';

/**
 * Who is connected to whom, where not all are: the core in a ring, so that it needs nobody else,
 * everybody else with two of it, and some more.
 */
export function chooseMesh(
  random: Random,
  processes: readonly number[],
  core: readonly number[],
): number[][] {
  const neighbours = processes.map(() => new Set<number>());
  const connect = (a: number, b: number) => {
    if (a === b) return;
    neighbours[a]?.add(b);
    neighbours[b]?.add(a);
  };
  const ring = random.shuffled(core);
  for (const [index, node] of ring.entries()) {
    connect(node, ring[(index + 1) % ring.length] as number);
  }
  for (const process of processes) {
    if (core.includes(process)) continue;
    for (const node of random.shuffled(core).slice(0, 2)) connect(process, node);
  }
  const extra = random.between(0, 2);
  for (let i = 0; i < extra; i++) connect(random.pick(processes), random.pick(processes));
  return neighbours.map((set) => [...set].sort((a, b) => a - b));
}
