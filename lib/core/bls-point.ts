import { assert } from './assert.ts';
import { bytesFromUint, type Hex, hexFromBytes, isHex } from './bytes.ts';
import { MAX_UNCOMPRESSED_KEYS } from './limits.ts';

/**
 * The 96 bytes `x || y` of a point of BLS12-381's G1 from its 48 compressed bytes (ZCash format):
 * contracts compute with both coordinates, and the hash of a committee commits to them. Checks the
 * curve's equation, not the subgroup: a key in the state has shown its proof of possession, which
 * only a key in the subgroup has.
 */
export function uncompressG1(compressed: Hex): Hex | undefined {
  const known = uncompressed.get(compressed);
  if (known) return known;
  const point = decompress(compressed);
  if (!point) return undefined;
  if (uncompressed.size >= MAX_UNCOMPRESSED_KEYS) {
    uncompressed.delete(uncompressed.keys().next().value as Hex);
  }
  uncompressed.set(compressed, point);
  return point;
}

/** As `uncompressG1` for a key that is known to be a point. */
export function uncompressedKey(blsKey: Hex): Hex {
  const point = uncompressG1(blsKey);
  assert(point, 'a BLS key is a point of the curve');
  return point;
}

function decompress(compressed: Hex): Hex | undefined {
  if (!isHex(compressed, 48)) return undefined;
  const bits = BigInt(compressed);
  const flags = bits >> 381n;
  if ((flags & COMPRESSED) === 0n || (flags & INFINITY) !== 0n) return undefined;
  const x = bits & X_MASK;
  if (x >= P) return undefined;
  const square = (x * x * x + 4n) % P;
  const root = power(square, (P + 1n) / 4n);
  if ((root * root) % P !== square) return undefined;
  const isLarger = root > P - root;
  const y = isLarger === ((flags & LARGER) !== 0n) ? root : P - root;
  return `${hexFromBytes(bytesFromUint(x, 48))}${hexFromBytes(bytesFromUint(y, 48)).slice(2)}`;
}

/** Since p = 3 (mod 4), raising a square to (p + 1) / 4 gives its root. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}

/** The field's prime follows from the one parameter that defines the curve. */
const Z = -0xd201000000010000n;
const P = ((Z - 1n) ** 2n * (Z ** 4n - Z ** 2n + 1n)) / 3n + Z;
const X_MASK = (1n << 381n) - 1n;
const COMPRESSED = 0b100n;
const INFINITY = 0b010n;
const LARGER = 0b001n;

// A root takes most of a millisecond, and most members stay from one epoch to the next.
const uncompressed = new Map<Hex, Hex>();
