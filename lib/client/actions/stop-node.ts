import type { Connection } from '../connection.ts';

/** Leaves the network and closes the database. */
export async function stopNode(connection: Connection): Promise<void> {
  await connection.request('stop', undefined);
}
