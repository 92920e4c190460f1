import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ClientHandler } from '../../../lib/client/client-handler.ts';
import { NO_ID, type NodeMessage, PROTOCOL_VERSION } from '../../../lib/client/protocol.ts';
import { serveClient } from '../../../lib/client/serve-client.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import {
  MAX_CLIENT_REQUESTS,
  MAX_SUBSCRIPTIONS,
  MAX_UNACKNOWLEDGED_VALUES,
} from '../../../lib/core/limits.ts';
import { createPortPair, settle } from './port-pair.ts';
import { sampleBlock, sampleStatus } from './samples.ts';

/** A served port whose other end is ours, message by message. */
async function serve(handler: Partial<ClientHandler> = {}) {
  const [nodePort, pagePort] = createPortPair();
  const received: NodeMessage[] = [];
  pagePort.addEventListener('message', ({ data }) => received.push(data as NodeMessage));
  pagePort.start?.();
  const stop = serveClient(nodePort, {
    handleRequest: async () => sampleStatus(),
    subscribe: () => () => {},
    ...handler,
  });
  await settle();
  received.splice(0);
  const say = async (...messages: unknown[]) => {
    for (const message of messages) pagePort.postMessage(message);
    await settle();
    return received.splice(0);
  };
  return { say, stop, nodePort, pagePort };
}

const status = (id: number) => ({ type: 'request', id, name: 'status', params: undefined });
const subscribe = (id: number) => ({ type: 'subscribe', id, subscription: { topic: 'blocks' } });

