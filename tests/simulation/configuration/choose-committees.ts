import type { Random } from '../random.ts';

/** Validators without which the others still hold a quorum: the liars and the unlucky. */
export function chooseOutside(random: Random, powers: readonly number[]): number[] {
  const outside: number[] = [];
  for (const node of random.shuffled(powers.map((_, index) => index))) {
    if (!isToSpare(powers, [...outside, node])) continue;
    outside.push(node);
    if (random.chance(25)) break;
  }
  return outside;
}

/** The founding committee and some others: members leave, return and change their power. */
export function chooseCommittees(
  random: Random,
  founding: readonly number[],
  outside: readonly number[],
): number[][] {
  const committees = [[...founding]];
  const wanted = random.between(1, 4);
  for (let tries = 0; committees.length < wanted && tries < 40; tries++) {
    const powers = founding.map((power) => {
      if (random.chance(20)) return 0;
      return random.chance(30) ? random.between(1, 10) : power;
    });
    if (powers.some((power) => power > 0) && isToSpare(powers, outside)) committees.push(powers);
  }
  return committees;
}

function isToSpare(powers: readonly number[], nodes: readonly number[]): boolean {
  const total = powers.reduce((sum, power) => sum + power, 0);
  const theirs = nodes.reduce((sum, node) => sum + (powers[node] ?? 0), 0);
  return theirs * 3 < total;
}

/**
 * For the chain with stake: members of the core weigh double, so that the others stay few when some
 * of it are in jail, and one of them may have to register first.
 */
export function chooseFounders(
  random: Random,
  powers: readonly number[],
  outside: readonly number[],
): number[] {
  const core = powers.flatMap((_, node) => (outside.includes(node) ? [] : node));
  const newcomer = core.length > 2 && random.chance(60) ? random.pick(core) : undefined;
  return powers.map((power, node) => {
    if (node === newcomer) return 0;
    return outside.includes(node) ? power : 2 * power;
  });
}
