import type { NodeStatus } from '../client/types.ts';
import { useRead } from './use-read.ts';

/** What the node is doing; undefined until it has said so. */
export function useStatus(): NodeStatus | undefined {
  return useRead<NodeStatus, 'status'>('status', {
    load: (client) => client.status(),
    subscription: { topic: 'status' },
    next: (status) => status,
  }).value;
}
