import { assert } from '../../lib/core/assert.ts';

/** Virtual time: calls run in order of time, and of scheduling where times are equal. */
export interface EventQueue {
  now(): number;
  schedule(at: number, run: () => void): void;
  /** Runs everything up to and including `until`; stops early when `isDone` says so. */
  runUntil(until: number, isDone?: () => boolean): void;
  /** The same where events may wait for something real: it is yielded, to be awaited. */
  running(until: number, isDone?: () => boolean): Generator<Promise<unknown>, void>;
  /** The next event runs when this has come to an end. */
  wait(promise: Promise<unknown>): void;
  /** Events run so far. */
  count(): number;
}

interface Entry {
  at: number;
  sequence: number;
  run: () => void;
}

export function createEventQueue(): EventQueue {
  const heap: Entry[] = [];
  let time = 0;
  let sequence = 0;
  let count = 0;
  const awaited: Promise<unknown>[] = [];

  function* running(until: number, isDone?: () => boolean): Generator<Promise<unknown>, void> {
    while (heap[0] && heap[0].at <= until) {
      const entry = pop(heap);
      time = entry.at;
      count++;
      entry.run();
      for (let next = awaited.shift(); next; next = awaited.shift()) yield next;
      if (isDone?.()) return;
    }
    time = Math.max(time, until);
  }

  return {
    now: () => time,
    count: () => count,
    schedule: (at, run) => push(heap, { at: Math.max(at, time), sequence: sequence++, run }),
    runUntil: (until, isDone) => {
      assert(running(until, isDone).next().done, 'nothing here is to be awaited');
    },
    running,
    wait: (promise) => {
      // It is heard when it is awaited, unless another one failed before.
      promise.catch(() => undefined);
      awaited.push(promise);
    },
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(entry, heap[parent] as Entry)) break;
    heap[at] = heap[parent] as Entry;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry {
  const top = heap[0] as Entry;
  const last = heap.pop() as Entry;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) break;
    const right = heap[child + 1];
    if (right && isBefore(right, heap[child] as Entry)) child++;
    if (!isBefore(heap[child] as Entry, last)) break;
    heap[at] = heap[child] as Entry;
    at = child;
  }
  heap[at] = last;
  return top;
}
