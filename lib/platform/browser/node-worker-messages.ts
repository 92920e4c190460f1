import * as v from 'valibot';
import type { ErrorObject } from '../../core/errors.ts';
import type { NetworkFile } from '../../node/network-file.ts';

// What the page and its node worker say to each other outside the client protocol. Ports are
// transferred with the message that carries them.

/** From the page, once and first. */
export interface StartNode {
  type: 'start';
  network: NetworkFile;
  /** Leads to the page's verify workers, now and later ones. */
  verifyPort: MessagePort;
  /** Leads to the page's broker of peer connections; absent where WebRTC does not exist. */
  rtcPort?: MessagePort;
  /** Leads to the wallet of the page, to read Ethereum by. */
  walletPort: MessagePort;
  /** The browser promised not to evict the database. */
  persistent: boolean;
}

/** From the page: one more client to serve, in this tab or behind a relay to another. */
export interface ConnectClient {
  type: 'connect';
  port: MessagePort;
}

/** From the page, before it goes away: close the network and the database in order. */
export interface StopNode {
  type: 'stop';
}

export type PageToNodeWorker = StartNode | ConnectClient | StopNode;

/** From the worker: it stopped as asked, or cannot run at all. */
export type NodeWorkerToPage = { type: 'stopped' } | { type: 'failed'; error: ErrorObject };

const schema = v.variant('type', [
  v.object({ type: v.literal('stopped') }),
  v.object({
    type: v.literal('failed'),
    error: v.object({
      code: v.string(),
      message: v.string(),
      facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
    }),
  }),
]);

/** Undefined for anything else, which the page ignores. */
export function nodeWorkerMessageFrom(message: unknown): NodeWorkerToPage | undefined {
  const result = v.safeParse(schema, message);
  return result.success ? result.output : undefined;
}
