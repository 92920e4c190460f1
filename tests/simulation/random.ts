/**
 * Deterministic random numbers. Every purpose has its own stream, so faults do not shift others.
 */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [low, high]. */
  between(low: number, high: number): number;
  chance(percent: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** Exponentially distributed with this mean: a delay with a long tail. */
  exponential(mean: number): number;
  shuffled<T>(values: readonly T[]): T[];
}

/** sfc32 (Doty-Humphrey): small, fast and good enough to choose faults. */
export function createRandom(seed: number, stream: string): Random {
  let a = 0x9e3779b9;
  let b = seed >>> 0;
  let c = hashText(stream);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 12; i++) next();
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const random: Random = {
    next,
    between,
    chance: (percent) => next() * 100 < percent,
    pick: (values) => values[between(0, values.length - 1)] as (typeof values)[number],
    exponential: (mean) => -Math.log(1 - next()) * mean,
    shuffled: (values) => {
      const copy = [...values];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = between(0, i);
        [copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]];
      }
      return copy;
    },
  };
  return random;
}

export function hashText(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash | 0;
}
