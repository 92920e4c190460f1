import { describe, expect, it } from 'vitest';
import { DELTA_MS } from '../../../lib/core/limits.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { tapVotes } from './support/epoch-network.ts';
import {
  createTestNetwork,
  idOf,
  runUntil,
  statusOf,
  type TestNode,
} from './support/test-network.ts';

const LISTENS_MS = 2 * DELTA_MS[0];

async function running() {
  const net = createTestNetwork();
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const [ann, bob, cat, dan] = nodes as [TestNode, TestNode, TestNode, TestNode];
  let nonce = 0n;
  const send = async () => {
    const { envelope } = net.transfer(0, { nonce: nonce++ });
    await bob.node.rpc.handleRequest('send', { envelope });
  };
  const sendFinal = async () => {
    await send();
    await runUntil(net.clock, async () => (await statusOf(bob)).pendingTransactions === 0);
  };
  await sendFinal();
  return { net, ann, bob, cat, dan, send, sendFinal };
}

describe('a validator that starts again', () => {
  it('listens before it votes, and then votes', async () => {
    const { net, ann, cat, send } = await running();
    await ann.node.stop();
    await cat.node.stop();
    await send();
    const votes = await tapVotes(net, idOf('ann'));
    const again = net.add('ann', { disk: ann.storage.disk });
    await again.node.start();
    await net.clock.advanceAsync(LISTENS_MS - 100);
    expect(votes).toEqual([]);
    await runUntil(net.clock, async () => (await statusOf(again)).finalizedHeight === 2n);
    expect(votes).not.toEqual([]);
  });

  it('on a journal of before does not vote when neighbours show what it said since', async () => {
    const { net, ann, bob, cat, dan, send } = await running();
    await ann.node.stop();
    const copied = structuredClone(ann.storage.disk);
    const original = net.add('ann', { disk: ann.storage.disk });
    const votes = await tapVotes(net, idOf('ann'));
    await cat.node.stop();
    await dan.node.stop();
    await original.node.start();
    await send();
    // Two of four: nothing becomes final any more, so that no block can tell of its votes.
    await runUntil(net.clock, () => votes.length > 0);
    await net.clock.advanceAsync(1_000);
    await original.node.stop();
    votes.length = 0;

    const copy = net.add('ann', { disk: copied });
    await copy.node.start();
    await net.clock.advanceAsync(30_000);
    expect(votes).toEqual([]);
    expect(await copy.keys.current()).toMatchObject({
      state: 'dead',
      cause: { code: 'consensus/key-used-elsewhere' },
    });
    expect((await statusOf(copy)).finalizedHeight).toBe((await statusOf(bob)).finalizedHeight);
  });

  it('without its journal has no key any more, and follows', async () => {
    const { net, ann, sendFinal } = await running();
    await ann.node.stop();
    ann.storage.disk.buckets.delete('journal');
    const votes = await tapVotes(net, idOf('ann'));
    const again = net.add('ann', { disk: ann.storage.disk });
    await again.node.start();
    expect(await again.keys.current()).toMatchObject({
      state: 'dead',
      cause: { code: 'journal/missing' },
    });
    await sendFinal();
    await net.clock.advanceAsync(10_000);
    expect(votes).toEqual([]);
    expect(await statusOf(again)).toMatchObject({ phase: 'live', finalizedHeight: 2n });
  });

  it('while it runs already is refused, and the first goes on', async () => {
    const { net, ann, sendFinal } = await running();
    const before = structuredClone(ann.storage.disk.buckets);
    const { disk } = ann.storage;
    const elsewhere = () => createMemoryNetwork({ id: 'elsewhere' })(net);
    const second = net.add('ann', { disk, network: elsewhere });
    await expect(second.node.start()).rejects.toMatchObject({ code: 'lock/held' });
    expect(ann.storage.disk.buckets).toEqual(before);
    await sendFinal();
    expect(await statusOf(ann)).toMatchObject({ phase: 'live', finalizedHeight: 2n });
    expect((await ann.keys.current())?.state).toBe('live');
  });
});

describe('validators that were frozen', () => {
  it('ask where the chain is and hold their votes before they go on', async () => {
    const { net, ann, bob, send } = await running();
    await send();
    const votes = await tapVotes(net, idOf('ann'));
    net.clock.freeze(60_000);
    await net.clock.advanceAsync(0);
    votes.length = 0;
    await net.clock.advanceAsync(LISTENS_MS - 100);
    expect(votes).toEqual([]);
    await runUntil(net.clock, async () => (await statusOf(bob)).finalizedHeight === 2n);
    await net.clock.advanceAsync(10_000);
    expect(await statusOf(ann)).toMatchObject({ phase: 'live', finalizedHeight: 2n });
  });
});
