import { type Hex, hexFromBytes } from '../../core/bytes.ts';
import { MAX_STORED_RLP_ITEMS } from '../../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  listOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { contentOf, withChecksum } from '../block-store/checksum.ts';
import { UNCHECKED_KEY } from '../block-store/storage-keys.ts';
import type { Storage, StorageWrite } from '../ports.ts';

/** Blocks from a height on whose own signatures nobody here has checked. */
export interface Unchecked {
  next: bigint;
  /** Of the state before it, as that state has them: a later one may have forgotten some. */
  committees: Map<Hex, Uint8Array>;
}

/** Undefined deletes. */
export function writeOfUnchecked(unchecked: Unchecked | undefined): StorageWrite {
  if (!unchecked) return { bucket: 'meta', key: UNCHECKED_KEY };
  const { next, committees } = unchecked;
  const rows = Array.from(committees, ([key, value]) => [hexItem(key), value]);
  const value = withChecksum(encodeRlp([uintItem(next), rows]));
  return { bucket: 'meta', key: UNCHECKED_KEY, value };
}

/** @throws WeftError `block-store/corrupt`. */
export async function readUnchecked(storage: Storage): Promise<Unchecked | undefined> {
  const stored = await storage.get('meta', UNCHECKED_KEY);
  if (!stored) return undefined;
  const content = contentOf(stored, 'unchecked');
  const [next, rows] = listOf(decodeRlp(content, MAX_STORED_RLP_ITEMS), 2);
  const committees = listOf(rows).map((row): [Hex, Uint8Array] => {
    const [key, value] = listOf(row, 2);
    return [hexFromBytes(bytesOf(key)), bytesOf(value)];
  });
  return { next: uintOf(next), committees: new Map(committees) };
}
