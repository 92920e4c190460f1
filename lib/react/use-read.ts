import type { Subscription } from '../client/types.ts';
import { keepRead, type Read, type ReadSource } from './read.ts';
import { useStore } from './use-store.ts';

const NOTHING_YET: Read<never> = {};

/** A read that is kept fresh; nothing while `key` is undefined. */
export function useRead<Value, Topic extends Subscription['topic']>(
  key: string | undefined,
  source: ReadSource<Value, Topic>,
): Read<Value> {
  return useStore<Read<Value>>(key, (client, set) => keepRead(client, source, set)) ?? NOTHING_YET;
}
