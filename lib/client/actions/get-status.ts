import type { Connection } from '../connection.ts';
import type { NodeStatus } from '../types.ts';

/** What the node is doing now. */
export function getStatus(connection: Connection): Promise<NodeStatus> {
  return connection.request('status', undefined);
}
