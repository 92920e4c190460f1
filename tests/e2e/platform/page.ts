// Gives the tests a hand on the worker: `window.probe(name, parameters)` runs a function of it.

declare global {
  interface Window {
    probe(name: string, parameters: readonly unknown[]): Promise<unknown>;
    /** Kills one of the verify workers that `connectVerifyWorkers` was called with. */
    killVerifyWorker(index: number): void;
  }
}

export {};

const VERIFY_WORKERS = 2;

const worker = new Worker('/worker.js', { type: 'module' });
const verifyWorkers = Array.from(
  { length: VERIFY_WORKERS },
  () => new Worker('/verify.js', { type: 'module' }),
);
const ports = verifyWorkers.map((verifyWorker) => {
  const { port1, port2 } = new MessageChannel();
  verifyWorker.postMessage(null, [port1]);
  return port2;
});
worker.postMessage('verify-ports', ports);

window.killVerifyWorker = (index) => verifyWorkers[index]?.terminate();

window.probe = (name, parameters) => {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      port1.close();
      if ('error' in data) reject(data.error);
      else resolve(data.result);
    };
    worker.postMessage([name, parameters], [port2]);
  });
};
