import { describe, expect, it } from 'vitest';
import { isBoundary } from '../../../lib/chain/epoch.ts';
import {
  committeeOfNode,
  createEpochNetwork,
  epochOf,
  headersOf,
  heightOf,
  isAtBoundary,
  sameStates,
} from './support/epoch-network.ts';
import { accountOf, COIN, runUntil, statusOf, type TestNode } from './support/test-network.ts';

const EVE = 5;
/** An epoch with fewer turns of a member than it takes to jail it. */
const WITHOUT_JAIL_MS = 1_000;

describe('a network with epochs', () => {
  it('goes through six of them, each beginning where the last one ended', async () => {
    const { net, nodes, busyUntil } = await createEpochNetwork();
    const [first] = nodes as [TestNode];
    await busyUntil(first, async () => (await epochOf(first)) >= 6n);
    await net.clock.advanceAsync(3_000);
    const headers = await headersOf(first);
    for (const [index, header] of headers.entries()) {
      const parent = headers[index - 1];
      if (!parent) continue;
      expect(header.epoch).toBe(isBoundary(parent) ? parent.epoch + 1n : parent.epoch);
      if (!isBoundary(parent)) expect(header.view).toBeGreaterThan(parent.view);
    }
    expect(headers.filter(isBoundary).map(({ epoch }) => epoch)).toEqual([0n, 1n, 2n, 3n, 4n, 5n]);
    expect(await sameStates(nodes)).toBe(true);
    const statuses = await Promise.all(nodes.map(statusOf));
    expect(statuses.map(({ phase }) => phase)).toEqual(nodes.map(() => 'live'));
    expect(statuses.map(({ problem }) => problem)).toEqual(nodes.map(() => undefined));
  });

  it('makes one empty block each heartbeat while idle, and epochs still change', async () => {
    const { net, nodes } = await createEpochNetwork();
    const [first] = nodes as [TestNode];
    await net.clock.advanceAsync(100_000);
    expect(await epochOf(first)).toBeGreaterThanOrEqual(3n);
    expect(await heightOf(first)).toBeLessThanOrEqual(8n);
    expect(await sameStates(nodes)).toBe(true);
  });

  it('counts on a newcomer from the boundary on, and does without it when it has left', async () => {
    const { net, nodes, busyUntil, register, send } = await createEpochNetwork();
    const [first] = nodes as [TestNode];
    const eve = net.add('eve', { account: accountOf(EVE) });
    await eve.node.start();
    await net.clock.advanceAsync(3_000);
    // More than half of the power: without its votes nothing becomes final.
    await register(first, EVE, 'eve', 5n * COIN);
    await busyUntil(first, async () => (await committeeOfNode(first)).includes(accountOf(EVE)));
    const joined = await epochOf(first);
    await busyUntil(first, async () => (await epochOf(first)) >= joined + 2n);
    const proposers = (await headersOf(eve)).map(({ proposer }) => proposer);
    expect(proposers).toContain(accountOf(EVE));

    await send(first, EVE, 'StakingUnregister', {});
    await busyUntil(first, async () => !(await committeeOfNode(first)).includes(accountOf(EVE)));
    const left = await epochOf(first);
    await busyUntil(first, async () => (await epochOf(first)) >= left + 1n);
    await runUntil(net.clock, async () => (await heightOf(eve)) === (await heightOf(first)));
    await eve.node.stop();
    await busyUntil(first, async () => (await epochOf(first)) >= left + 2n);
    expect(await sameStates(nodes)).toBe(true);
  });
});

describe('a node that comes late', () => {
  it('catches up over many epochs and then follows', async () => {
    const { net, nodes, busyUntil } = await createEpochNetwork();
    const [first] = nodes as [TestNode];
    await busyUntil(first, async () => (await epochOf(first)) >= 8n);
    const late = net.add('late');
    await late.node.start();
    await busyUntil(first, async () => (await heightOf(late)) >= (await heightOf(first)));
    await busyUntil(first, async () => (await epochOf(first)) >= 10n);
    await net.clock.advanceAsync(6_000);
    expect(await sameStates([late, ...nodes])).toBe(true);
    expect((await statusOf(late)).phase).toBe('live');
    const steps = (await statusOf(late)).boot;
    expect(steps.find(({ name }) => name === 'verification')?.state).toBe('done');
  });
});

describe('a validator that restarts', () => {
  /** Stops one of four, lets the others go on, and starts it again; its votes are needed then. */
  async function restarted(stopAt: (node: TestNode) => Promise<boolean>, epochsMissed: bigint) {
    const { net, nodes, busyUntil } = await createEpochNetwork(undefined, WITHOUT_JAIL_MS);
    const [first, second, third, fourth] = nodes as [TestNode, TestNode, TestNode, TestNode];
    await busyUntil(first, async () => (await epochOf(fourth)) >= 2n && (await stopAt(fourth)));
    await fourth.node.stop();
    const at = await epochOf(first);
    await busyUntil(first, async () => (await epochOf(first)) >= at + epochsMissed);
    const again = net.add('dan', { disk: fourth.storage.disk });
    await again.node.start();
    await net.clock.advanceAsync(8_000);
    await third.node.stop();
    const before = await epochOf(first);
    await busyUntil(first, async () => (await epochOf(first)) >= before + 2n, 120_000);
    await runUntil(net.clock, async () => sameStates([first, second, again]));
    expect((await statusOf(again)).problem).toBeUndefined();
    expect((await again.keys.current())?.state).toBe('live');
  }

  const isInside = async (node: TestNode) => !(await isAtBoundary(node));

  it('in the middle of an epoch goes on in it', () => restarted(isInside, 0n));
  it('at a boundary goes on in the next epoch', () => restarted(isAtBoundary, 0n));
  it('several epochs later is one of the committee again', () => restarted(isInside, 5n));
});
