import { MAX_REQUEST_ITEMS } from '../../core/limits.ts';
import type { Connection } from '../connection.ts';
import type { BlockSummary } from '../types.ts';

export interface GetBlocksOptions {
  /** Exclusive; absent: from the newest. */
  before?: bigint;
  /** At most 64. */
  limit?: number;
}

/** Final blocks, newest first. */
export function getBlocks(
  connection: Connection,
  { before, limit = MAX_REQUEST_ITEMS }: GetBlocksOptions = {},
): Promise<BlockSummary[]> {
  return connection.request('blocks', { before, limit });
}
