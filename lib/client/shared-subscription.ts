import type { WeftError } from '../core/errors.ts';
import { ACKNOWLEDGE_EVERY_VALUES } from '../core/limits.ts';
import type { PageMessage } from './protocol.ts';
import type { Subscription } from './types.ts';

export interface Listener {
  onValue(value: unknown): void;
  onGap?: () => void;
  onError?: (error: WeftError) => void;
}

export interface SharedSubscription {
  readonly id: number;
  readonly subscription: Subscription;
  /** The result removes the listener and says how many are left. */
  add(listener: Listener): () => number;
  /** Asks the node for values; `again` when it is another node than before. */
  open(again: boolean): void;
  deliver(value: unknown, missed: number): void;
  fail(error: WeftError): void;
}

/** One subscription at the node and everyone in this page who listens to it. */
export function createSharedSubscription(
  id: number,
  subscription: Subscription,
  post: (message: PageMessage) => void,
): SharedSubscription {
  const listeners = new Set<Listener>();
  let unacknowledged = 0;
  let last: { value: unknown } | undefined;

  function tellAll(tell: (listener: Listener) => void): void {
    for (const listener of [...listeners]) {
      if (listeners.has(listener)) isolate(() => tell(listener));
    }
  }

  return {
    id,
    subscription,
    add(listener) {
      listeners.add(listener);
      if (last && isState(subscription)) {
        queueMicrotask(() => {
          if (last && listeners.has(listener)) listener.onValue(last.value);
        });
      }
      return () => {
        listeners.delete(listener);
        return listeners.size;
      };
    },
    open(again) {
      unacknowledged = 0;
      post({ type: 'subscribe', id, subscription });
      if (again) tellAll((listener) => listener.onGap?.());
    },
    deliver(value, missed) {
      last = { value };
      unacknowledged += 1;
      if (unacknowledged >= ACKNOWLEDGE_EVERY_VALUES) {
        post({ type: 'acknowledge', id, count: unacknowledged });
        unacknowledged = 0;
      }
      if (missed > 0) tellAll((listener) => listener.onGap?.());
      tellAll((listener) => listener.onValue(value));
    },
    fail(error) {
      tellAll((listener) => listener.onError?.(error));
    },
  };
}

/** Values of these topics replace one another, so a late listener is given the last. */
function isState({ topic }: Subscription): boolean {
  return topic !== 'blocks' && topic !== 'loom';
}

/** One listener's fault must not keep the others from being told, and must not be lost either. */
function isolate(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
