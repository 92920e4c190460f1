import { describe, expect, it } from 'vitest';
import { createTestNetwork, runUntil, statusOf, type TestNode } from './support/test-network.ts';

async function running(names = ['ann', 'bob', 'cat', 'dan']) {
  const net = createTestNetwork();
  const nodes = names.map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  return { net, nodes, first: nodes[0] as TestNode, others: nodes.slice(1) };
}

describe('a node that crashes', () => {
  it.each(Array.from({ length: 14 }, (_, index) => index + 1))(
    'at its write %i loses nothing final and goes on',
    async (write) => {
      const { net, first, others } = await running();
      const other = others[0] as TestNode;
      let nonce = 0n;
      let acknowledged = 0n;
      first.node.rpc.subscribe({ topic: 'blocks' }, (block) => {
        acknowledged = block.height;
      });
      first.storage.failWriteIn(write);
      await runUntil(net.clock, async () => {
        const { pendingTransactions } = await statusOf(other);
        if (pendingTransactions === 0) {
          const { envelope } = net.transfer(0, { nonce: nonce++ });
          await other.node.rpc.handleRequest('send', { envelope });
        }
        return (await statusOf(first)).phase === 'paused';
      });
      expect((await statusOf(first)).problem?.code).toBe('storage/failed');
      first.storage.crash(write % 3);
      await first.node.stop();

      const again = net.add('ann', { disk: first.storage.disk });
      await again.node.start();
      expect((await statusOf(again)).finalizedHeight).toBeGreaterThanOrEqual(acknowledged);
      await net.clock.advanceAsync(3_000);
      const { envelope } = net.transfer(1);
      const { hash } = await again.node.rpc.handleRequest('send', { envelope });
      const nodes = [again, ...others];
      await runUntil(net.clock, async () => {
        const views = await Promise.all(
          nodes.map(({ node }) => node.rpc.handleRequest('transaction', { hash })),
        );
        return views.every((view) => view?.final);
      });
      await net.clock.advanceAsync(1_000);
      const roots = (await Promise.all(nodes.map(statusOf))).map((status) => status.stateRoot);
      expect(new Set(roots).size).toBe(1);
    },
  );
});

describe('a node that is stopped in order', () => {
  it('opens with its state and history, and follows again', async () => {
    const { net, first, others } = await running();
    const { envelope, hash } = net.transfer(0);
    await first.node.rpc.handleRequest('send', { envelope });
    const isFinal = async (node: TestNode) =>
      (await node.node.rpc.handleRequest('transaction', { hash }))?.final === true;
    await runUntil(net.clock, () => isFinal(first));
    const before = await statusOf(first);
    await first.node.stop();
    const again = net.add('ann', { disk: first.storage.disk });
    await again.node.start();
    const after = await statusOf(again);
    expect(after.finalizedHeight).toBe(before.finalizedHeight);
    expect(after.stateRoot).toBe(before.stateRoot);
    expect(await isFinal(again)).toBe(true);
    expect(others.length).toBe(3);
  });

  it('goes on after a pause', async () => {
    const { net, first, others } = await running();
    await first.node.pause();
    expect((await statusOf(first)).phase).toBe('paused');
    const { envelope, hash } = net.transfer(0);
    await expect(first.node.rpc.handleRequest('send', { envelope })).rejects.toMatchObject({
      code: 'node/not-running',
    });
    await (others[0] as TestNode).node.rpc.handleRequest('send', { envelope });
    await net.clock.advanceAsync(10_000);
    await first.node.resume();
    await runUntil(net.clock, async () => {
      const view = await first.node.rpc.handleRequest('transaction', { hash });
      return view?.final === true;
    });
    await net.clock.advanceAsync(6_000);
    expect((await statusOf(first)).phase).toBe('live');
  });
});

describe('a node whose storage fails while it runs', () => {
  it('pauses with the problem when it is full, and goes on when there is room', async () => {
    const { net, first, others } = await running();
    first.storage.setQuota(1);
    const { envelope, hash } = net.transfer(0);
    await (others[0] as TestNode).node.rpc.handleRequest('send', { envelope });
    await runUntil(net.clock, async () => (await statusOf(first)).phase === 'paused');
    expect((await statusOf(first)).problem?.code).toBe('storage/full');
    first.storage.setQuota(undefined);
    await first.node.resume();
    await runUntil(net.clock, async () => {
      const view = await first.node.rpc.handleRequest('transaction', { hash });
      return view?.final === true;
    });
    expect((await statusOf(first)).problem).toBeUndefined();
  });

  it('pauses with the problem when the database is deleted', async () => {
    const { net, first } = await running();
    first.storage.destroy();
    await net.clock.advanceAsync(100);
    const status = await statusOf(first);
    expect(status.phase).toBe('paused');
    expect(status.problem?.code).toBe('storage/gone');
  });
});
