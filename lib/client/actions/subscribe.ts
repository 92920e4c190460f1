import type { Connection } from '../connection.ts';
import type { SubscriptionOptions } from '../subscriptions.ts';
import type { Subscription, SubscriptionValue } from '../types.ts';

/** A subscription in full, or just its topic where the topic says everything. */
export type SubscriptionRef<Topic extends Subscription['topic']> =
  | (Subscription & { topic: Topic })
  | (Topic & 'status')
  | (Topic & 'blocks')
  | (Topic & 'loom')
  | (Topic & 'validators');

/**
 * Calls `listener` with every value until the result is called. Goes on by itself when another tab
 * takes over the node; `onGap` tells that values may have been missed.
 */
export function subscribe<Topic extends Subscription['topic']>(
  connection: Connection,
  ref: SubscriptionRef<Topic>,
  listener: (value: SubscriptionValue[Topic]) => void,
  options?: SubscriptionOptions,
): () => void {
  const subscription = typeof ref === 'string' ? ({ topic: ref } as Subscription) : ref;
  return connection.subscribe(subscription as Subscription & { topic: Topic }, listener, options);
}
