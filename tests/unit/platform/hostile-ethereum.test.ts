import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { abiEncode } from '../../../lib/core/abi.ts';
import { hexFromBytes } from '../../../lib/core/bytes.ts';
import {
  MAX_ETHEREUM_RESPONSE_BYTES,
  MAX_INBOX_EVENT_BYTES,
  MAX_INBOX_LOGS,
} from '../../../lib/core/limits.ts';
import {
  blockFrom,
  inboxLogsFrom,
  quantityFrom,
  u64From,
  wordFrom,
} from '../../../lib/platform/ethereum/ethereum-answers.ts';
import { createHttpRequest } from '../../../lib/platform/ethereum/http-request.ts';

const WORD = `0x${'ab'.repeat(32)}`;
const ADDRESS = `0x${'cd'.repeat(20)}` as const;
const TOPIC = `0x${'01'.repeat(32)}` as const;
const FILTER = { address: ADDRESS, topic: TOPIC, from: 5n, to: 9n };
const CALL = { method: 'eth_chainId', params: [] };

describe('an answer of Ethereum', () => {
  it.each(['', '0x', '1', 1, null, '0x1g', `0x${'1'.repeat(17)}`, ['0x1']])(
    '%j is no quantity',
    (value) => {
      expect(() => quantityFrom(value)).toThrow('a quantity');
    },
  );

  it('with a word that is too short, too long or no text is refused', () => {
    for (const value of [WORD.slice(0, -2), `${WORD}00`, 7, undefined]) {
      expect(() => wordFrom(value)).toThrow('a word');
    }
    expect(wordFrom(WORD.toUpperCase().replace('0X', '0x'))).toBe(WORD);
    expect(() => u64From(WORD)).toThrow('64 bits');
  });

  it('that is empty says that there is no contract', () => {
    expect(() => wordFrom('0x')).toThrow('no such contract');
  });

  it('with a block needs its number, hash and a time that can be counted', () => {
    const block = { number: '0x5', hash: WORD, timestamp: '0x10' };
    expect(blockFrom(block)).toEqual({ number: 5n, hash: WORD, timestampMs: 16_000 });
    expect(blockFrom(null)).toBeUndefined();
    for (const slip of [{ number: 5 }, { hash: '0x' }, { timestamp: '0xffffffffffffff' }]) {
      expect(() => blockFrom({ ...block, ...slip })).toThrow();
    }
    expect(() => blockFrom('a block')).toThrow();
    expect(() => blockFrom(undefined)).toThrow();
  });
});

describe('logs of Ethereum', () => {
  it('are read in the order of their indexes', () => {
    const logs = inboxLogsFrom([logOf({ index: 2 }), logOf({ index: 1 })], FILTER);
    expect(logs.map(({ index }) => index)).toEqual([1n, 2n]);
    expect(logs[0]).toMatchObject({ block: 7n, kind: 3, data: Uint8Array.of(1, 2) });
  });

  it.each([
    ['another contract', { address: `0x${'ce'.repeat(20)}` }],
    ['another topic', { topics: [WORD, uint(1), uint(3)] }],
    ['too few topics', { topics: [TOPIC] }],
    ['a block before those asked for', { blockNumber: '0x4' }],
    ['a block after those asked for', { blockNumber: '0xa' }],
    ['a reorganization', { removed: true }],
    ['an index beyond 64 bits', { topics: [TOPIC, WORD, uint(3)] }],
    ['a kind beyond a byte', { topics: [TOPIC, uint(1), uint(256)] }],
    ['data that is no bytes', { data: '0xzz' }],
    ['data without its length', { data: '0x' }],
    ['data with more than it says', { data: `${encoded(2)}00` }],
    ['data that says more than it has', { data: encoded(2).slice(0, -2) }],
    ['data longer than an event', { data: encoded(MAX_INBOX_EVENT_BYTES + 1) }],
  ])('of %s are refused', (_, slip) => {
    expect(() => inboxLogsFrom([{ ...logOf({ index: 1 }), ...slip }], FILTER)).toThrow();
  });

  it('of the longest event are read', () => {
    const data = encoded(MAX_INBOX_EVENT_BYTES);
    const [log] = inboxLogsFrom([{ ...logOf({ index: 1 }), data }], FILTER);
    expect(log?.data.length).toBe(MAX_INBOX_EVENT_BYTES);
  });

  it('are refused when there are more than the bound, and when they are no list', () => {
    const logs = Array.from({ length: MAX_INBOX_LOGS + 1 }, (_, index) => logOf({ index }));
    expect(inboxLogsFrom(logs.slice(1), FILTER)).toHaveLength(MAX_INBOX_LOGS);
    expect(() => inboxLogsFrom(logs, FILTER)).toThrow(`${MAX_INBOX_LOGS + 1} logs`);
    expect(() => inboxLogsFrom({ length: 1 }, FILTER)).toThrow('a list of logs');
  });
});

