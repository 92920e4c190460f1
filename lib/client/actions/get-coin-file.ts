import type { Connection } from '../connection.ts';
import type { CoinFileOptions, CoinFileText } from '../types.ts';

/**
 * The file with which alone a coin can leave. Fails with `coins/unknown`, `coins/history-missing`
 * while the node does not have all of it, and `coins/not-covered` until a checkpoint covers it.
 */
export function getCoinFile(
  connection: Connection,
  slot: bigint,
  options: CoinFileOptions = {},
): Promise<CoinFileText> {
  return connection.request('coinFile', { slot, ...options });
}
