import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../lib/client/create-client.ts';
import { createSwitchableTransport } from '../../../lib/client/transports/switchable.ts';
import type { BlockSummary } from '../../../lib/client/types.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { MAX_IDLE_STORES } from '../../../lib/core/limits.ts';
import { keepRead, type Read } from '../../../lib/react/read.ts';
import { storeOf } from '../../../lib/react/store.ts';

type Numbers = readonly bigint[];

/** A client of which only subscriptions matter, spoken to by the test. */
function createTestClient() {
  const client = createClient({ transport: createSwitchableTransport() });
  let tell = (_: BlockSummary) => {};
  let gap = () => {};
  let fail = (_: WeftError) => {};
  const end = vi.fn();
  client.subscribe = ((_: unknown, listener: typeof tell, options: { onGap: typeof gap }) => {
    tell = listener;
    gap = options.onGap;
    fail = (options as unknown as { onError: typeof fail }).onError;
    return end;
  }) as typeof client.subscribe;
  return {
    client,
    end,
    tell: (height: bigint) => tell({ height } as BlockSummary),
    gap: () => gap(),
    fail: (error: WeftError) => fail(error),
  };
}

describe('a read', () => {
  function read(load: () => Promise<Numbers>) {
    const node = createTestClient();
    const reads: Read<Numbers>[] = [];
    const stop = keepRead<Numbers, 'blocks'>(
      node.client,
      {
        load,
        subscription: { topic: 'blocks' },
        next: ({ height }, value) => (height === 0n ? undefined : [...(value ?? []), height]),
        merge: (loaded, value) => [...new Set([...loaded, ...value])],
      },
      (next) => reads.push(next),
    );
    return { ...node, reads, stop };
  }

  it('loads, then follows the news', async () => {
    const { reads, tell } = read(async () => [1n]);
    await Promise.resolve();
    tell(2n);
    expect(reads).toEqual([{ value: [1n] }, { value: [1n, 2n] }]);
  });

  it('keeps news that overtook the whole', async () => {
    const { reads, tell } = read(async () => [1n]);
    tell(2n);
    await Promise.resolve();
    expect(reads.at(-1)).toEqual({ value: [1n, 2n] });
  });

  it('loads again after a gap, or when news do not tell enough', async () => {
    const load = vi.fn(async () => [1n]);
    const { gap, tell } = read(load);
    gap();
    tell(0n);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('keeps its value when something fails', async () => {
    const { reads, fail } = read(async () => [1n]);
    await Promise.resolve();
    fail(new WeftError('client/closed', 'closed'));
    const error = { code: 'client/closed', message: 'closed', facts: {} };
    expect(reads.at(-1)).toEqual({ value: [1n], error });
  });

  it('says nothing more once it is stopped', async () => {
    const { reads, stop, end } = read(async () => [1n]);
    stop();
    await Promise.resolve();
    expect(reads).toEqual([]);
    expect(end).toHaveBeenCalledTimes(1);
  });
});

describe('a store', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one for all who show the same, told once a frame', () => {
    const { client } = createTestClient();
    const source = vi.fn((_: unknown, set: (value: number) => void) => {
      for (const n of [1, 2, 3]) set(n);
      return () => {};
    });
    const [first, second] = [vi.fn(), vi.fn()];
    storeOf(client, 'n', source).subscribe(first);
    storeOf(client, 'n', source).subscribe(second);
    vi.advanceTimersByTime(20);
    expect(source).toHaveBeenCalledTimes(1);
    expect(first).toHaveBeenCalledTimes(1);
    expect(second).toHaveBeenCalledTimes(1);
    expect(storeOf(client, 'n', source).value()).toBe(3);
  });

  it('stops with the last listener, starts again with the next, and keeps its value', () => {
    const { client } = createTestClient();
    const stop = vi.fn();
    const source = vi.fn((_: unknown, set: (value: number) => void) => {
      set(7);
      return stop;
    });
    storeOf(client, 'k', source).subscribe(() => {})();
    expect(stop).toHaveBeenCalledTimes(1);
    expect(storeOf(client, 'k', source).value()).toBe(7);
    storeOf(client, 'k', source).subscribe(() => {});
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('is forgotten when MAX_IDLE_STORES newer ones are idle, unless someone listens', () => {
    const { client } = createTestClient();
    const source = (_: unknown, set: (value: number) => void) => {
      set(1);
      return () => {};
    };
    storeOf(client, 'idle', source).subscribe(() => {})();
    storeOf(client, 'shown', source).subscribe(() => {});
    for (let i = 0; i < MAX_IDLE_STORES; i++) storeOf(client, `other ${i}`, source);
    expect(storeOf(client, 'idle', source).value()).toBeUndefined();
    expect(storeOf(client, 'shown', source).value()).toBe(1);
  });
});
