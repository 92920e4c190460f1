import { createMessagePortTransport } from './message-port.ts';
import type { Transport } from './transport.ts';

/** A channel two documents of one origin share by name. Each name belongs to one pair of ends. */
export function createBroadcastChannelTransport(name: string): Transport {
  return createMessagePortTransport(new BroadcastChannel(name));
}
