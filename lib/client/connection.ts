import { WeftError } from '../core/errors.ts';
import { CLIENT_TIMEOUT_MS } from '../core/limits.ts';
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

/** Requests made before a node can answer wait; those it leaves unanswered go to the next. */
export function createConnection(transport: Transport): Connection {
  const requests = createPendingRequests(post);
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

  function receive(message: NodeMessage): void {
    if (message.type === 'result') requests.resolve(message.id, message.value);
    else if (message.type === 'value') {
      subscriptions.deliver(message.id, message.value, message.missed);
    } else if (message.type === 'failure') {
      const error = WeftError.fromObject(message.error);
      if (!requests.reject(message.id, error)) subscriptions.failOne(message.id, error);
    } else if (message.version !== PROTOCOL_VERSION) end(refused(message.version));
    else {
      connected = true;
      requests.repeat();
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
      return requests.add({ type: 'request', id: nextId(), name, params }, timeoutMs);
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
