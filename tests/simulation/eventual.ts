import type { EventQueue } from './event-queue.ts';

/** A value that is known at once, or later in real time but at the same virtual moment. */
export type Eventual<T> = T | Promise<T>;

/** Goes on with a value; no later event runs before. */
export function whenKnown<T>(
  queue: Pick<EventQueue, 'wait'>,
  value: Eventual<T>,
  goOn: (value: T) => void,
): void {
  if (value instanceof Promise) queue.wait(value.then(goOn));
  else goOn(value);
}

/** Whether all are good. None is asked about before those ahead of it are known to be. */
export function areAllInTurn<T>(
  items: readonly T[],
  isGood: (item: T, index: number) => Eventual<boolean>,
  from = 0,
): Eventual<boolean> {
  for (let index = from; index < items.length; index++) {
    const verdict = isGood(items[index] as T, index);
    if (verdict instanceof Promise) {
      return verdict.then((isSo) => isSo && areAllInTurn(items, isGood, index + 1));
    }
    if (!verdict) return false;
  }
  return true;
}
