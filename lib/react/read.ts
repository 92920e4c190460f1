import type { SubscriptionRef } from '../client/actions/subscribe.ts';
import type { WeftClient } from '../client/create-client.ts';
import type { Subscription, SubscriptionValue } from '../client/types.ts';
import { type ErrorObject, errorObjectFrom } from '../core/errors.ts';

/** What a hook has read: nothing yet, a value, or why there is none. A value outlives an error. */
export interface Read<Value> {
  value?: Value;
  error?: ErrorObject;
}

export interface ReadSource<Value, Topic extends Subscription['topic']> {
  /** Reads the whole; done at first and whenever values may have been missed. */
  load(client: WeftClient): Promise<Value>;
  /** What says that there is something new. */
  subscription: Subscription & { topic: Topic };
  /** The new value, or undefined if it must be loaded again. */
  next(news: SubscriptionValue[Topic], value: Value | undefined): Value | undefined;
  /** Keeps news that came while the whole was on its way; absent: the whole replaces it. */
  merge?(loaded: Value, value: Value): Value;
}

/** Keeps a read fresh: loads, then follows a subscription. */
export function keepRead<Value, Topic extends Subscription['topic']>(
  client: WeftClient,
  source: ReadSource<Value, Topic>,
  set: (read: Read<Value>) => void,
): () => void {
  let value: Value | undefined;
  let loads = 0;
  let stopped = false;

  function take(next: Value): void {
    value = next;
    if (!stopped) set({ value: next });
  }

  function fail(thrown: unknown): void {
    if (!stopped) set({ value, error: errorObjectFrom(thrown) });
  }

  function merged(loaded: Value): Value {
    return value !== undefined && source.merge ? source.merge(loaded, value) : loaded;
  }

  function load(): void {
    loads += 1;
    const current = loads;
    source.load(client).then(
      (loaded) => current === loads && take(merged(loaded)),
      (thrown) => current === loads && fail(thrown),
    );
  }

  load();
  const unsubscribe = client.subscribe<Topic>(
    source.subscription as SubscriptionRef<Topic>,
    (news) => {
      const next = source.next(news, value);
      if (next === undefined) load();
      else if (next !== value) take(next);
    },
    { onGap: load, onError: fail },
  );
  return () => {
    stopped = true;
    unsubscribe();
  };
}
