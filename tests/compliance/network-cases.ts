import { expect } from 'vitest';
import {
  MAX_MESSAGE_BYTES,
  MAX_PENALTIES,
  MAX_REQUEST_BURST_PER_PEER,
} from '../../lib/core/limits.ts';
import type { GossipMessage, Network, Topic, Verdict } from '../../lib/node/ports.ts';

/** Three networks in a line: the left and the right one are connected to the middle only. */
export interface NetworkLine {
  left: Network;
  middle: Network;
  right: Network;
  stop(): Promise<void>;
}

/** Requests of these networks time out after this. */
export const CASE_TIMEOUT_MS = 1_000;

export interface NetworkCase {
  name: string;
  run(line: NetworkLine): Promise<void>;
}

const TOPICS: readonly Topic[] = ['proposals', 'certificates', 'evidence', 'transactions'];

const gossip: NetworkCase[] = [
  {
    name: 'passes on what is accepted, with author and neighbour',
    async run(line) {
      const { left, middle, right } = line;
      const [own, passed, received] = [heardBy(left), heardBy(middle), heardBy(right)];
      await publishUntil(left, () => received.length > 0);
      expect(passed[0]).toMatchObject({ topic: 'votes', author: left.id, from: left.id });
      expect(received[0]).toMatchObject({ topic: 'votes', author: left.id, from: middle.id });
      expect([...(received[0]?.data ?? [])]).toEqual([1, 2, 3]);
      expect(own).toEqual([]);
    },
  },
  ...TOPICS.map((topic) => ({
    name: `carries ${topic} on a topic of its own`,
    async run({ left, middle, right }: NetworkLine) {
      const others = TOPICS.filter((other) => other !== topic);
      const elsewhere = others.map((other) => heardBy(right, 'accept', other));
      heardBy(middle, 'accept', topic);
      const received = heardBy(right, 'accept', topic);
      await publishUntil(left, () => received.length > 0, topic);
      expect(received[0]).toMatchObject({ topic, author: left.id, from: middle.id });
      expect(elsewhere.flat()).toEqual([]);
    },
  })),
  {
    name: 'keeps what is ignored to itself',
    async run({ left, middle, right }) {
      const [passed, received] = [heardBy(middle, 'ignore'), heardBy(right)];
      await publishUntil(left, () => passed.length > 0);
      await pause(300);
      expect(received).toEqual([]);
      expect(isConnected(middle, left)).toBe(true);
    },
  },
  {
    name: 'drops the neighbour whose messages are rejected again and again',
    async run({ left, middle, right }) {
      const [passed, received] = [heardBy(middle, 'reject'), heardBy(right)];
      await publishUntil(left, () => passed.length > 0);
      for (let i = passed.length; i < MAX_PENALTIES + 1; i++) {
        await left.publish('votes', Uint8Array.of(i));
      }
      await until(() => !isConnected(middle, left));
      expect(received).toEqual([]);
      expect(isConnected(middle, right)).toBe(true);
    },
  },
];

const requests: NetworkCase[] = [
  {
    name: 'answers requests in both directions, up to the largest message',
    async run({ left, middle }) {
      const askers: string[] = [];
      for (const network of [left, middle]) {
        network.onRequest('status', async (peer, data) => {
          askers.push(peer);
          return data.slice().reverse();
        });
      }
      expect([...(await left.request(middle.id, 'status', Uint8Array.of(1, 2)))]).toEqual([2, 1]);
      const large = new Uint8Array(MAX_MESSAGE_BYTES).fill(7);
      expect((await middle.request(left.id, 'status', large)).length).toBe(large.length);
      expect(askers).toEqual([left.id, middle.id]);
    },
  },
  {
    name: 'refuses a protocol without handler, a handler that throws and an oversized answer',
    async run({ left, middle }) {
      await expectFailure(left.request(middle.id, 'body', bytes(1)), 'network/refused');
      middle.onRequest('status', () => Promise.reject(new RangeError('not today')));
      await expectFailure(left.request(middle.id, 'status', bytes(1)), 'network/refused');
      middle.onRequest('blocks', async () => bytes(MAX_MESSAGE_BYTES + 1));
      await expectFailure(left.request(middle.id, 'blocks', bytes(1)), 'network/refused');
    },
  },
  {
    name: 'never sends an oversized message',
    async run({ left, middle }) {
      const large = bytes(MAX_MESSAGE_BYTES + 1);
      await expectFailure(left.publish('votes', large), 'internal/assertion');
      await expectFailure(left.request(middle.id, 'status', large), 'internal/assertion');
      expect(isConnected(left, middle)).toBe(true);
    },
  },
  {
    name: 'gives up on a peer that does not answer',
    async run({ left, middle }) {
      middle.onRequest('status', () => new Promise(() => {}));
      const asked = performance.now();
      await expectFailure(left.request(middle.id, 'status', bytes(1)), 'network/timeout');
      expect(performance.now() - asked).toBeGreaterThan(CASE_TIMEOUT_MS * 0.9);
    },
  },
  {
    name: 'refuses more than a burst of one peer, and serves another meanwhile',
    async run({ left, middle, right }) {
      middle.onRequest('status', async (_peer, data) => data);
      let answered = 0;
      for (let i = 0; i < MAX_REQUEST_BURST_PER_PEER; i++) {
        answered += (await left.request(middle.id, 'status', bytes(1))).length;
      }
      expect(answered).toBe(MAX_REQUEST_BURST_PER_PEER);
      const more = Array.from({ length: 3 }, () => left.request(middle.id, 'status', bytes(1)));
      const outcomes = await Promise.allSettled(more);
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
      expect((await right.request(middle.id, 'status', bytes(1))).length).toBe(1);
      await pause(1_100);
      expect((await left.request(middle.id, 'status', bytes(1))).length).toBe(1);
    },
  },
  {
    name: 'refuses what comes while too many requests of a peer are being served',
    async run({ left, middle }) {
      middle.onRequest('status', () => new Promise(() => {}));
      middle.onRequest('blocks', () => new Promise(() => {}));
      middle.onRequest('body', async (_peer, data) => data);
      const slow = (['status', 'blocks'] as const).flatMap((protocol) =>
        Array.from({ length: 5 }, () => left.request(middle.id, protocol, bytes(1))),
      );
      const settled = Promise.allSettled(slow);
      await pause(300);
      await expectFailure(left.request(middle.id, 'body', bytes(1)), 'network/refused');
      await settled;
    },
  },
  {
    name: 'cannot ask a stranger',
    async run({ left, right }) {
      await expectFailure(left.request(right.id, 'status', bytes(1)), 'network/unreachable');
    },
  },
];

