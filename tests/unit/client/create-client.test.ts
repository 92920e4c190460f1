import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientHandler } from '../../../lib/client/client-handler.ts';
import { createClient } from '../../../lib/client/create-client.ts';
import { serveClient } from '../../../lib/client/serve-client.ts';
import { serveProblem } from '../../../lib/client/serve-problem.ts';
import { createMessagePortTransport } from '../../../lib/client/transports/message-port.ts';
import { createSwitchableTransport } from '../../../lib/client/transports/switchable.ts';
import type { BlockSummary, Subscription, TransactionView } from '../../../lib/client/types.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import {
  ASK_AGAIN_MS,
  CLIENT_TIMEOUT_MS,
  MAX_CLIENT_REQUESTS,
  MAX_SUBSCRIPTIONS,
  MAX_UNACKNOWLEDGED_VALUES,
} from '../../../lib/core/limits.ts';
import { createPortPair, settle } from './port-pair.ts';
import { HASH, sampleBlock, sampleStatus, sampleTransaction } from './samples.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A node whose subscribers the test can speak to. */
function createTestNode(handler: Partial<ClientHandler> = {}) {
  const open: { subscription: Subscription; tell: (value: never) => void }[] = [];
  const served: ClientHandler = {
    handleRequest: vi.fn(async () => sampleStatus()),
    subscribe(subscription, tell) {
      const entry = { subscription, tell: tell as (value: never) => void };
      open.push(entry);
      return () => void open.splice(open.indexOf(entry), 1);
    },
    ...handler,
  };
  return {
    open,
    handler: served,
    tell: (value: BlockSummary | TransactionView | ReturnType<typeof sampleStatus>) => {
      for (const { tell } of [...open]) tell(value as never);
    },
    connect() {
      const [nodePort, pagePort] = createPortPair();
      serveClient(nodePort, served);
      return createMessagePortTransport(pagePort);
    },
  };
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: WeftError) => error.code,
  );
}

describe('requests', () => {
  it('resolve with what the node answers', async () => {
    const client = createClient({ transport: createTestNode().connect() });
    expect(await client.status()).toEqual(sampleStatus());
  });

  it('fail with the error the node answers', async () => {
    const handleRequest = async () => {
      throw new WeftError('transaction/expired', 'too late', { height: 4 });
    };
    const client = createClient({ transport: createTestNode({ handleRequest }).connect() });
    const error = await client.send('0x01').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(WeftError);
    expect(error).toMatchObject({ code: 'transaction/expired', facts: { height: 4 } });
  });

  it('fail when the node answers nonsense', async () => {
    const client = createClient({
      transport: createTestNode({ handleRequest: async () => ({ phase: 'asleep' }) }).connect(),
    });
    expect(await codeOf(client.status())).toBe('client/malformed');
  });

  it('wait for a node, and fail in time without one', async () => {
    const transport = createSwitchableTransport();
    const client = createClient({ transport });
    const first = client.status();
    transport.connect(createTestNode().connect());
    expect((await first).phase).toBe('live');

    transport.connect(createTestNode({ handleRequest: () => new Promise(() => {}) }).connect());
    const second = codeOf(client.status());
    await settle();
    vi.advanceTimersByTime(CLIENT_TIMEOUT_MS);
    expect(await second).toBe('client/timeout');
  });

  it('go to the next node if one leaves without answering', async () => {
    const transport = createSwitchableTransport();
    const client = createClient({ transport });
    transport.connect(createTestNode({ handleRequest: () => new Promise(() => {}) }).connect());
    const status = client.status();
    await settle();
    transport.connect(createTestNode().connect());
    expect((await status).height).toBe(7n);
  });

  it('are asked again of a node that is still starting', async () => {
    let tries = 0;
    const handleRequest = async () => {
      tries += 1;
      if (tries < 3) throw new WeftError('node/starting', 'opening');
      return [];
    };
    const client = createClient({ transport: createTestNode({ handleRequest }).connect() });
    const blocks = client.blocks();
    for (let i = 0; i < 3; i++) {
      await settle();
      vi.advanceTimersByTime(ASK_AGAIN_MS);
    }
    expect(await blocks).toEqual([]);
    expect(tries).toBe(3);
  });

  it('are at most MAX_CLIENT_REQUESTS at once', async () => {
    const client = createClient({ transport: createSwitchableTransport() });
    const requests = Array.from({ length: MAX_CLIENT_REQUESTS + 1 }, () => codeOf(client.status()));
    expect(await requests.at(-1)).toBe('client/too-many');
    client.close();
    expect(await requests[0]).toBe('client/closed');
    expect(await codeOf(client.status())).toBe('client/closed');
  });

  it('are refused by a node of another version', async () => {
    const [nodePort, pagePort] = createPortPair();
    const client = createClient({ transport: createMessagePortTransport(pagePort) });
    const status = codeOf(client.status());
    nodePort.postMessage({ type: 'hello', version: 99 });
    expect(await status).toBe('client/refused');
    expect(await codeOf(client.chain())).toBe('client/refused');
  });

  it('are not disturbed by messages that are none', async () => {
    const [nodePort, pagePort] = createPortPair();
    const client = createClient({ transport: createMessagePortTransport(pagePort) });
    const status = client.status();
    for (const garbage of [null, 'x', {}, { type: 'result', id: 'x' }, { type: 'value', id: 99 }]) {
      nodePort.postMessage(garbage);
    }
    serveClient(nodePort, createTestNode().handler);
    expect((await status).phase).toBe('live');
  });
});

