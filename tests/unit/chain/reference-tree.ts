import {
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  hexFromBytes,
} from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';

/** The definition of the state root, word by word, with no thought of speed. */
export function referenceRoot(state: ReadonlyMap<Hex, Uint8Array>): Hash {
  const leaves = [...state].map(([key, value]) => ({ path: keccak256(bytesFromHex(key)), value }));
  return hexFromBytes(subtree(leaves, 0));
}

type Leaf = { path: Uint8Array; value: Uint8Array };

function subtree(leaves: Leaf[], depth: number): Uint8Array {
  const [only] = leaves;
  if (!only) return new Uint8Array(32);
  if (leaves.length === 1) {
    return keccak256(concatBytes(Uint8Array.of(0), only.path, keccak256(only.value)));
  }
  const bit = ({ path }: Leaf) => (path[Math.floor(depth / 8)] as number) & (128 >> (depth % 8));
  const left = leaves.filter((leaf) => bit(leaf) === 0);
  const right = leaves.filter((leaf) => bit(leaf) !== 0);
  return keccak256(
    concatBytes(Uint8Array.of(1), subtree(left, depth + 1), subtree(right, depth + 1)),
  );
}
