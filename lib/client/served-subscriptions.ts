import { errorObjectFrom, WeftError } from '../core/errors.ts';
import { MAX_SUBSCRIPTIONS, MAX_UNACKNOWLEDGED_VALUES } from '../core/limits.ts';
import type { ClientHandler } from './client-handler.ts';
import type { NodeMessage } from './protocol.ts';
import type { Subscription } from './types.ts';

interface OpenSubscription {
  end(): void;
  unacknowledged: number;
  missed: number;
  /** Newest value not yet sent. */
  held?: { value: unknown };
}

export interface ServedSubscriptions {
  /** Throws `client/too-many`, or what the handler throws. */
  open(id: number, subscription: Subscription): void;
  acknowledge(id: number, count: number): void;
  end(id: number): void;
  endAll(): void;
}

/** The open subscriptions of one client, each with a bounded number of values in flight. */
export function createServedSubscriptions(
  handler: ClientHandler,
  post: (message: NodeMessage) => void,
): ServedSubscriptions {
  const subscriptions = new Map<number, OpenSubscription>();

  function deliver(id: number, entry: OpenSubscription, value: unknown): void {
    if (subscriptions.get(id) !== entry) return;
    if (entry.unacknowledged >= MAX_UNACKNOWLEDGED_VALUES) {
      if (entry.held) entry.missed += 1;
      entry.held = { value };
      return;
    }
    entry.unacknowledged += 1;
    const missed = entry.missed;
    entry.missed = 0;
    post({ type: 'value', id, value, missed });
  }

  function end(id: number): void {
    const entry = subscriptions.get(id);
    subscriptions.delete(id);
    entry?.end();
  }

  return {
    open(id, subscription) {
      if (subscriptions.has(id)) return;
      if (subscriptions.size >= MAX_SUBSCRIPTIONS) throw tooMany();
      const entry: OpenSubscription = { end: () => {}, unacknowledged: 0, missed: 0 };
      subscriptions.set(id, entry);
      try {
        entry.end = handler.subscribe(subscription, (value) => deliver(id, entry, value));
      } catch (thrown) {
        subscriptions.delete(id);
        throw WeftError.fromObject(errorObjectFrom(thrown));
      }
    },
    acknowledge(id, count) {
      const entry = subscriptions.get(id);
      if (!entry) return;
      entry.unacknowledged = Math.max(0, entry.unacknowledged - count);
      const { held } = entry;
      if (!held || entry.unacknowledged >= MAX_UNACKNOWLEDGED_VALUES) return;
      entry.held = undefined;
      deliver(id, entry, held.value);
    },
    end,
    endAll() {
      for (const id of [...subscriptions.keys()]) end(id);
    },
  };
}

function tooMany(): WeftError {
  return new WeftError('client/too-many', `more than ${MAX_SUBSCRIPTIONS} subscriptions`, {
    what: 'subscriptions',
    limit: MAX_SUBSCRIPTIONS,
  });
}
