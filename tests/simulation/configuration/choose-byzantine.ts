import { ABOUT_ETHEREUM, BEHAVIOURS, type Behaviour } from '../byzantine/behaviours.ts';
import { createRandom } from '../random.ts';
import type { Configuration } from './configuration.ts';

/** Who of the nodes to spare lies, and how. */
export function chooseByzantine(
  seed: number,
  outside: readonly number[],
  isReal: boolean,
): Configuration['byzantine'] {
  const random = createRandom(seed, 'byzantine');
  const count = random.chance(80) ? random.between(1, outside.length) : 0;
  const about = createRandom(seed, 'liars about Ethereum');
  const [first, second, ...others] = outside.slice(0, count);
  if (first !== undefined && second !== undefined && random.chance(30)) {
    const pair = [first, second].map((node) => ({ node, behaviour: PAIR }));
    return [...pair, ...others.map((node) => ({ node, behaviour: pickAlone() }))];
  }
  return outside.slice(0, count).map((node) => ({ node, behaviour: pickAlone() }));

  function pickAlone(): Behaviour {
    const other = about.chance(20) ? about.pick(ABOUT_ETHEREUM) : undefined;
    const usual = random.pick(isReal ? CHEAP : ALONE);
    return other ?? usual;
  }
}

const PAIR: Behaviour = 'cancelling-shares';
const ALONE = BEHAVIOURS.filter(
  (behaviour) => behaviour !== PAIR && !ABOUT_ETHEREUM.some((other) => other === behaviour),
);
const CHEAP = ALONE.filter((behaviour) => behaviour !== 'flooder');
