import type { Connection } from '../connection.ts';

/** Stops taking part in the network until resumed; nothing is lost. */
export async function pauseNode(connection: Connection): Promise<void> {
  await connection.request('pause', undefined);
}