describe('subscriptions', () => {
  it('of the same thing are one at the node, which ends with the last listener', async () => {
    const node = createTestNode();
    const client = createClient({ transport: node.connect() });
    const first = vi.fn();
    const second = vi.fn();
    const endFirst = client.subscribe('status', first);
    const endSecond = client.subscribe({ topic: 'status' }, second);
    await settle();
    expect(node.open).toHaveLength(1);
    node.tell(sampleStatus({ height: 8n }));
    await settle();
    expect(first).toHaveBeenCalledWith(sampleStatus({ height: 8n }));
    expect(second).toHaveBeenCalledTimes(1);
    endFirst();
    await settle();
    expect(node.open).toHaveLength(1);
    endSecond();
    endSecond();
    await settle();
    expect(node.open).toHaveLength(0);
  });

  it('give a late listener the last state', async () => {
    const node = createTestNode();
    const client = createClient({ transport: node.connect() });
    client.subscribe('status', () => {});
    await settle();
    node.tell(sampleStatus({ height: 9n }));
    await settle();
    const late = vi.fn();
    client.subscribe('status', late);
    await settle();
    expect(late).toHaveBeenCalledWith(sampleStatus({ height: 9n }));
  });

  it('go on at the node that takes over, and tell of the gap', async () => {
    const transport = createSwitchableTransport();
    const client = createClient({ transport });
    const [first, second] = [createTestNode(), createTestNode()];
    const heights: bigint[] = [];
    const onGap = vi.fn();
    client.subscribe('blocks', (block) => heights.push(block.height), { onGap });
    transport.connect(first.connect());
    await settle();
    first.tell(sampleBlock(1n));
    await settle();
    expect(onGap).not.toHaveBeenCalled();
    transport.connect(second.connect());
    await settle();
    first.tell(sampleBlock(2n));
    second.tell(sampleBlock(3n));
    await settle();
    expect(heights).toEqual([1n, 3n]);
    expect(onGap).toHaveBeenCalledTimes(1);
  });

  it('acknowledge, so that a listening page misses nothing', async () => {
    const node = createTestNode();
    const client = createClient({ transport: node.connect() });
    const heights: bigint[] = [];
    const onGap = vi.fn();
    client.subscribe('blocks', (block) => heights.push(block.height), { onGap });
    await settle();
    const total = BigInt(MAX_UNACKNOWLEDGED_VALUES) * 2n;
    for (let height = 0n; height < total; height++) {
      node.tell(sampleBlock(height));
      if (height % 64n === 0n) await settle();
    }
    await settle();
    expect(heights).toHaveLength(Number(total));
    expect(onGap).not.toHaveBeenCalled();
  });

  it('end with an error where a value is nonsense', async () => {
    const node = createTestNode();
    const client = createClient({ transport: node.connect() });
    const onError = vi.fn();
    client.subscribe('blocks', () => {}, { onError });
    await settle();
    node.tell({ ...sampleBlock(1n), height: -1n });
    await settle();
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'client/malformed' }));
    expect(node.open).toHaveLength(0);
  });

  it('are at most MAX_SUBSCRIPTIONS, and end when the client is closed', async () => {
    const client = createClient({ transport: createTestNode().connect() });
    const codes: string[] = [];
    const onError = (error: WeftError) => codes.push(error.code);
    for (let i = 0; i <= MAX_SUBSCRIPTIONS; i++) {
      const address = `0x${i.toString(16).padStart(40, '0')}` as const;
      client.subscribe({ topic: 'account', address }, () => {}, { onError });
    }
    await settle();
    expect(codes).toEqual(['client/too-many']);
    client.close();
    expect(codes).toHaveLength(MAX_SUBSCRIPTIONS + 1);
    client.subscribe('status', () => {}, { onError });
    await settle();
    expect(codes.at(-1)).toBe('client/closed');
  });
});

