import { describe, expect, it } from 'vitest';
import { bytesFromPeerStatus } from '../../../lib/consensus/messages.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { REQUEST_TIMEOUT_MS } from '../../../lib/core/limits.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { tapVotes } from './support/epoch-network.ts';
import { createTestNetwork, idOf, statusOf, type TestNode } from './support/test-network.ts';

const NAMES = ['ann', 'bob', 'cat', 'dan'];

/** Ann is away, and the others go on; whoever claims a great height shows no block of it. */
async function awayFromChain(epochMs: number) {
  const net = createTestNetwork(NAMES, { epochMs });
  const nodes = NAMES.map((name) => net.add(name));
  const [ann, bob] = nodes as [TestNode, TestNode];
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  await ann.node.stop();
  let nonce = 0n;
  let liars = 0;

  /** Lets time pass, with a transaction every so often. */
  async function busyFor(ms: number, everyMs = 2_000): Promise<void> {
    for (let passed = 0; passed < ms; passed += everyMs) {
      const { envelope } = net.transfer(0, { nonce: nonce++ });
      await bob.node.rpc.handleRequest('send', { envelope });
      await net.clock.advanceAsync(everyMs);
    }
  }

  async function addLiar() {
    const status = { epoch: 0n, view: 1n, finalizedHeight: 10n ** 9n, finalizedHash: ZERO_HASH };
    const claim = bytesFromPeerStatus({ ...status, wallMs: net.clock.wallMs() });
    const liar = createMemoryNetwork({ id: `liar ${liars++}` })(net);
    liar.onRequest('status', async () => claim);
    liar.onRequest('blocks', () => new Promise(() => undefined));
    await liar.start();
    return liar;
  }

  /** As soon as one liar is found out, if not before, the next identity is there. */
  function keepLying(everyMs: number, staysMs: number): void {
    const next = async () => {
      const liar = await addLiar();
      net.clock.after(staysMs, () => void liar.stop());
      net.clock.after(everyMs, () => void next());
    };
    void next();
  }

  /** How long until Ann's first vote, and for how much of the time after it she is not live. */
  async function returns(everyMs?: number) {
    const votes = await tapVotes(net, idOf('ann'));
    const again = net.add('ann', { disk: ann.storage.disk });
    await again.node.start();
    const startMs = net.clock.monotonicMs();
    while (votes.length === 0 && net.clock.monotonicMs() - startMs < 120_000) {
      await busyFor(2_000, everyMs);
    }
    return { again, firstVoteMs: net.clock.monotonicMs() - startMs, votes };
  }

  return { net, bob, busyFor, keepLying, addLiar, returns };
}

describe('a validator that returns while somebody claims heights that nobody has', () => {
  it.each([2_000, 500])('votes soon, with a transaction each %i ms', async (everyMs) => {
    const { busyFor, keepLying, returns } = await awayFromChain(0);
    await busyFor(10_000, everyMs);
    keepLying(20_000, 45_000);
    const { firstVoteMs } = await returns(everyMs);
    expect(firstVoteMs).toBeLessThan(20_000);
  });

  it.each([2_000, 500])(
    'goes on in the epoch that is now, with a transaction each %i ms',
    async (everyMs) => {
      const { bob, busyFor, keepLying, returns } = await awayFromChain(20_000);
      await busyFor(70_000);
      keepLying(20_000, 45_000);
      const { epoch } = await statusOf(bob);
      const { firstVoteMs, votes } = await returns(everyMs);
      expect(firstVoteMs).toBeLessThan(20_000);
      expect(votes[0]?.statement.epoch).toBeGreaterThanOrEqual(epoch);
    },
    20_000,
  );
});

describe('a follower that comes while somebody claims heights that nobody has', () => {
  it('follows consensus itself in the epoch that is now', async () => {
    const { net, bob, busyFor, keepLying } = await awayFromChain(20_000);
    await busyFor(70_000);
    keepLying(20_000, 45_000);
    const late = net.add('late');
    await late.node.start();
    await busyFor(6_000, 500);
    for (let second = 0; second < 5; second++) {
      await busyFor(1_000, 500);
      expect((await statusOf(late)).finalizedHeight).toBe((await statusOf(bob)).finalizedHeight);
    }
  }, 20_000);
});

describe('a node among neighbours that claim heights nobody has', () => {
  const cases: [string, number, number][] = [
    ['one after the other', 20_000, 45_000],
    ['who leave before they are found out', 9_000, 8_000],
  ];
  it.each(cases)('is live most of the time: %s', async (_, everyMs, staysMs) => {
    const { busyFor, keepLying, returns } = await awayFromChain(0);
    await busyFor(10_000);
    keepLying(everyMs, staysMs);
    const { again } = await returns();
    await busyFor(2 * REQUEST_TIMEOUT_MS);
    let live = 0;
    for (let second = 0; second < 100; second++) {
      await busyFor(1_000, 1_000);
      const { phase, targetHeight, finalizedHeight } = await statusOf(again);
      if (phase === 'live' && targetHeight < finalizedHeight + 10n) live++;
    }
    expect(live).toBeGreaterThan(60);
  });

  it('does not believe one again soon that it found out', async () => {
    const { net, busyFor, addLiar, returns } = await awayFromChain(0);
    await busyFor(10_000);
    const { again } = await returns();
    const liar = await addLiar();
    await busyFor(5 * REQUEST_TIMEOUT_MS);
    await liar.stop();
    await liar.start();
    await net.clock.advanceAsync(100);
    const { phase, targetHeight, finalizedHeight } = await statusOf(again);
    expect([phase, targetHeight]).toEqual(['live', finalizedHeight]);
  });
});
