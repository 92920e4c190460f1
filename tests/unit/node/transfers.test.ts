import { describe, expect, it } from 'vitest';
import { accountOf, COIN, createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

describe('a network in one process', () => {
  it('makes transfers final on all nodes, with equal state roots', async () => {
    const net = createTestNetwork();
    const nodes = ['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => net.add(name));
    await Promise.all(nodes.map(({ node }) => node.start()));
    await net.clock.advanceAsync(3_000);

    const transfer = net.transfer(0);
    const [first] = nodes;
    if (!first) throw new RangeError('a node');
    const sent = await first.node.rpc.handleRequest('send', { envelope: transfer.envelope });
    expect(sent.hash).toBe(transfer.hash);
    await runUntil(net.clock, async () => {
      const views = await Promise.all(
        nodes.map(({ node }) => node.rpc.handleRequest('transaction', { hash: transfer.hash })),
      );
      return views.every((view) => view?.status === 'success' && view.final);
    });
    const statuses = await Promise.all(nodes.map(statusOf));
    expect(new Set(statuses.map((status) => status.stateRoot)).size).toBe(1);
    expect(statuses.map((status) => status.phase)).toEqual(nodes.map(() => 'live'));
    const account = await first.node.rpc.handleRequest('account', { address: accountOf(99) });
    expect(account.balanceWei).toBe(COIN);
    expect(account.activity.map((view) => view.hash)).toEqual([transfer.hash]);
  });
});
