import { WebSocket } from 'ws';

// libp2p expects these of every platform, and reads them when it is loaded: Node.js 20 has neither.
if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket });

// libp2p listens to no errors of a connected websocket, nor of one it gave up while connecting; an
// error that nobody hears ends the process, so one broken frame of anybody would end a seed. The
// closing that follows every error says all there is to say.
const { emit } = WebSocket.prototype;
WebSocket.prototype.emit = function (this: WebSocket, event: string | symbol, ...rest: unknown[]) {
  const isUnheard = event === 'error' && this.listenerCount('error') === 0;
  return isUnheard ? false : emit.call(this, event, ...rest);
};

function withResolvers<T>(this: PromiseConstructor) {
  let resolve: (value: T | PromiseLike<T>) => void = () => {};
  let reject: (reason?: unknown) => void = () => {};
  const promise = new this<T>((...settlers) => {
    [resolve, reject] = settlers;
  });
  return { promise, resolve, reject };
}