describe('an endpoint over HTTP', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it('may answer several requests in any order', async () => {
    const waiting: (() => void)[] = [];
    const request = createHttpRequest(
      await serve(async (incoming, response) => {
        const { id, params } = await bodyOf(incoming);
        waiting.push(() => response.end(JSON.stringify({ jsonrpc: '2.0', id, result: params[0] })));
        if (waiting.length === 2) for (const answer of waiting.reverse()) answer();
      }),
    );
    const asked = ['first', 'second'].map((word) => request({ method: 'echo', params: [word] }));
    expect(await Promise.all(asked)).toEqual(['first', 'second']);
  });

  it.each([
    ['ethereum/rate-limited', 429, '{}'],
    ['ethereum/unreachable', 503, 'down for maintenance'],
    ['ethereum/refused', 403, 'no key'],
    ['ethereum/malformed', 200, 'hello'],
    ['ethereum/malformed', 200, '[]'],
    ['ethereum/malformed', 200, '{"id":999,"result":"0x1"}'],
    ['ethereum/malformed', 200, '{"id":1}'],
    ['ethereum/refused', 200, '{"id":1,"error":{"message":"no"}}'],
    ['ethereum/rate-limited', 200, '{"id":1,"error":{"code":-32005,"message":"rate limit"}}'],
    ['ethereum/refused', 400, '{"id":1,"error":{"code":-32602,"message":"bad"}}'],
  ])('is told as %s for status %i and %s', async (code, status, body) => {
    const url = await serve((_, response) => response.writeHead(status).end(body));
    await expect(createHttpRequest(url)(CALL)).rejects.toMatchObject({ code });
  });

  it('is not read beyond the bound', async () => {
    const part = Buffer.alloc(1 << 16, ' ');
    let sent = 0;
    const url = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(part)) sent += part.length;
      };
      response.on('drain', more);
      more();
    });
    const code = 'ethereum/too-large';
    await expect(createHttpRequest(url)(CALL)).rejects.toMatchObject({ code });
    expect(sent).toBeLessThan(2 * MAX_ETHEREUM_RESPONSE_BYTES);
  });

  it('cannot send the request elsewhere', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: '/x' }).end());
    const code = 'ethereum/unreachable';
    await expect(createHttpRequest(url)(CALL)).rejects.toMatchObject({ code });
  });

  it('that breaks off is unreachable', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy());
    });
    const code = 'ethereum/unreachable';
    await expect(createHttpRequest(url)(CALL)).rejects.toMatchObject({ code });
  });

  async function serve(listener: RequestListener): Promise<string> {
    const listening = createServer(listener);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
  }
});

function logOf({ index }: { index: number }) {
  const topics = [TOPIC, uint(index), uint(3)];
  return { address: ADDRESS, blockNumber: '0x7', topics, data: encoded(2), removed: false };
}

function uint(value: number): string {
  return `0x${value.toString(16).padStart(64, '0')}`;
}

/** `abi.encode(bytes)` of 1, 2, 3, … */
function encoded(length: number): string {
  return hexFromBytes(abiEncode([Uint8Array.from({ length }, (_, i) => i + 1)]));
}

async function bodyOf(incoming: AsyncIterable<Buffer>): Promise<{ id: number; params: string[] }> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}
