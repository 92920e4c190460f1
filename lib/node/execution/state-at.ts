import { applyDiff, invertDiff } from '../../chain/state-diff.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { PastBlocks } from './past-epochs.ts';

/**
 * State after a final block, from what the blocks since have changed. Undefined if this node has
 * forgotten one of them, or has not come so far.
 */
export async function stateAt(
  { chain, store }: PastBlocks,
  height: bigint,
): Promise<StateTree | undefined> {
  const { header, tree } = chain.final();
  if (height > header.height) return undefined;
  let state = tree;
  for (let at = header.height; at > height; at--) {
    const diff = await store.diffAt(at);
    if (!diff) return undefined;
    state = applyDiff(state, invertDiff(diff));
  }
  return state;
}
