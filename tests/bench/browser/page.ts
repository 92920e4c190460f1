import type { ReplayPageResult } from './worker.ts';

// Gives the bench a hand on the worker, as the product's page starts its own.

declare global {
  interface Window {
    replay(): Promise<ReplayPageResult>;
  }
}

window.replay = async () => {
  const worker = new Worker('/worker.js', { type: 'module', name: 'weft node' });
  const verifyWorker = new Worker('/verify.js', { type: 'module', name: 'weft verify' });
  const { port1, port2 } = new MessageChannel();
  verifyWorker.postMessage(null, [port1]);
  const result = new Promise<ReplayPageResult>((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
  });
  worker.postMessage(null, [port2]);
  const replayed = await result;
  worker.terminate();
  verifyWorker.terminate();
  return replayed;
};
