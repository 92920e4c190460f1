import type { Stream } from '@libp2p/interface';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../lib/core/bytes.ts';
import {
  MAX_PENDING_REQUESTS_PER_PEER,
  MAX_UNSENT_ANSWERS_PER_PEER,
} from '../../../lib/core/limits.ts';
import { encodeFrame } from '../../../lib/platform/libp2p/frame.ts';
import { createRequestServer } from '../../../lib/platform/libp2p/request-server.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

/** A stream whose other end asks, and reads nothing. */
class UnreadStream extends EventTarget {
  readonly sent: Uint8Array[] = [];

  send(bytes: Uint8Array): boolean {
    this.sent.push(bytes);
    return false;
  }

  onDrain(): Promise<void> {
    return new Promise(() => {});
  }

  ask(requests: number): void {
    const request = (i: number) =>
      encodeFrame({ kind: 'request', request: i, payload: new Uint8Array() });
    const bytes = concatBytes(...Array.from({ length: requests }, (_, i) => request(i)));
    const data = { byteLength: bytes.length, subarray: () => bytes };
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

function setUp() {
  const violations: string[] = [];
  const server = createRequestServer({
    clock: createVirtualClock(),
    count: () => {},
    violated: (peer) => void violations.push(peer),
  });
  server.on('status', async () => new Uint8Array());
  const stream = new UnreadStream();
  server.accept('status', stream as unknown as Stream, 'mallory');
  return { stream, violations };
}

describe('a peer that asks without reading the answers', () => {
  it('is refused first, then dropped, before many refusals wait for it', async () => {
    const { stream, violations } = setUp();
    for (let i = 0; i < 100 && violations.length === 0; i++) {
      stream.ask(100);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect(violations).toEqual(['mallory']);
    expect(stream.sent.length).toBeLessThanOrEqual(MAX_UNSENT_ANSWERS_PER_PEER);
  });

  it('may have as many requests waiting as an honest one has', async () => {
    const { stream, violations } = setUp();
    stream.ask(2 * MAX_PENDING_REQUESTS_PER_PEER);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(violations).toEqual([]);
  });
});
