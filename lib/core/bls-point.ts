import { assert } from './assert.ts';
import { addPairs, multiplyPairs, negate, P, type Pair, rootOf, rootOfPair } from './bls-field.ts';
import { bytesFromUint, concatBytes, type Hex, hexFromBytes, isHex } from './bytes.ts';
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

/**
 * The 192 bytes of a point of G2 from its 96 compressed bytes (ZCash format): `x || y`, of each
 * coordinate the part with `u` first. Checks the curve's equation, not the subgroup.
 */
export function uncompressG2(compressed: Hex): Hex | undefined {
  if (!isHex(compressed, 96)) return undefined;
  const bits = BigInt(compressed);
  const flags = bits >> 765n;
  if (!isPoint(flags)) return undefined;
  const x: Pair = [bits & ((1n << 384n) - 1n), (bits >> 384n) & X_MASK];
  if (x[0] >= P || x[1] >= P) return undefined;
  const root = rootOfPair(addPairs(multiplyPairs(multiplyPairs(x, x), x), [4n, 4n]));
  if (!root) return undefined;
  const wantsLarger = (flags & LARGER) !== 0n;
  const y = isLargerPair(root) === wantsLarger ? root : root.map(negate);
  const parts = [x[1], x[0], y[1] as bigint, y[0] as bigint];
  return hexFromBytes(concatBytes(...parts.map((part) => bytesFromUint(part, 48))));
}

function decompress(compressed: Hex): Hex | undefined {
  if (!isHex(compressed, 48)) return undefined;
  const bits = BigInt(compressed);
  const flags = bits >> 381n;
  if (!isPoint(flags)) return undefined;
  const x = bits & X_MASK;
  if (x >= P) return undefined;
  const root = rootOf((x * x * x + 4n) % P);
  if (root === undefined) return undefined;
  const wantsLarger = (flags & LARGER) !== 0n;
  const y = isLarger(root) === wantsLarger ? root : P - root;
  return hexFromBytes(concatBytes(bytesFromUint(x, 48), bytesFromUint(y, 48)));
}

function isPoint(flags: bigint): boolean {
  return (flags & COMPRESSED) !== 0n && (flags & INFINITY) === 0n;
}

/** Of the two roots the one that is the larger integer; of pairs the part with `u` decides. */
function isLarger(root: bigint): boolean {
  return root > negate(root);
}

function isLargerPair([c0, c1]: Pair): boolean {
  return c1 === 0n ? isLarger(c0) : isLarger(c1);
}

const X_MASK = (1n << 381n) - 1n;
const COMPRESSED = 0b100n;
const INFINITY = 0b010n;
const LARGER = 0b001n;

// A root takes most of a millisecond, and most members stay from one epoch to the next.
const uncompressed = new Map<Hex, Hex>();