describe('waiting for a transaction to be final', () => {
  const pending = async (name: string) => (name === 'transaction' ? sampleTransaction() : null);

  it('resolves when the node says so', async () => {
    const node = createTestNode({ handleRequest: pending });
    const client = createClient({ transport: node.connect() });
    const final = client.waitForFinal(HASH);
    await settle();
    node.tell(sampleTransaction({ status: 'included' }));
    node.tell(sampleTransaction({ status: 'success', final: true, height: 8n }));
    expect((await final).height).toBe(8n);
    await settle();
    expect(node.open).toHaveLength(0);
  });

  it('resolves at once if it is final already', async () => {
    const handleRequest = async () => sampleTransaction({ status: 'failure', final: true });
    const client = createClient({ transport: createTestNode({ handleRequest }).connect() });
    expect((await client.waitForFinal(HASH)).status).toBe('failure');
  });

  it('reads again when another node takes over', async () => {
    const transport = createSwitchableTransport();
    const client = createClient({ transport });
    transport.connect(createTestNode({ handleRequest: pending }).connect());
    const final = client.waitForFinal(HASH);
    await settle();
    const handleRequest = async () => sampleTransaction({ status: 'success', final: true });
    transport.connect(createTestNode({ handleRequest }).connect());
    expect((await final).final).toBe(true);
  });

  it('fails when it expires or is replaced', async () => {
    for (const status of ['expired', 'replaced'] as const) {
      const handleRequest = async () => sampleTransaction({ status });
      const client = createClient({ transport: createTestNode({ handleRequest }).connect() });
      expect(await codeOf(client.waitForFinal(HASH))).toBe(`transaction/${status}`);
    }
  });

  it('fails when its time is over', async () => {
    const client = createClient({
      transport: createTestNode({ handleRequest: pending }).connect(),
    });
    const final = codeOf(client.waitForFinal(HASH, { timeoutMs: 500 }));
    await settle();
    vi.advanceTimersByTime(500);
    expect(await final).toBe('client/timeout');
  });
});

describe('a missing node', () => {
  it('is a stopped status that says why', async () => {
    vi.useRealTimers();
    const problem = { code: 'network-file/missing', message: 'none', facts: {} };
    const client = createClient({ transport: serveProblem(problem, 'stopped') });
    const subscribed = new Promise((resolve) => client.subscribe('status', resolve));
    expect(await client.status()).toMatchObject({ phase: 'stopped', problem });
    expect(await subscribed).toMatchObject({ phase: 'stopped', problem });
    expect(await codeOf(client.chain())).toBe('network-file/missing');
    client.close();
  });
});
