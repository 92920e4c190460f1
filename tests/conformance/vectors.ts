import { readFileSync } from 'node:fs';
import type { Hex } from '../../lib/core/bytes.ts';

/** One frozen encoding: a value as JSON, integers as decimal text, its bytes and its hash. */
export interface EncodingVector {
  name: string;
  value: unknown;
  bytes: Hex;
  hash: Hex;
}

export function readVectors<Vector>(name: string): Vector[] {
  const path = new URL(`./vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Vector[];
}

/** A value as it stands in a vector file. */
export function jsonOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === 'bigint') return part.toString();
      if (part instanceof Uint8Array) return `0x${Buffer.from(part).toString('hex')}`;
      return part;
    }),
  );
}
