import type { WeftClient } from '../client/create-client.ts';
import { MAX_IDLE_STORES } from '../core/limits.ts';

/** A value that is kept fresh while anyone listens, and kept for a while after. */
export interface Store<Value> {
  subscribe(listener: () => void): () => void;
  value(): Value | undefined;
}

/** Keeps a value fresh by calling `set`, until the result is called. */
export type StoreSource<Value> = (client: WeftClient, set: (value: Value) => void) => () => void;

/**
 * The one store of a client for a key, so that all components that show the same thing share one
 * subscription. A page that is shown again starts with the value it had.
 */
export function storeOf<Value>(
  client: WeftClient,
  key: string,
  source: StoreSource<Value>,
): Store<Value> {
  const stores = storesOf(client);
  const existing = stores.get(key);
  if (existing) return existing as Store<Value> & Countable;
  const store = createStore(client, source);
  stores.set(key, store);
  forgetIdle(stores);
  return store;
}

const FRAME_MS = 16;

interface Countable {
  isIdle(): boolean;
}

function createStore<Value>(
  client: WeftClient,
  source: StoreSource<Value>,
): Store<Value> & Countable {
  const listeners = new Set<() => void>();
  let value: Value | undefined;
  let stop: (() => void) | undefined;
  let isTelling = false;

  // While a node syncs, news come faster than anyone can see: components render once a frame.
  function set(next: Value): void {
    value = next;
    if (isTelling) return;
    isTelling = true;
    setTimeout(tell, FRAME_MS);
  }

  function tell(): void {
    isTelling = false;
    for (const listener of [...listeners]) listener();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      stop ??= source(client, set);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    value: () => value,
    isIdle: () => listeners.size === 0,
  };
}

type Stores = Map<string, Store<unknown> & Countable>;

const storesByClient = new WeakMap<WeftClient, Stores>();

function storesOf(client: WeftClient): Stores {
  const stores: Stores = storesByClient.get(client) ?? new Map();
  storesByClient.set(client, stores);
  return stores;
}

/** Oldest first; one that is just being rendered has no listener yet and is the newest. */
function forgetIdle(stores: Stores): void {
  const idle = [...stores].filter(([, store]) => store.isIdle());
  for (const [key] of idle.slice(0, Math.max(0, idle.length - MAX_IDLE_STORES))) stores.delete(key);
}
