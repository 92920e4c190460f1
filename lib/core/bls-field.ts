/**
 * The fields that coordinates of BLS12-381 are in: integers modulo a prime p for G1, and pairs
 * `c0 + c1 u` of them with `u * u = -1` for G2.
 */
export type Pair = readonly [c0: bigint, c1: bigint];

/** The prime follows from the one parameter that defines the curve. */
const Z = -0xd201000000010000n;
export const P = ((Z - 1n) ** 2n * (Z ** 4n - Z ** 2n + 1n)) / 3n + Z;

/** A root of this value, if it is a square: since p = 3 (mod 4), a power gives it. */
export function rootOf(value: bigint): bigint | undefined {
  const root = power(value, (P + 1n) / 4n);
  return (root * root) % P === value ? root : undefined;
}

/**
 * A root of this pair, if it is a square: `a ** ((p + 1) / 4)`, times a factor that makes up for
 * what is missing (Adj, Rodríguez-Henríquez: Square Root Computation over Even Extension Fields).
 */
export function rootOfPair(value: Pair): Pair | undefined {
  const partial = powerOfPair(value, (P - 3n) / 4n);
  const candidate = multiplyPairs(partial, value);
  const sign = multiplyPairs(partial, candidate);
  const root = isEqual(sign, [P - 1n, 0n])
    ? multiplyPairs([0n, 1n], candidate)
    : multiplyPairs(powerOfPair([modulo(sign[0] + 1n), sign[1]], (P - 1n) / 2n), candidate);
  return isEqual(multiplyPairs(root, root), value) ? root : undefined;
}

export function multiplyPairs([a0, a1]: Pair, [b0, b1]: Pair): Pair {
  return [modulo(a0 * b0 - a1 * b1), modulo(a0 * b1 + a1 * b0)];
}

export function addPairs([a0, a1]: Pair, [b0, b1]: Pair): Pair {
  return [modulo(a0 + b0), modulo(a1 + b1)];
}

export function negate(value: bigint): bigint {
  return modulo(-value);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}

function powerOfPair(base: Pair, exponent: bigint): Pair {
  let result: Pair = [1n, 0n];
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = multiplyPairs(result, factor);
    factor = multiplyPairs(factor, factor);
  }
  return result;
}

function isEqual(a: Pair, b: Pair): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function modulo(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}
