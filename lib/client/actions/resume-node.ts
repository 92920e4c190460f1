import type { Connection } from '../connection.ts';

/** Takes part in the network again after a pause or a stop. */
export async function resumeNode(connection: Connection): Promise<void> {
  await connection.request('resume', undefined);
}
