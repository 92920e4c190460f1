import { describe, expect, it } from 'vitest';
import { CLAIM_PATIENCE_MS, FIRST_PEER_MS, REQUEST_TIMEOUT_MS } from '../../../lib/core/limits.ts';
import type { NodeStatus } from '../../../lib/node/rpc/types.ts';
import { forgeChain } from './support/forge-chain.ts';
import {
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNetwork,
  type TestNode,
} from './support/test-network.ts';

async function running() {
  const net = createTestNetwork();
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  return { net, first: nodes[0] as TestNode, second: nodes[1] as TestNode };
}

async function sendFinal(net: TestNetwork, { node }: TestNode, nonce: bigint): Promise<void> {
  const { envelope, hash } = net.transfer(0, { nonce });
  await node.rpc.handleRequest('send', { envelope });
  await runUntil(net.clock, async () => {
    return (await node.rpc.handleRequest('transaction', { hash }))?.final === true;
  });
}

function watch({ node }: TestNode): NodeStatus[] {
  const seen: NodeStatus[] = [];
  node.rpc.subscribe({ topic: 'status' }, (status) => seen.push(status));
  return seen;
}

describe('the phase of a node', () => {
  it('is starting while a first peer may still come, then alone, and it says so', async () => {
    const net = createTestNetwork();
    const late = net.add('late');
    const seen = watch(late);
    await late.node.start();
    await net.clock.advanceAsync(FIRST_PEER_MS - 1);
    expect((await statusOf(late)).phase).toBe('starting');
    await net.clock.advanceAsync(300);
    expect(seen.at(-1)?.phase).toBe('alone');

    const other = net.add('other');
    await other.node.start();
    await net.clock.advanceAsync(300);
    expect(seen.at(-1)?.phase).not.toBe('alone');
    await other.node.stop();
    await net.clock.advanceAsync(300);
    expect(seen.at(-1)?.phase, 'a peer that was lost leaves it alone at once').toBe('alone');
  });

  it('is not live after a pause before it knows and holds what it missed', async () => {
    const { net, first, second } = await running();
    await first.node.pause();
    for (let nonce = 0n; nonce < 6n; nonce++) await sendFinal(net, second, nonce);
    const { finalizedHeight } = await statusOf(second);
    const seen = watch(first);
    await first.node.resume();
    expect((await statusOf(first)).phase).not.toBe('live');
    await runUntil(net.clock, () => seen.some(({ phase }) => phase === 'live'));
    const live = seen.find(({ phase }) => phase === 'live');
    expect(live?.finalizedHeight).toBeGreaterThanOrEqual(finalizedHeight);
  });

  it('is not live after a sleep before a neighbour said where the chain is', async () => {
    const { net, first } = await running();
    expect((await statusOf(first)).phase).toBe('live');
    net.clock.freeze(600_000);
    await net.clock.advanceAsync(1);
    expect((await statusOf(first)).phase).toBe('syncing');
    await net.clock.advanceAsync(300);
    expect((await statusOf(first)).phase).toBe('live');
  });

  it('is syncing as long as old blocks come, however slowly', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 1_000; i++) await forged.grow();
    net.clock.freeze(2 * 1_000 * 1_000);
    const archive = net.add('archive', {
      disk: await forged.disk(),
      network: (plain) => {
        const onRequest = plain.onRequest.bind(plain);
        plain.onRequest = (protocol, handler) =>
          onRequest(protocol, async (peer, data) => {
            const delayMs = protocol === 'blocks' ? REQUEST_TIMEOUT_MS - 1_000 : 0;
            await new Promise<void>((resolve) => net.clock.after(delayMs, resolve));
            return handler(peer, data);
          });
        return plain;
      },
    });
    const late = net.add('late');
    await Promise.all([archive.node.start(), late.node.start()]);
    await net.clock.advanceAsync(100);
    for (let passedMs = 0; passedMs <= CLAIM_PATIENCE_MS; passedMs += 1_000) {
      await net.clock.advanceAsync(1_000);
      expect(await statusOf(late)).toMatchObject({ phase: 'syncing', targetHeight: 1_000n });
    }
    await runUntil(net.clock, async () => (await statusOf(late)).phase === 'live');
    expect((await statusOf(late)).finalizedHeight).toBe(1_000n);
  });

  it('of the only validator needs nobody', async () => {
    const net = createTestNetwork(['ann']);
    const only = net.add('ann');
    await only.node.start();
    await net.clock.advanceAsync(100);
    expect((await statusOf(only)).phase).toBe('live');
  });
});
