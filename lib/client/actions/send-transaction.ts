import type { Hash, Hex } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';

/**
 * Hands a signed envelope to the node; resolves when the node has accepted and announced it.
 * Sending one twice is harmless: it is repeated when another tab takes over the node.
 */
export async function sendTransaction(connection: Connection, envelope: Hex): Promise<Hash> {
  const { hash } = await connection.request('send', { envelope });
  return hash;
}
