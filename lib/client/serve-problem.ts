import { ZERO_HASH } from '../core/bytes.ts';
import { type ErrorObject, WeftError } from '../core/errors.ts';
import type { ClientHandler } from './client-handler.ts';
import { serveClient } from './serve-client.ts';
import { createMessagePortTransport } from './transports/message-port.ts';
import type { Transport } from './transports/transport.ts';
import type { NodeStatus } from './types.ts';

/**
 * Stands in where no node can be reached: its status says why, everything else fails with the same
 * reason. A page needs no second way to show that a node is missing.
 */
export function serveProblem(problem: ErrorObject, phase: 'starting' | 'stopped'): Transport {
  const { port1, port2 } = new MessageChannel();
  serveClient(port1, problemHandler(problem, phase));
  return createMessagePortTransport(port2);
}

function problemHandler(problem: ErrorObject, phase: 'starting' | 'stopped'): ClientHandler {
  const status = statusWithout(problem, phase);
  return {
    async handleRequest(name) {
      if (name === 'status') return status;
      throw WeftError.fromObject(problem);
    },
    subscribe({ topic }, listener) {
      if (topic === 'status') listener(status);
      return () => {};
    },
  };
}

function statusWithout(problem: ErrorObject, phase: 'starting' | 'stopped'): NodeStatus {
  return {
    chainId: '',
    phase,
    height: 0n,
    finalizedHeight: 0n,
    finalizedHash: ZERO_HASH,
    stateRoot: ZERO_HASH,
    epoch: 0n,
    peers: [],
    storageBytes: 0,
    persistent: false,
    peerId: '',
    boot: [],
    targetHeight: 0n,
    finalityHistoryMs: [],
    missedViews: 0,
    stateKeys: 0,
    pendingTransactions: 0,
    problem,
  };
}
