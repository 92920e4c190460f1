import type { Transport } from './transports/transport.ts';

/** Joins two channels end to end until the result is called; neither end is trusted or read. */
export function relayClient(a: Transport, b: Transport): () => void {
  a.onMessage((message) => b.post(message));
  b.onMessage((message) => a.post(message));
  return () => {
    a.close();
    b.close();
  };
}
