import type { BlockDetail } from '../client/types.ts';
import type { Hash } from '../core/bytes.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** A final block; null while this node has none of that height or hash. */
export function useBlock(ref: bigint | Hash | 'latest' | undefined): Read<BlockDetail | null> {
  return useRead<BlockDetail | null, 'blocks'>(ref === undefined ? undefined : `block ${ref}`, {
    load: (client) => client.block(ref as bigint | Hash | 'latest'),
    subscription: { topic: 'blocks' },
    next: (_, block) => (ref === 'latest' || !block ? undefined : block),
  });
}
