import { beforeEach, describe, expect, it } from 'vitest';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import { HEARTBEAT_MS, STANDSTILL_MS } from '../../../lib/core/limits.ts';
import type { NodeStatus } from '../../../lib/node/rpc/types.ts';
import {
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNode,
  validatorAccount,
} from './support/test-network.ts';

let net: ReturnType<typeof createTestNetwork>;
let nodes: TestNode[];
let first: TestNode;
let seen: NodeStatus[];

beforeEach(async () => {
  net = createTestNetwork();
  nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  first = nodes[0] as TestNode;
  seen = [];
  first.node.rpc.subscribe({ topic: 'status' }, (status) => seen.push(status));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
});

async function pause(count: number): Promise<TestNode[]> {
  const away = nodes.slice(-count);
  await Promise.all(away.map(({ node }) => node.pause()));
  await net.clock.advanceAsync(1_000);
  return away;
}

async function send(nonce = 0n): Promise<void> {
  const { envelope } = net.transfer(0, { nonce });
  await first.node.rpc.handleRequest('send', { envelope });
}

const standing = () => seen.filter(({ standstillMs }) => standstillMs !== undefined);

describe('a standstill', () => {
  it('is told while a transaction waits for validators that are away', async () => {
    const away = await pause(2);
    await send();
    await net.clock.advanceAsync(STANDSTILL_MS);
    expect(await statusOf(first)).not.toHaveProperty('standstillMs');
    await net.clock.advanceAsync(15_000);
    const { phase, standstillMs, pendingTransactions } = await statusOf(first);
    expect({ phase, pendingTransactions }).toEqual({ phase: 'live', pendingTransactions: 1 });
    expect(standstillMs).toBeGreaterThan(STANDSTILL_MS + 14_000);
    expect(standstillMs).toBeLessThanOrEqual(STANDSTILL_MS + 15_000);
    expect(standing().length, 'clients hear of it').toBeGreaterThan(1);

    await Promise.all(away.map(({ node }) => node.resume()));
    await runUntil(net.clock, async () => (await statusOf(first)).finalizedHeight > 0n);
    await net.clock.advanceAsync(300);
    expect(await statusOf(first)).not.toHaveProperty('standstillMs');
    expect(seen.at(-1)).not.toHaveProperty('standstillMs');
  });

  it('is none while a quorum is there, with work or without', async () => {
    await pause(1);
    await net.clock.advanceAsync(2 * HEARTBEAT_MS);
    for (let nonce = 0n; nonce < 4n; nonce++) {
      await send(nonce);
      await net.clock.advanceAsync(STANDSTILL_MS);
    }
    await net.clock.advanceAsync(2 * HEARTBEAT_MS);
    expect((await statusOf(first)).pendingTransactions).toBe(0);
    expect(standing()).toEqual([]);
  });

  it('is none while a quorum ends the views of a leader that is away, one after another', async () => {
    const { committee, seed } = net.file.genesis;
    const leaderOf = (view: number) => leaderIndex(committee, seed, BigInt(view));
    const isStreak = (view: number) =>
      [1, 2, 3].every((i) => leaderOf(view + i) === leaderOf(view));
    let view = 2;
    while (!isStreak(view)) view++;
    const leader = committee[leaderOf(view)]?.account ?? '0x';
    const away = nodes.find(({ name }) => validatorAccount(name) === leader) as TestNode;
    const [witness] = nodes.filter((node) => node !== away) as [TestNode];
    witness.node.rpc.subscribe({ topic: 'status' }, (status) => seen.push(status));
    const { rpc } = witness.node;
    const lastView = async () => (await rpc.handleRequest('blocks', { limit: 1 }))[0]?.view ?? 0n;
    let nonce = 0n;
    const sendOne = () => rpc.handleRequest('send', net.transfer(0, { nonce: nonce++ }));
    while ((await lastView()) < BigInt(view - 1)) {
      await sendOne();
      const { finalizedHeight } = await statusOf(witness);
      const isFinal = async () => (await statusOf(witness)).finalizedHeight > finalizedHeight;
      await runUntil(net.clock, isFinal);
    }
    expect(await lastView()).toBe(BigInt(view - 1));
    await away.node.pause();
    seen = [];
    const sentMs = net.clock.monotonicMs();
    await sendOne();
    const isFinal = async () => (await lastView()) >= BigInt(view);
    await runUntil(net.clock, isFinal);
    expect(net.clock.monotonicMs() - sentMs).toBeGreaterThan(STANDSTILL_MS + 2_000);
    expect(standing()).toEqual([]);
  });

  it('is none of a machine that slept: it has to look first', async () => {
    await pause(2);
    await send();
    await net.clock.advanceAsync(1_000);
    net.clock.freeze(600_000);
    expect(await statusOf(first)).not.toHaveProperty('standstillMs');
    await net.clock.advanceAsync(STANDSTILL_MS);
    expect(standing()).toEqual([]);
  });

  it('is not told by a node that is paused or alone', async () => {
    await pause(2);
    await send();
    await net.clock.advanceAsync(2 * STANDSTILL_MS);
    expect(standing().length).toBeGreaterThan(0);
    await (nodes[1] as TestNode).node.pause();
    await net.clock.advanceAsync(1_000);
    expect((await statusOf(first)).phase).toBe('alone');
    expect(await statusOf(first)).not.toHaveProperty('standstillMs');
    await (nodes[1] as TestNode).node.resume();
    await net.clock.advanceAsync(2_000);
    const { phase, standstillMs } = await statusOf(first);
    expect({ phase, standstillMs }, 'counted anew').toEqual({ phase: 'live' });
    await first.node.pause();
    expect(await statusOf(first)).not.toHaveProperty('standstillMs');
  });
});
