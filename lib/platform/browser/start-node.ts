import { WeftError } from '../../core/errors.ts';
import { MAX_STARTED_VERIFY_WORKERS, WORKER_STOP_MS } from '../../core/limits.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import { createSystemClock } from '../system-clock.ts';
import { nodeWorkerMessageFrom, type PageToNodeWorker } from './node-worker-messages.ts';
import type { RtcBroker } from './rtc-broker.ts';
import { startVerifyWorkers } from './verify-workers.ts';
import type { WalletBroker } from './wallet-broker.ts';

export interface StartNodeOptions {
  network: NetworkFile;
  persistent: boolean;
  /** Absent where WebRTC does not exist: the node then reaches peers by WebSocket only. */
  broker?: RtcBroker;
  wallet: WalletBroker;
  /** Called at most once; the node is gone then. */
  onFault(error: WeftError): void;
}

/** A node at work in its own threads. */
export interface RunningNode {
  /** A port on which the node serves one more client. */
  connect(): MessagePort;
  /** Lets the node close its connections and its database, then ends its threads. */
  stop(): Promise<void>;
}

/**
 * Starts the node worker and its verify workers. Faults: `node/worker-absent` (no workers in this
 * browser), `node/worker-load` (its script did not come), `node/worker-crashed`, or what the worker
 * reports. A verify worker that dies is no fault: the node does without until another is there.
 */
export function startNode(options: StartNodeOptions): RunningNode {
  const { network, persistent, broker, wallet, onFault } = options;
  const worker = createNodeWorker();
  const verify = startVerifyWorkers({
    count: verifyWorkerCount(),
    create: createVerifyWorker,
    clock: createSystemClock(),
  });
  const rtc = broker && new MessageChannel();
  const endRtc = broker && rtc ? broker.serve(rtc.port1) : () => {};
  const reading = new MessageChannel();
  const endReading = wallet.serve(reading.port1);
  let ended = false;
  let onStopped = () => {};

  function end(): void {
    ended = true;
    worker.terminate();
    verify.stop();
    endRtc();
    endReading();
  }

  function fault(error: WeftError): void {
    if (ended) return;
    end();
    onFault(error);
  }

  function post(message: PageToNodeWorker, transfer: Transferable[] = []): void {
    if (!ended) worker.postMessage(message, transfer);
  }

  worker.addEventListener('error', (event) => fault(faultFrom(event)));
  worker.addEventListener('message', ({ data }) => {
    const message = nodeWorkerMessageFrom(data);
    if (message?.type === 'failed') fault(WeftError.fromObject(message.error));
    else if (message?.type === 'stopped') onStopped();
  });
  const rtcPort = rtc?.port2;
  const walletPort = reading.port2;
  const ports = [verify.port, walletPort, ...(rtcPort ? [rtcPort] : [])];
  const asked = { verifyPort: verify.port, rtcPort, walletPort };
  post({ type: 'start', network, persistent, ...asked }, ports);

  return {
    connect() {
      const { port1, port2 } = new MessageChannel();
      post({ type: 'connect', port: port2 }, [port2]);
      return port1;
    },
    async stop() {
      await new Promise<void>((resolve) => {
        onStopped = resolve;
        setTimeout(resolve, WORKER_STOP_MS);
        post({ type: 'stop' });
      });
      end();
    },
  };
}

// Bundlers recognise a worker only by `new Worker(new URL('literal', import.meta.url), ...)`.

function createNodeWorker(): Worker {
  if (typeof Worker === 'undefined') {
    throw new WeftError('node/worker-absent', 'this browser has no workers');
  }
  return new Worker(new URL('../../../workers/node.worker.ts', import.meta.url), {
    type: 'module',
    name: 'weft node',
  });
}

function createVerifyWorker(): Worker {
  return new Worker(new URL('../../../workers/verify.worker.ts', import.meta.url), {
    type: 'module',
    name: 'weft verify',
  });
}

/** Leaves a core to the page and one to the node worker where there are that many. */
function verifyWorkerCount(): number {
  const spare = (navigator.hardwareConcurrency || 1) - 2;
  return Math.min(Math.max(spare, 1), MAX_STARTED_VERIFY_WORKERS);
}

/** A script that does not load fires an event that tells nothing. */
function faultFrom(event: Event): WeftError {
  event.preventDefault();
  if (!(event instanceof ErrorEvent) || !event.message) {
    return new WeftError('node/worker-load', "the node's script could not be loaded");
  }
  return new WeftError('node/worker-crashed', event.message, {
    source: event.filename,
    line: event.lineno,
  });
}
