import { createRandom } from '../random.ts';
import { caseAt, countCases, type TwinsCase } from './twins-case.ts';

/** Number `index` of `total` cases, spread evenly over each size and number of rounds. */
export function sampledCase(index: number, total: number, seed = 0): TwinsCase {
  const [nodes, rounds] = KINDS[index % KINDS.length] as (typeof KINDS)[number];
  const count = countCases(nodes, rounds);
  const samples = BigInt(Math.ceil(total / KINDS.length));
  const at = BigInt(Math.floor(index / KINDS.length));
  const low = (at * count) / samples;
  const width = ((at + 1n) * count) / samples - low;
  const point = BigInt(createRandom(seed, `case ${index}`).between(0, POINTS - 1));
  const offset = width > 0n ? (point * width) / BigInt(POINTS) : 0n;
  return caseAt(nodes, rounds, (low + offset) % count);
}

/** All cases there are. */
export function countAllCases(): bigint {
  return KINDS.reduce((sum, [nodes, rounds]) => sum + countCases(nodes, rounds), 0n);
}

const KINDS = [4, 5, 6, 7].flatMap((nodes) =>
  [1, 2, 3, 4, 5].map((rounds) => [nodes, rounds] as const),
);
const POINTS = 1_000_000_000;
