import { useSyncExternalStore } from 'react';
import { type StoreSource, storeOf } from './store.ts';
import { useClient } from './use-client.ts';

/** The value of the store for `key`; undefined before there is one, or without a key. */
export function useStore<Value>(
  key: string | undefined,
  source: StoreSource<Value>,
): Value | undefined {
  const client = useClient();
  const store = client && key !== undefined ? storeOf(client, key, source) : undefined;
  return useSyncExternalStore(store?.subscribe ?? listenToNothing, store?.value ?? none, none);
}

function listenToNothing(): () => void {
  return () => {};
}

function none(): undefined {
  return undefined;
}
