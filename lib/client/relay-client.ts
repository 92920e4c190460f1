import { LEAVE } from './protocol.ts';
import type { Transport } from './transports/transport.ts';

/** Joins a client to a node until the result is called. Each end checks what the other says. */
export function relayClient(client: Transport, node: Transport): () => void {
  client.onMessage((message) => node.post(message));
  node.onMessage((message) => client.post(message));
  return () => {
    node.post(LEAVE);
    client.close();
    node.close();
  };
}