const peers: NetworkCase[] = [
  {
    name: 'knows its peers and counts their bytes',
    async run({ left, middle, right }) {
      expect(
        middle
          .peers()
          .map(({ id }) => id)
          .sort(),
      ).toEqual([left.id, right.id].sort());
      middle.onRequest('status', async (_peer, data) => data);
      const before = left.peers()[0];
      await left.request(middle.id, 'status', bytes(10_000));
      const after = left.peers()[0];
      expect(after?.direct).toBe(true);
      expect((after?.bytesOut ?? 0) - (before?.bytesOut ?? 0)).toBeGreaterThanOrEqual(10_000);
      expect((after?.bytesIn ?? 0) - (before?.bytesIn ?? 0)).toBeGreaterThanOrEqual(10_000);
    },
  },
  {
    name: 'drops a penalised peer, tells both sides, and does not take it back',
    async run({ left, middle }) {
      const [gone, missed]: [string[], string[]] = [[], []];
      middle.onPeerDisconnected((peer) => gone.push(peer));
      left.onPeerDisconnected((peer) => missed.push(peer));
      for (let i = 0; i < MAX_PENALTIES - 1; i++) middle.penalise(left.id, 'a test');
      await pause(50);
      expect(isConnected(middle, left)).toBe(true);
      middle.penalise(left.id, 'the last straw');
      await until(() => gone.length > 0 && missed.length > 0);
      expect([gone, missed]).toEqual([[left.id], [middle.id]]);
      await pause(1_500);
      expect(isConnected(middle, left)).toBe(false);
    },
  },
  {
    name: 'fails what waits for a peer that leaves',
    async run({ left, middle }) {
      const gone: string[] = [];
      left.onPeerDisconnected((peer) => gone.push(peer));
      middle.onRequest('status', () => new Promise(() => {}));
      const waiting = left.request(middle.id, 'status', bytes(1));
      const failed = expectFailure(waiting, 'network/unreachable');
      await pause(100);
      await middle.stop();
      await failed;
      await until(() => gone.length > 0);
      expect(left.peers()).toEqual([]);
    },
  },
];

export const networkCases: readonly NetworkCase[] = [...gossip, ...requests, ...peers];

function bytes(length: number): Uint8Array {
  return new Uint8Array(length);
}

function heardBy(
  network: Network,
  verdict: Verdict = 'accept',
  topic: Topic = 'votes',
): GossipMessage[] {
  const heard: GossipMessage[] = [];
  network.onGossip(topic, (message) => {
    heard.push(message);
    return verdict;
  });
  return heard;
}

/** Neighbours learn of a subscription a moment later, so the first messages may find nobody. */
async function publishUntil(
  network: Network,
  done: () => boolean,
  topic: Topic = 'votes',
): Promise<void> {
  for (let i = 0; i < 50 && !done(); i++) {
    await network.publish(topic, Uint8Array.of(1, 2, 3));
    await pause(100);
  }
  expect(done()).toBe(true);
}

export async function until(condition: () => boolean, timeoutMs = 8_000): Promise<void> {
  const endMs = performance.now() + timeoutMs;
  while (!condition() && performance.now() < endMs) await pause(20);
  expect(condition()).toBe(true);
}

export function isConnected(network: Network, to: Network): boolean {
  return network.peers().some(({ id }) => id === to.id);
}

async function expectFailure(promise: Promise<unknown>, code: string): Promise<void> {
  await expect(promise).rejects.toMatchObject({ code });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
