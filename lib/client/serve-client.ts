import { type ErrorObject, errorObjectFrom, WeftError } from '../core/errors.ts';
import { MAX_CLIENT_REQUESTS } from '../core/limits.ts';
import type { ClientHandler } from './client-handler.ts';
import {
  claimedId,
  type NodeMessage,
  type PageMessage,
  PROTOCOL_VERSION,
  pageMessageFrom,
} from './protocol.ts';
import { createServedSubscriptions } from './served-subscriptions.ts';
import { createMessagePortTransport, type PortLike } from './transports/message-port.ts';

/**
 * Answers one client on one port until it leaves or the result is called. Hostile messages are
 * answered by typed failures and never reach the handler.
 */
export function serveClient(port: PortLike, handler: ClientHandler): () => void {
  const transport = createMessagePortTransport(port);
  const subscriptions = createServedSubscriptions(handler, post);
  const pending = new Set<number>();
  let closed = false;

  function post(message: NodeMessage): void {
    if (closed) return;
    try {
      transport.post(message);
    } catch (thrown) {
      if (message.type !== 'result' && message.type !== 'value') return;
      const { message: reason } = errorObjectFrom(thrown);
      fail(message.id, new WeftError('client/not-cloneable', reason));
    }
  }

  function fail(id: number, thrown: unknown): void {
    post({ type: 'failure', id, error: cloneable(errorObjectFrom(thrown)) });
  }

  async function answer({ id, name, params }: PageMessage & { type: 'request' }): Promise<void> {
    if (pending.has(id)) return;
    if (pending.size >= MAX_CLIENT_REQUESTS) {
      fail(id, tooMany());
      return;
    }
    pending.add(id);
    try {
      post({ type: 'result', id, value: await handler.handleRequest(name, params) });
    } catch (thrown) {
      fail(id, thrown);
    } finally {
      pending.delete(id);
    }
  }

  function stop(): void {
    closed = true;
    subscriptions.endAll();
    transport.close();
  }

  transport.onMessage((received) => {
    if (closed) return;
    try {
      const message = pageMessageFrom(received);
      if (message.type === 'request') void answer(message);
      else if (message.type === 'subscribe') subscriptions.open(message.id, message.subscription);
      else if (message.type === 'unsubscribe') subscriptions.end(message.id);
      else if (message.type === 'acknowledge') {
        subscriptions.acknowledge(message.id, message.count);
      } else stop();
    } catch (thrown) {
      fail(claimedId(received), thrown);
    }
  });
  post({ type: 'hello', version: PROTOCOL_VERSION });
  return stop;
}

function tooMany(): WeftError {
  return new WeftError('client/too-many', `more than ${MAX_CLIENT_REQUESTS} requests`, {
    what: 'requests',
    limit: MAX_CLIENT_REQUESTS,
  });
}

/** Facts are plain by type only: a handler's bug must not keep its failure from being told. */
function cloneable(error: ErrorObject): ErrorObject {
  const facts = Object.entries(error.facts).map(([key, value]) => [
    key,
    ['string', 'number', 'boolean'].includes(typeof value) ? value : String(value),
  ]);
  return { code: error.code, message: error.message, facts: Object.fromEntries(facts) };
}
