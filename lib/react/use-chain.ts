import type { ChainInfo } from '../client/types.ts';
import { useRead } from './use-read.ts';

/** The constants of the chain; undefined until a node has told them. */
export function useChain(): ChainInfo | undefined {
  return useRead<ChainInfo, 'status'>('chain', {
    load: (client) => client.chain(),
    subscription: { topic: 'status' },
    // A node that could not tell at first, because it was starting, is asked when it moves on.
    next: (_, chain) => chain,
  }).value;
}
