import { describe, expect, it } from 'vitest';
import { hashOfBlock } from '../../../lib/chain/block.ts';
import { createFinalityTimes } from '../../../lib/node/rpc/finality-times.ts';
import { createGossipSetting } from './support/gossip-setting.ts';
import {
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNetwork,
  type TestNode,
} from './support/test-network.ts';

const AWAY_MS = 78_000;
/** Far more than a block takes here. */
const SLOW_MS = 5_000;

/** Four validators, and a block that the first has seen proposed and not final. */
async function inMidBlock() {
  const net = createTestNetwork();
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const [first, second] = nodes as [TestNode, TestNode];
  let proposed = 0;
  first.node.rpc.subscribe({ topic: 'loom' }, ({ type }) => {
    if (type === 'proposal') proposed++;
  });
  await second.node.rpc.handleRequest('send', { envelope: net.transfer(0).envelope });
  await runUntil(net.clock, () => proposed > 0);
  expect((await statusOf(first)).finalizedHeight).toBe(0n);
  return { net, first, second };
}

async function measured(net: TestNetwork, first: TestNode, second: TestNode) {
  const { envelope } = net.transfer(0, { nonce: 1n });
  await second.node.rpc.handleRequest('send', { envelope });
  await runUntil(net.clock, async () => (await statusOf(first)).finalizedHeight >= 2n);
  return (await statusOf(first)).finalityHistoryMs;
}

describe('how long blocks took to become final', () => {
  it('is counted from first sight, and of blocks that were never proposed here not at all', async () => {
    let nowMs = 0;
    const times = createFinalityTimes(() => nowMs);
    const { proposalOf } = createGossipSetting();
    const proposals = [await proposalOf(1n), await proposalOf(2n), await proposalOf(3n)];
    const [first, second, unseen] = proposals.map(({ block }) => hashOfBlock(block));
    if (!first || !second || !unseen) throw new RangeError('there are three blocks');
    for (const proposal of proposals.slice(0, 2)) times.see({ type: 'proposal', proposal });
    nowMs = 200;
    expect(times.final(first)).toBe(200);
    expect(times.median()).toBe(200);
    nowMs = 900;
    expect(times.final(second)).toBe(900);
    expect(times.final(unseen)).toBeUndefined();
    expect(times.history()).toEqual([200, 900]);
    expect(times.median(), 'half of them took no longer').toBe(200);
  });

  it('leaves out the time in which the node itself was paused', async () => {
    const { net, first, second } = await inMidBlock();
    await first.node.pause();
    await net.clock.advanceAsync(AWAY_MS);
    await first.node.resume();
    const history = await measured(net, first, second);
    expect(Math.max(...history)).toBeLessThan(SLOW_MS);
  });

  it('leaves out the time in which it was alone', async () => {
    const { net, first, second } = await inMidBlock();
    net.hub.partition([[first.network.id]]);
    await net.clock.advanceAsync(AWAY_MS);
    net.hub.heal();
    const history = await measured(net, first, second);
    expect(Math.max(...history)).toBeLessThan(SLOW_MS);
  });
});
