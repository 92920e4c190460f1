import { LEAVE } from '../protocol.ts';
import type { Transport } from './transport.ts';

export interface SwitchableTransport extends Transport {
  /** Lets go of the channel in use, if any, and goes on over this one. */
  connect(next: Transport): void;
}

/** A client's channel whose other end, the node, may change. The former is told to forget it. */
export function createSwitchableTransport(): SwitchableTransport {
  let current: Transport | undefined;
  let listener: ((message: unknown) => void) | undefined;

  function listen(): void {
    const heard = current;
    if (listener) heard?.onMessage((message) => heard === current && listener?.(message));
  }

  function leave(): void {
    current?.post(LEAVE);
    current?.close();
  }

  return {
    connect(next) {
      leave();
      current = next;
      listen();
    },
    post: (message) => current?.post(message),
    onMessage(next) {
      listener = next;
      listen();
    },
    close() {
      leave();
      current = undefined;
    },
  };
}
