import type { Block } from '../chain/block.ts';
import type { Header } from '../chain/header.ts';
import { assert } from '../core/assert.ts';
import type { Hash } from '../core/bytes.ts';
import { MAX_FETCHED_ANCESTORS, MAX_HELD_BLOCKS, MAX_OPEN_VIEWS } from '../core/limits.ts';
import type { BlockEntry, EngineState } from './state.ts';
import { changeBlock, dropBlocks, request, type Transition } from './transition.ts';

export type ChainStatus = 'valid' | 'invalid' | 'waiting';

/** Keeps a block above the floor; when too many are held, the highest unchecked one goes. */
export function holdBlock(
  t: Transition,
  block: Block,
  hash: Hash,
  known: Partial<BlockEntry> = {},
): void {
  const { blocks, floor } = t.state;
  if (blocks.has(hash) || block.header.height <= floor.header.height) return;
  if (blocks.size >= MAX_HELD_BLOCKS) evictBlock(t);
  changeBlock(t, { block, hash, status: 'unchecked', durable: false, ...known });
  assert(t.state.blocks.size <= MAX_OPEN_VIEWS, 'blocks above the floor stay within their bound');
}

/**
 * Whether a block and all its ancestors down to the floor are held and valid. While not, it asks
 * for what is missing: the lowest missing block, or the check of the lowest unchecked one.
 */
export function chainStatus(t: Transition, hash: Hash): ChainStatus {
  const { floor, blocks } = t.state;
  const path: BlockEntry[] = [];
  for (let at = hash; at !== floor.hash; ) {
    const entry = blocks.get(at);
    if (!entry) {
      fetchBlock(t, at, path.at(-1));
      return 'waiting';
    }
    if (entry.status === 'valid') break;
    const isFork = entry.block.header.height <= floor.header.height + 1n;
    const parentHash = entry.block.header.parentHash;
    if (entry.status === 'invalid' || (isFork && parentHash !== floor.hash)) {
      for (const bad of [...path, entry]) changeBlock(t, { ...bad, status: 'invalid' });
      return 'invalid';
    }
    path.push(entry);
    at = parentHash;
  }
  const lowest = path.at(-1);
  if (!lowest) return 'valid';
  if (lowest.status === 'unchecked') {
    changeBlock(t, { ...lowest, status: 'checking' });
    t.effects.push({ type: 'check', block: lowest.block });
  }
  return 'waiting';
}

/** Blocks from the child of the floor up to a valid block, ascending. */
export function unfinalizedChain(state: EngineState, hash: Hash): BlockEntry[] {
  const chain: BlockEntry[] = [];
  for (let at = hash; at !== state.floor.hash; ) {
    const entry = state.blocks.get(at);
    assert(entry, 'a valid block has its ancestors');
    chain.push(entry);
    at = entry.block.header.parentHash;
  }
  return chain.reverse();
}

/** Header of a block that may be built upon: a valid one, or the floor. */
export function headerOf(state: EngineState, hash: Hash): Header {
  if (hash === state.floor.hash) return state.floor.header;
  const entry = state.blocks.get(hash);
  assert(entry?.status === 'valid', 'a parent is valid');
  return entry.block.header;
}

/** After the floor moved: forgets blocks at or below it, and forks that it cut off. */
export function dropSettledBlocks(t: Transition): void {
  const { floor, blocks } = t.state;
  const kept = new Set<Hash>([floor.hash]);
  const dropped: Hash[] = [];
  const ascending = [...blocks.values()].sort((a, b) =>
    Number(a.block.header.height - b.block.header.height),
  );
  for (const { block, hash, status } of ascending) {
    const { height, parentHash } = block.header;
    const mayDescend = height > floor.header.height + 1n && status !== 'valid';
    const descends = kept.has(parentHash) || (mayDescend && !blocks.has(parentHash));
    if (height > floor.header.height && descends) kept.add(hash);
    else dropped.push(hash);
  }
  dropBlocks(t, dropped);
}

/** A gap too long for single blocks is left to the node, which catches up by height. */
function fetchBlock(t: Transition, hash: Hash, child: BlockEntry | undefined): void {
  const { floor } = t.state;
  if (child && child.block.header.height > floor.header.height + MAX_FETCHED_ANCESTORS) return;
  request(t, `block ${hash}`, { type: 'fetch', hash });
}

/** The highest is needed last: a node that is behind works its way up from the floor. */
function evictBlock(t: Transition): void {
  let highest: BlockEntry | undefined;
  for (const entry of t.state.blocks.values()) {
    if (entry.durable || entry.status === 'valid' || entry.status === 'checking') continue;
    if (!highest || entry.block.header.height > highest.block.header.height) highest = entry;
  }
  if (highest) dropBlocks(t, [highest.hash]);
}
