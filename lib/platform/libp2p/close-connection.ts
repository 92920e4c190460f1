import type { Connection } from '@libp2p/interface';
import { WeftError } from '../../core/errors.ts';

/**
 * Closes a connection whose peer is well: what is being sent on its streams still arrives. The time
 * limit is the connection's own, since each of its many streams listens for it.
 */
export async function closeConnection(connection: Connection): Promise<void> {
  try {
    await connection.close();
  } catch {
    await dropConnection(connection);
  }
}

/**
 * Ends a connection whatever its peer does. Aborting it would leave a websocket open underneath:
 * libp2p then closes it with code 1006, which a socket refuses. Without streams there is nothing
 * left to wait for, so it can be closed properly.
 */
export async function dropConnection(connection: Connection): Promise<void> {
  const reason = new WeftError('network/dropped', `dropped ${connection.remotePeer}`);
  for (const stream of [...connection.streams]) stream.abort(reason);
  try {
    await connection.close();
  } catch {
    connection.abort(reason);
  }
}
