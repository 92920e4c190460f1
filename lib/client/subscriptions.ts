import type * as v from 'valibot';
import { errorObjectFrom, WeftError } from '../core/errors.ts';
import { MAX_SUBSCRIPTIONS } from '../core/limits.ts';
import { type PageMessage, parse } from './protocol.ts';
import { subscriptionValueSchemas } from './schemas.ts';
import { createSharedSubscription, type SharedSubscription } from './shared-subscription.ts';
import { keyOfSubscription } from './subscription-key.ts';
import type { Subscription, SubscriptionValue } from './types.ts';

export interface SubscriptionOptions {
  /** Values were dropped, or another node took over: read again what must be complete. */
  onGap?: () => void;
  /** The subscription has ended and will bring nothing more. */
  onError?: (error: WeftError) => void;
}

export interface Subscriptions {
  add<Topic extends Subscription['topic']>(
    subscription: Subscription & { topic: Topic },
    onValue: (value: SubscriptionValue[Topic]) => void,
    options?: SubscriptionOptions,
  ): () => void;
  deliver(id: number, value: unknown, missed: number): void;
  /** Opens everything again at a node that has just said hello. */
  repeat(): void;
  failOne(id: number, error: WeftError): void;
  fail(error: WeftError): void;
}

/** Listeners to the same thing share one subscription at the node. */
export function createSubscriptions(
  post: (message: PageMessage) => void,
  nextId: () => number,
): Subscriptions {
  const byKey = new Map<string, SharedSubscription>();
  const byId = new Map<number, SharedSubscription>();
  let repeated = false;

  function open(subscription: Subscription): SharedSubscription {
    const shared = createSharedSubscription(nextId(), subscription, post);
    byKey.set(keyOfSubscription(subscription), shared);
    byId.set(shared.id, shared);
    shared.open(false);
    return shared;
  }

  function forget(shared: SharedSubscription): void {
    byKey.delete(keyOfSubscription(shared.subscription));
    byId.delete(shared.id);
  }

  function failOne(id: number, error: WeftError): void {
    const shared = byId.get(id);
    if (!shared) return;
    forget(shared);
    shared.fail(error);
  }

  return {
    add(subscription, onValue, options = {}) {
      const existing = byKey.get(keyOfSubscription(subscription));
      if (!existing && byKey.size >= MAX_SUBSCRIPTIONS) {
        queueMicrotask(() => options.onError?.(tooMany()));
        return () => {};
      }
      const shared = existing ?? open(subscription);
      const remove = shared.add({ ...options, onValue: onValue as (value: unknown) => void });
      return () => {
        if (remove() > 0 || byId.get(shared.id) !== shared) return;
        forget(shared);
        post({ type: 'unsubscribe', id: shared.id });
      };
    },
    deliver(id, received, missed) {
      const shared = byId.get(id);
      if (!shared) return;
      try {
        const schema: v.GenericSchema = subscriptionValueSchemas[shared.subscription.topic];
        shared.deliver(parse(schema, received), missed);
      } catch (thrown) {
        post({ type: 'unsubscribe', id });
        failOne(id, WeftError.fromObject(errorObjectFrom(thrown)));
      }
    },
    repeat() {
      for (const shared of [...byId.values()]) shared.open(repeated);
      repeated = true;
    },
    failOne,
    fail(error) {
      for (const id of [...byId.keys()]) failOne(id, error);
    },
  };
}

function tooMany(): WeftError {
  return new WeftError('client/too-many', `more than ${MAX_SUBSCRIPTIONS} subscriptions`, {
    what: 'subscriptions',
    limit: MAX_SUBSCRIPTIONS,
  });
}
