import type { Transport } from './transport.ts';

export interface SwitchableTransport extends Transport {
  /** Lets go of the channel in use, if any, and goes on over this one. */
  connect(next: Transport): void;
}

/** A channel whose other end may change, such as the tab that runs the node. */
export function createSwitchableTransport(): SwitchableTransport {
  let current: Transport | undefined;
  let listener: ((message: unknown) => void) | undefined;

  function listen(): void {
    const heard = current;
    if (listener) heard?.onMessage((message) => heard === current && listener?.(message));
  }

  return {
    connect(next) {
      current?.close();
      current = next;
      listen();
    },
    post: (message) => current?.post(message),
    onMessage(next) {
      listener = next;
      listen();
    },
    close() {
      current?.close();
      current = undefined;
    },
  };
}
