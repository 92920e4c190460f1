import type { Hash } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { BlockDetail } from '../types.ts';

/** Null if this node has no such final block. */
export function getBlock(
  connection: Connection,
  ref: bigint | Hash | 'latest',
): Promise<BlockDetail | null> {
  return connection.request('block', { ref });
}
