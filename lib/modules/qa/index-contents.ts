import { bytesFromHex, type Hash, hexFromBytes } from '../../core/bytes.ts';
import { type Packed, packBytes, unpackBytes } from '../../core/packed.ts';

/** A small number for each content, in place of its hash in all that refers to it. */
export interface ContentNumbers {
  /** Counts one more that has it: a post, or the state. */
  hold(hash: Hash): number;
  /** One less; when nobody has it, its number may become another's. */
  release(content: number): void;
  hashOf(content: number): Hash;
}

export function createContentNumbers(): ContentNumbers {
  const numbers = new Map<Packed, number>();
  const hashes: Packed[] = [];
  const holders: number[] = [];
  const free: number[] = [];

  return {
    hold(hash) {
      const packed = packedOf(hash);
      const known = numbers.get(packed);
      const content = known ?? free.pop() ?? hashes.length;
      if (known === undefined) numbers.set(packed, content);
      hashes[content] = packed;
      holders[content] = (holders[content] ?? 0) + 1;
      return content;
    },
    release(content) {
      const left = (holders[content] as number) - 1;
      holders[content] = left;
      if (left > 0) return;
      numbers.delete(hashes[content] as Packed);
      free.push(content);
    },
    hashOf: (content) => hexFromBytes(unpackBytes(hashes[content] as Packed)),
  };
}

function packedOf(hash: Hash): Packed {
  return packBytes(bytesFromHex(hash));
}
