import { WeftError } from '../core/errors.ts';
import { ASK_AGAIN_MS, CLIENT_TIMEOUT_MS } from '../core/limits.ts';
import { createPendingRequests } from './pending-requests.ts';
import {
  LEAVE,
  type NodeMessage,
  nodeMessageFrom,
  type PageMessage,
  PROTOCOL_VERSION,
} from './protocol.ts';
import { createSubscriptions, type SubscriptionOptions } from './subscriptions.ts';
import type { Transport } from './transports/transport.ts';
import type { RequestName, Requests, Subscription, SubscriptionValue } from './types.ts';

/** The mechanism under every verb: requests with answers, subscriptions with values. */
export interface Connection {
  /** Errors: `client/timeout`, `client/closed`, `client/refused`, `client/too-many`, the node's. */
  request<Name extends RequestName>(
    name: Name,
    params: Requests[Name]['params'],
    options?: { timeoutMs?: number },
  ): Promise<Requests[Name]['result']>;
  /** Never throws: what is in the way goes to `onError`. */
  subscribe<Topic extends Subscription['topic']>(
    subscription: Subscription & { topic: Topic },
    listener: (value: SubscriptionValue[Topic]) => void,
    options?: SubscriptionOptions,
  ): () => void;
  close(): void;
}

/** What a node answers while it opens its state, after which it can answer everything. */
const NODE_STARTING = 'node/starting';

/** Requests made before a node can answer wait for it; those it leaves unanswered go to the next. */
export function createConnection(transport: Transport): Connection {
  const requests = createPendingRequests();
  const subscriptions = createSubscriptions(post, nextId);
  let lastId = 0;
  let connected = false;
  let ended: WeftError | undefined;

  function nextId(): number {
    lastId += 1;
    return lastId;
  }

  function post(message: PageMessage): void {
    if (connected && !ended) transport.post(message);
  }

  function end(error: WeftError): void {
    ended ??= error;
    requests.rejectAll(ended);
    subscriptions.fail(ended);
  }

  function refuse(id: number, error: WeftError): void {
    if (error.code === NODE_STARTING && requests.message(id))
      setTimeout(askAgain, ASK_AGAIN_MS, id);
    else if (!requests.reject(id, error)) subscriptions.failOne(id, error);
  }

  function askAgain(id: number): void {
    const message = requests.message(id);
    if (message) post(message);
  }

  function receive(message: NodeMessage): void {
    if (message.type === 'result') requests.resolve(message.id, message.value);
    else if (message.type === 'value') {
      subscriptions.deliver(message.id, message.value, message.missed);
    } else if (message.type === 'failure') {
      refuse(message.id, WeftError.fromObject(message.error));
    } else if (message.version !== PROTOCOL_VERSION) end(refused(message.version));
    else {
      connected = true;
      for (const request of requests.messages()) post(request);
      subscriptions.repeat();
    }
  }

  transport.onMessage((received) => {
    const message = nodeMessageFrom(received);
    if (message && !ended) receive(message);
  });

  return {
    request(name, params, { timeoutMs = CLIENT_TIMEOUT_MS } = {}) {
      if (ended) return Promise.reject(ended);
      const message = { type: 'request' as const, id: nextId(), name, params };
      const answer = requests.add(message, timeoutMs);
      post(message);
      return answer;
    },
    subscribe(subscription, listener, options) {
      if (!ended) return subscriptions.add(subscription, listener, options);
      const error = ended;
      queueMicrotask(() => options?.onError?.(error));
      return () => {};
    },
    close() {
      post(LEAVE);
      end(new WeftError('client/closed', 'the client was closed'));
      transport.close();
    },
  };
}

function refused(version: number): WeftError {
  return new WeftError('client/refused', 'page and node are of different versions: reload', {
    pageVersion: PROTOCOL_VERSION,
    nodeVersion: version,
  });
}
