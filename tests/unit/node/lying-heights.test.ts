import { describe, expect, it } from 'vitest';
import { bytesFromPeerStatus } from '../../../lib/consensus/messages.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  CLAIM_PATIENCE_MS,
  REQUEST_TIMEOUT_MS,
  SYNC_PATIENCE_MS,
} from '../../../lib/core/limits.ts';
import type { Clock, Network } from '../../../lib/node/ports.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { committeeOfNode, tapVotes } from './support/epoch-network.ts';
import {
  createTestNetwork,
  idOf,
  statusOf,
  type TestNetwork,
  type TestNode,
} from './support/test-network.ts';

const NAMES = ['ann', 'bob', 'cat', 'dan'];
/** So short, and so quiet, that nobody misses enough of one to be jailed. */
const EPOCH_MS = 10_000;
const QUIET_MS = 2_500;

/** What it answers to a request for blocks. */
type Answer = (clock: Clock) => Promise<Uint8Array>;
const silence: Answer = () => new Promise(() => undefined);
const garbage: Answer = async () => Uint8Array.of(1, 2, 3);
async function lateGarbage(clock: Clock) {
  await new Promise<void>((resolve) => clock.after(SYNC_PATIENCE_MS - 100, resolve));
  return garbage(clock);
}

/** Claims a great height and shows no block of it. */
async function addLiar(net: TestNetwork, id: string, answer: Answer): Promise<Network> {
  const status = { epoch: 0n, view: 1n, finalizedHeight: 10n ** 9n, finalizedHash: ZERO_HASH };
  const liar = createMemoryNetwork({ id })(net);
  liar.onRequest('status', async () =>
    bytesFromPeerStatus({ ...status, wallMs: net.clock.wallMs() }),
  );
  liar.onRequest('blocks', () => answer(net.clock));
  await liar.start();
  return liar;
}

/** A chain that goes on, with liars at every moment once they are let in. */
async function busyChain(unbondingMs = 120_000) {
  const net = createTestNetwork(NAMES, { epochMs: EPOCH_MS, unbondingMs });
  const nodes = NAMES.map((name) => net.add(name));
  const [ann, bob] = nodes as [TestNode, TestNode];
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  let nonce = 0n;

  async function busyFor(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += QUIET_MS) {
      const { envelope } = net.transfer(0, { nonce: nonce++ });
      await bob.node.rpc.handleRequest('send', { envelope });
      await net.clock.advanceAsync(QUIET_MS);
    }
  }

  /** Each is followed by another identity, sooner than it leaves. */
  async function keepLying(everyMs: number, answer: Answer, count = 0): Promise<void> {
    const liar = await addLiar(net, `liar ${count}`, answer);
    net.clock.after(everyMs, () => void keepLying(everyMs, answer, count + 1));
    net.clock.after(2 * everyMs, () => void liar.stop());
  }

  return { net, ann, bob, busyFor, keepLying };
}

const WAYS: { how: string; everyMs: number; answer: Answer }[] = [
  { how: 'are silent', everyMs: 20_000, answer: silence },
  { how: 'leave soon', everyMs: 4_000, answer: silence },
  { how: 'send garbage', everyMs: 4_000, answer: garbage },
  { how: 'are never late', everyMs: 1_000, answer: lateGarbage },
];

describe.each(WAYS)(
  'neighbours who claim heights that nobody has, and $how',
  ({ everyMs, answer }) => {
    it('keep no node from being live, and hold up no check', async () => {
      const { net, bob, busyFor, keepLying } = await busyChain();
      await busyFor(60_000);
      await keepLying(everyMs, answer);
      const late = net.add('late');
      await late.node.start();
      await busyFor(CLAIM_PATIENCE_MS + REQUEST_TIMEOUT_MS);
      for (let times = 0; times < 24; times++) {
        await busyFor(QUIET_MS);
        const [own, others] = [await statusOf(late), await statusOf(bob)];
        expect(own).toMatchObject({ phase: 'live', targetHeight: own.finalizedHeight });
        expect(own.finalizedHeight).toBe(others.finalizedHeight);
        const checks = own.boot.find(({ name }) => name === 'verification');
        expect(checks?.state).toBe('done');
        expect(checks?.facts.blocks).toBe(checks?.facts.of);
      }
    }, 20_000);

    it('keep no validator from voting that was away for epochs', async () => {
      const { net, ann, bob, busyFor, keepLying } = await busyChain();
      await ann.node.stop();
      await busyFor(6 * EPOCH_MS);
      await keepLying(everyMs, answer);
      const votes = await tapVotes(net, idOf('ann'));
      await net.add('ann', { disk: ann.storage.disk }).node.start();
      await busyFor(REQUEST_TIMEOUT_MS);
      const { epoch } = await statusOf(bob);
      expect(await committeeOfNode(bob), 'nobody is jailed').toHaveLength(NAMES.length);
      await busyFor(2 * QUIET_MS);
      expect(votes.at(-1)?.statement.epoch).toBeGreaterThanOrEqual(epoch);
    }, 20_000);

    it('keep no validator from voting that was cut off for epochs', async () => {
      const { net, bob, busyFor, keepLying } = await busyChain();
      net.hub.partition([NAMES.slice(1).map(idOf)]);
      await busyFor(6 * EPOCH_MS);
      net.hub.heal();
      await keepLying(everyMs, answer);
      const votes = await tapVotes(net, idOf('ann'));
      await busyFor(REQUEST_TIMEOUT_MS);
      const { epoch } = await statusOf(bob);
      expect(await committeeOfNode(bob), 'nobody is jailed').toHaveLength(NAMES.length);
      await busyFor(2 * QUIET_MS);
      expect(votes.at(-1)?.statement.epoch).toBeGreaterThanOrEqual(epoch);
    }, 20_000);
  },
);

describe('a crowd of neighbours who claim heights that nobody has', () => {
  it('harms no node by keeping it busy for longer than committees are remembered', async () => {
    const { net, ann, bob, busyFor } = await busyChain(1);
    for (let count = 0; count < 20; count++) await addLiar(net, `liar ${count}`, silence);
    await busyFor(16 * EPOCH_MS);
    const [own, others] = [await statusOf(ann), await statusOf(bob)];
    expect([own.problem, own.phase]).toEqual([undefined, 'live']);
    expect(own.finalizedHeight).toBe(others.finalizedHeight);
  }, 20_000);
});
