import { createRtcBroker } from '../../../lib/platform/browser/rtc-broker.ts';

// The page of the WebRTC tests: a broker, a worker with a network, and a way to call into it.

declare global {
  interface Window {
    call(method: string, ...args: unknown[]): Promise<unknown>;
    broker: ReturnType<typeof createRtcBroker>;
    busy(ms: number): void;
  }
}

const forceBridge = new URLSearchParams(location.search).has('bridge');
const worker = new Worker('/worker.js', { type: 'module' });
const channel = new MessageChannel();
const calls = new Map<number, (outcome: { value?: unknown; error?: string }) => void>();

window.broker = createRtcBroker({ forceBridge });
window.broker.serve(channel.port1);
worker.postMessage({ brokerPort: channel.port2 }, [channel.port2]);
worker.onmessage = ({ data }) => calls.get(data.id)?.(data);

window.call = (method, ...args) =>
  new Promise((resolve, reject) => {
    const id = calls.size + 1;
    calls.set(id, ({ value, error }) =>
      error === undefined ? resolve(value) : reject(new DOMException(error)),
    );
    worker.postMessage({ id, method, args });
  });

window.busy = (ms) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
