import { assert } from '../core/assert.ts';
import type { Hash } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { MAX_UNFINALIZED_BLOCKS } from '../core/limits.ts';
import type { StateDiff } from './state-diff.ts';
import type { StateTree } from './state-tree.ts';

/** State after one executed block, and what the block changed. */
export interface Overlay {
  readonly tree: StateTree;
  readonly diff: StateDiff;
}

/**
 * The final state and one overlay per executed block that is not final. Trees share their nodes, so
 * an overlay costs what its block wrote, and finalizing means forgetting the branches that lost.
 */
export interface StateStore {
  /** Hash of the last final block. */
  finalHash(): Hash;
  finalTree(): StateTree;
  /** State after the block: final, or executed and descending from the final one. */
  treeAt(blockHash: Hash): StateTree | 'unknown';
  overlayAt(blockHash: Hash): Overlay | undefined;
  /** @throws WeftError `state/unknown-parent` or `state/too-many-blocks`. */
  add(blockHash: Hash, parentHash: Hash, overlay: Overlay): void;
  /** Makes the block final and returns the overlays from the former final block, oldest first. */
  finalize(blockHash: Hash): { hash: Hash; overlay: Overlay }[];
  unfinalizedCount(): number;
}

export function createStateStore(initialHash: Hash, initialTree: StateTree): StateStore {
  let finalHash = initialHash;
  let finalTree = initialTree;
  let overlays = new Map<Hash, Entry>();

  return {
    finalHash: () => finalHash,
    finalTree: () => finalTree,
    treeAt(blockHash) {
      if (blockHash === finalHash) return finalTree;
      const entry = overlays.get(blockHash);
      return entry ? entry.overlay.tree : 'unknown';
    },
    overlayAt: (blockHash) => overlays.get(blockHash)?.overlay,
    add(blockHash, parentHash, overlay) {
      if (overlays.has(blockHash)) return;
      if (parentHash !== finalHash && !overlays.has(parentHash)) {
        throw new WeftError('state/unknown-parent', 'the parent is not executed', { parentHash });
      }
      if (overlays.size >= MAX_UNFINALIZED_BLOCKS) {
        throw new WeftError('state/too-many-blocks', 'too many blocks wait for finality');
      }
      overlays.set(blockHash, { parentHash, overlay });
    },
    finalize(blockHash) {
      const path: { hash: Hash; overlay: Overlay }[] = [];
      for (let hash = blockHash; hash !== finalHash; ) {
        const entry = overlays.get(hash);
        assert(entry, 'a finalized block is executed and descends from the last final one');
        path.unshift({ hash, overlay: entry.overlay });
        hash = entry.parentHash;
      }
      finalHash = blockHash;
      finalTree = path.at(-1)?.overlay.tree ?? finalTree;
      overlays = descendantsOf(blockHash, overlays);
      return path;
    },
    unfinalizedCount: () => overlays.size,
  };
}

interface Entry {
  readonly parentHash: Hash;
  readonly overlay: Overlay;
}

/** Parents are inserted before their children, so one pass in that order finds every descendant. */
function descendantsOf(ancestor: Hash, entries: ReadonlyMap<Hash, Entry>): Map<Hash, Entry> {
  const kept = new Map<Hash, Entry>();
  for (const [hash, entry] of entries) {
    if (entry.parentHash === ancestor || kept.has(entry.parentHash)) kept.set(hash, entry);
  }
  return kept;
}