describe('serving a client', () => {
  it('opens with its version', async () => {
    const [nodePort, pagePort] = createPortPair();
    const received: unknown[] = [];
    pagePort.addEventListener('message', ({ data }) => received.push(data));
    serveClient(nodePort, { handleRequest: async () => null, subscribe: () => () => {} });
    await settle();
    pagePort.start?.();
    await settle();
    expect(received).toEqual([{ type: 'hello', version: PROTOCOL_VERSION }]);
  });

  it('answers each request under its id', async () => {
    const { say } = await serve();
    expect(await say(status(4), status(9))).toEqual([
      { type: 'result', id: 4, value: sampleStatus() },
      { type: 'result', id: 9, value: sampleStatus() },
    ]);
  });

  it('passes errors on with their code and facts', async () => {
    const handleRequest = async () => {
      throw new WeftError('bank/too-poor', 'not enough', { wanted: 5n as unknown as number });
    };
    const { say } = await serve({ handleRequest });
    const error = { code: 'bank/too-poor', message: 'not enough', facts: { wanted: '5' } };
    expect(await say(status(1))).toEqual([{ type: 'failure', id: 1, error }]);
  });

  it('survives a handler that breaks its promises', async () => {
    const { say } = await serve({
      handleRequest: () => {
        throw new TypeError('no such thing');
      },
      subscribe: () => {
        throw new TypeError('no such topic');
      },
    });
    const failures = await say(status(1), subscribe(2));
    expect(failures).toMatchObject(
      [
        { id: 2, error: { code: 'internal/unexpected', message: 'no such topic' } },
        { id: 1, error: { code: 'internal/unexpected', message: 'no such thing' } },
      ].sort((a, b) => a.id - b.id),
    );
  });

  it('tells when a value cannot be cloned', async () => {
    const { say } = await serve({ handleRequest: async () => () => {} });
    expect(await say(status(1))).toMatchObject([
      { type: 'failure', id: 1, error: { code: 'client/not-cloneable' } },
    ]);
  });

  it('does a repeated request once', async () => {
    const handleRequest = vi.fn(() => new Promise(() => {}));
    const { say } = await serve({ handleRequest });
    expect(await say(status(1), status(1))).toEqual([]);
    expect(handleRequest).toHaveBeenCalledTimes(1);
  });

  it('refuses more requests at once than MAX_CLIENT_REQUESTS, and serves again after', async () => {
    const waiting: (() => void)[] = [];
    const handleRequest = () => new Promise((resolve) => waiting.push(() => resolve(null)));
    const { say } = await serve({ handleRequest });
    const ids = Array.from({ length: MAX_CLIENT_REQUESTS + 1 }, (_, i) => i + 1);
    expect(await say(...ids.map(status))).toMatchObject([
      { type: 'failure', id: MAX_CLIENT_REQUESTS + 1, error: { code: 'client/too-many' } },
    ]);
    for (const answer of waiting.splice(0)) answer();
    await settle();
    await say(status(MAX_CLIENT_REQUESTS + 2));
    expect(waiting).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  it('bring values in order until they end', async () => {
    const listeners = new Set<(value: ReturnType<typeof sampleBlock>) => void>();
    const { say } = await serve({
      subscribe: (_, listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    await say(subscribe(5));
    for (const listener of listeners) for (const n of [1n, 2n, 3n]) listener(sampleBlock(n));
    const values = await say();
    expect(values.map((message) => message.type === 'value' && message.value)).toEqual(
      [1n, 2n, 3n].map(sampleBlock),
    );
    await say({ type: 'unsubscribe', id: 5 });
    expect(listeners.size).toBe(0);
  });

  it('refuse more than MAX_SUBSCRIPTIONS', async () => {
    const { say } = await serve();
    const ids = Array.from({ length: MAX_SUBSCRIPTIONS + 1 }, (_, i) => i + 1);
    expect(await say(...ids.map(subscribe))).toMatchObject([
      { type: 'failure', id: MAX_SUBSCRIPTIONS + 1, error: { code: 'client/too-many' } },
    ]);
  });

  it('keep only the newest value for a page that acknowledges nothing', async () => {
    let tell = (_: ReturnType<typeof sampleBlock>) => {};
    const { say } = await serve({
      subscribe: (_, listener) => {
        tell = listener;
        return () => {};
      },
    });
    await say(subscribe(1));
    for (let n = 0n; n < MAX_UNACKNOWLEDGED_VALUES + 10; n++) tell(sampleBlock(n));
    expect(await say()).toHaveLength(MAX_UNACKNOWLEDGED_VALUES);
    const newest = sampleBlock(BigInt(MAX_UNACKNOWLEDGED_VALUES + 9));
    expect(await say({ type: 'acknowledge', id: 1, count: 16 })).toEqual([
      { type: 'value', id: 1, value: newest, missed: 9 },
    ]);
  });

  it('end when the page leaves', async () => {
    const end = vi.fn();
    const { say, nodePort } = await serve({ subscribe: () => end });
    await say(subscribe(1), subscribe(2), { type: 'leave' });
    expect(end).toHaveBeenCalledTimes(2);
    expect(nodePort.closed).toBe(true);
  });

  it('end with the service', async () => {
    const end = vi.fn();
    const { say, stop, nodePort } = await serve({ subscribe: () => end });
    await say(subscribe(1), subscribe(2));
    stop();
    expect(end).toHaveBeenCalledTimes(2);
    expect(nodePort.closed).toBe(true);
    expect(await say(status(3))).toEqual([]);
  });
});

describe('hostile messages', () => {
  it('are answered under the id they claim', async () => {
    const { say } = await serve();
    expect(await say({ type: 'request', id: 12, name: 'reboot' }, 'garbage')).toMatchObject([
      { type: 'failure', id: 12, error: { code: 'client/malformed' } },
      { type: 'failure', id: NO_ID, error: { code: 'client/malformed' } },
    ]);
  });

  it('never reach the handler and never stop the service', async () => {
    const handleRequest = vi.fn(async () => sampleStatus());
    const { say } = await serve({ handleRequest });
    const id = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(1));
    const message = fc.oneof(
      fc.anything({ withBigInt: true, withTypedArray: true, withDate: true, withMap: true }),
      fc.record({ type: fc.constantFrom('request', 'subscribe', 'hello'), id, name: fc.string() }),
      fc.record({
        type: fc.constant('request'),
        id,
        name: fc.constant('block'),
        params: fc.anything(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(message, async (hostile) => {
        const answers = await say(hostile);
        expect(answers).toMatchObject([{ type: 'failure', error: { code: 'client/malformed' } }]);
      }),
      { numRuns: 200 },
    );
    expect(handleRequest).not.toHaveBeenCalled();
    expect(await say(status(1))).toMatchObject([{ type: 'result', id: 1 }]);
  });
});
