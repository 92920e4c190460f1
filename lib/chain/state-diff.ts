import { assert } from '../core/assert.ts';
import { bytesFromHex, equalBytes, type Hex, hexFromBytes } from '../core/bytes.ts';
import {
  MAX_STATE_KEY_BYTES,
  MAX_STATE_VALUE_BYTES,
  MAX_STORED_RLP_ITEMS,
} from '../core/limits.ts';
import { bytesOf, decodeRlp, encodeRlp, listOf, malformed } from '../core/rlp.ts';
import { pathOfKey, readTree, type StateTree, updateTree } from './state-tree.ts';

/** What a block did to one key; an undefined side means that the key did not exist. */
export interface KeyChange {
  readonly key: Hex;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/**
 * What a block did to the state, ascending by key. With the images after, stored blocks rebuild the
 * state without executing; with those before, recent states can be read again.
 */
export type StateDiff = readonly KeyChange[];

export function sortDiff(changes: KeyChange[]): StateDiff {
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The state after the block. Asserts that it is applied to the state before it. */
export function applyDiff(tree: StateTree, diff: StateDiff): StateTree {
  const changes = diff.map(({ key, before, after }) => {
    const path = pathOfKey(key);
    assert(equalImages(readTree(tree, path), before), 'a diff fits the state it is applied to');
    return { key, path, value: after };
  });
  return updateTree(tree, changes);
}

/** The diff that undoes this one. */
export function invertDiff(diff: StateDiff): StateDiff {
  return diff.map(({ key, before, after }) => ({ key, before: after, after: before }));
}

export function bytesFromDiff(diff: StateDiff): Uint8Array<ArrayBuffer> {
  return encodeRlp(
    diff.map(({ key, before, after }) => [bytesFromHex(key), before ?? NONE, after ?? NONE]),
  );
}

/** @throws WeftError `codec/malformed`, also for unsorted keys and changes that change nothing. */
export function diffFromBytes(bytes: Uint8Array): StateDiff {
  let last: Hex = '0x';
  return listOf(decodeRlp(bytes, MAX_STORED_RLP_ITEMS)).map((item) => {
    const [keyItem, beforeItem, afterItem] = listOf(item, 3);
    const key = hexFromBytes(bytesOf(keyItem));
    if (key <= last || key.length > 2 + 2 * MAX_STATE_KEY_BYTES) throw malformed('diff key');
    last = key;
    const before = imageOf(bytesOf(beforeItem));
    const after = imageOf(bytesOf(afterItem));
    if (equalImages(before, after)) throw malformed('a change that changes nothing');
    return { key, before, after };
  });
}

function imageOf(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > MAX_STATE_VALUE_BYTES) throw malformed('state value too large');
  return bytes.length === 0 ? undefined : bytes;
}

function equalImages(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b);
}

const NONE = new Uint8Array(0);
