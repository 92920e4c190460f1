import type { BlockSummary } from '../client/types.ts';
import { MAX_REQUEST_ITEMS } from '../core/limits.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** The newest final blocks, newest first, as they come. At most 64. */
export function useBlocks(limit: number = MAX_REQUEST_ITEMS): Read<readonly BlockSummary[]> {
  return useRead<readonly BlockSummary[], 'blocks'>(`blocks ${limit}`, {
    load: (client) => client.blocks({ limit }),
    subscription: { topic: 'blocks' },
    next: (block, blocks = []) => newestOf([...blocks, block], limit),
    merge: (loaded, blocks) => newestOf([...blocks, ...loaded], limit),
  });
}

/** Of two reports of one height the later counts. */
function newestOf(blocks: readonly BlockSummary[], limit: number): readonly BlockSummary[] {
  const byHeight = new Map(blocks.map((block) => [block.height, block]));
  return [...byHeight.values()].sort((a, b) => (a.height < b.height ? 1 : -1)).slice(0, limit);
}
