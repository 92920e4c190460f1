import type { Connection } from '../connection.ts';

/** Erases the node's validator key for ever; it signs nothing more. */
export async function forgetValidator(connection: Connection): Promise<void> {
  await connection.request('forgetValidator', undefined);
}
