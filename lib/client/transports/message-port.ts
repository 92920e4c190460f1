import type { Transport } from './transport.ts';

/** What browser and Node.js message ports, and workers, have in common. */
export interface PortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start?(): void;
  close?(): void;
}

/** The port buffers until the first listener is set. */
export function createMessagePortTransport(port: PortLike): Transport {
  let listener: ((event: { data: unknown }) => void) | undefined;
  return {
    post: (message) => port.postMessage(message),
    onMessage(next) {
      if (listener) port.removeEventListener('message', listener);
      listener = (event) => next(event.data);
      port.addEventListener('message', listener);
      port.start?.();
    },
    close() {
      if (listener) port.removeEventListener('message', listener);
      port.close?.();
    },
  };
}
