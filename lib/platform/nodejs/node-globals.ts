import { WebSocket } from 'ws';

// libp2p expects these of every platform, and reads them when it is loaded: Node.js 20 has neither.
if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket });

function withResolvers<T>(this: PromiseConstructor) {
  let resolve: (value: T | PromiseLike<T>) => void = () => {};
  let reject: (reason?: unknown) => void = () => {};
  const promise = new this<T>((...settlers) => {
    [resolve, reject] = settlers;
  });
  return { promise, resolve, reject };
}
