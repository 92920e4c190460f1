import { beforeEach, describe, expect, it } from 'vitest';
import { type Evidence, itemFromEvidence } from '../../../lib/chain/evidence.ts';
import { NOTARIZE } from '../../../lib/chain/statement.ts';
import {
  MAX_EVIDENCE_BURST_PER_PEER,
  MAX_EVIDENCE_PER_SECOND_PER_PEER,
} from '../../../lib/core/limits.ts';
import { encodeRlp } from '../../../lib/core/rlp.ts';
import { createEvidenceGossip } from '../../../lib/node/gossip/evidence-gossip.ts';
import { createEvidencePool } from '../../../lib/node/mempool/evidence-pool.ts';
import type { Network, Topic } from '../../../lib/node/ports.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { createEpochNetwork, heightOf } from './support/epoch-network.ts';
import { equivocate, ONE, TWO } from './support/equivocate.ts';
import { forgeChain } from './support/forge-chain.ts';
import {
  createTestNetwork,
  idOf,
  type TestNode,
  validatorAccount,
} from './support/test-network.ts';

function setUp() {
  const names = Array.from({ length: 12 }, (_, index) => `member ${index}`);
  const net = createTestNetwork(names, { epochMs: 60_000, maxMembers: 100 });
  const { chain, certify } = forgeChain(net.file);
  const setting = { verified: 0, judged: 0 };
  const finalTree = () => {
    setting.judged++;
    return chain.root.tree;
  };
  const pool = createEvidencePool({
    chain,
    storage: createMemoryStorage(),
    finalTree,
    stored: [],
    onFailure: () => {},
  });
  const fake = createFakeSignatures();
  const published: Uint8Array[] = [];
  const gossip = createEvidenceGossip({
    chain,
    clock: net.clock,
    network: { publish: async (_, data) => void published.push(data) },
    signatures: {
      ...fake,
      verifyAggregates(checks) {
        setting.verified += checks.length;
        return fake.verifyAggregates(checks);
      },
    },
    pool,
    finalTree,
    onAdded: () => {},
  });
  const offenceOf = (...members: number[]): Evidence => ({
    first: certify(NOTARIZE, 1n, ONE, members),
    second: certify(NOTARIZE, 1n, TWO, members),
  });
  const receive = (evidence: Evidence, from = 'relay') => {
    const data = encodeRlp(itemFromEvidence(evidence));
    return gossip.onMessage({ topic: 'evidence', data, author: 'anyone', from });
  };
  return { net, pool, gossip, published, offenceOf, receive, setting };
}

let bench: ReturnType<typeof setUp>;
beforeEach(() => {
  bench = setUp();
});

describe('the topic of evidence', () => {
  it('takes what convicts somebody, once, and forwards it', async () => {
    const { pool, receive, offenceOf, setting } = bench;
    expect(await receive(offenceOf(3))).toBe('accept');
    expect(pool.size()).toBe(1);
    expect(setting.verified).toBe(2);
    expect(await receive(offenceOf(3))).toBe('ignore');
    expect(setting.verified).toBe(2);
  });

  it.each<[string, (good: Evidence) => Evidence]>([
    ['is no offence', ({ first }) => ({ first, second: first })],
    ['convicts nobody', ({ first }) => ({ first, second: bench.offenceOf(4).second })],
    [
      'names members that there are none of',
      (good) => ({
        first: { ...good.first, signers: '0xffff' },
        second: { ...good.second, signers: '0xffff' },
      }),
    ],
  ])('refuses what %s, unchecked', async (_, change) => {
    const { pool, receive, offenceOf, setting } = bench;
    expect(await receive(change(offenceOf(3)))).toBe('reject');
    expect([pool.size(), setting.verified]).toEqual([0, 0]);
  });

  it.each(['first', 'second'] as const)('refuses a wrong signature in the %s', async (which) => {
    const { pool, receive, offenceOf } = bench;
    const good = offenceOf(3);
    const wrong = { ...good[which], signature: `0x${'ab'.repeat(96)}` as const };
    expect(await receive({ ...good, [which]: wrong })).toBe('reject');
    expect(pool.size()).toBe(0);
  });

  it('refuses bytes', async () => {
    const data = Uint8Array.of(1, 2, 3);
    const message = { topic: 'evidence', data, author: 'x', from: 'x' } as const;
    expect(await bench.gossip.onMessage(message)).toBe('reject');
  });

  it('ignores an epoch whose committee it does not know', async () => {
    const { receive, offenceOf, setting } = bench;
    const { first, second } = offenceOf(3);
    const elsewhere = (one: Evidence['first']) => ({
      ...one,
      statement: { ...one.statement, epoch: 7n },
    });
    expect(await receive({ first: elsewhere(first), second: elsewhere(second) })).toBe('ignore');
    expect(setting.verified).toBe(0);
  });

  it('checks a bounded number for each neighbour', async () => {
    const { net, receive, offenceOf, setting } = bench;
    const wrong = { ...offenceOf(3) };
    wrong.second = { ...wrong.second, signature: `0x${'ab'.repeat(96)}` };
    for (let i = 0; i < 3 * MAX_EVIDENCE_BURST_PER_PEER; i++) await receive(wrong);
    expect(setting.verified).toBe(2 * MAX_EVIDENCE_BURST_PER_PEER);
    expect(await receive(offenceOf(3), 'other')).toBe('accept');
    await net.clock.advanceAsync(1_000);
    const before = setting.verified;
    for (const member of [4, 5, 6]) await receive(offenceOf(member));
    expect(setting.verified - before).toBe(2 * MAX_EVIDENCE_PER_SECOND_PER_PEER);
  });

  it('judges a bounded number for each neighbour, also of what is checked no further', async () => {
    const { receive, offenceOf, setting } = bench;
    for (let i = 0; i < MAX_EVIDENCE_BURST_PER_PEER; i++) await receive(offenceOf(3 + i));
    const before = setting.judged;
    const { first, second } = offenceOf(7);
    const statement = { ...first.statement, epoch: 7n };
    const elsewhere = {
      first: { ...first, statement },
      second: { ...second, statement: { ...second.statement, epoch: 7n } },
    };
    const convictsNobody = { first, second: offenceOf(8).second };
    for (const piece of [offenceOf(7), elsewhere, convictsNobody]) {
      expect(await receive(piece)).toBe('ignore');
    }
    expect(setting.judged).toBe(before);
    expect(await receive(offenceOf(9), 'other')).toBe('accept');
  });

  it('counts no piece that waits here already', async () => {
    const { receive, offenceOf } = bench;
    expect(await receive(offenceOf(3))).toBe('accept');
    for (let i = 0; i < 3 * MAX_EVIDENCE_BURST_PER_PEER; i++) {
      expect(await receive(offenceOf(3))).toBe('ignore');
    }
    expect(await receive(offenceOf(4))).toBe('accept');
  });

  it('tells what this node found until a block does, not what others did', async () => {
    const { gossip, published, receive, offenceOf } = bench;
    gossip.found(offenceOf(3));
    gossip.found(offenceOf(3));
    expect(published).toHaveLength(1);
    await receive(offenceOf(4));
    gossip.repeat();
    expect(published).toHaveLength(2);
    expect(published[1]).toEqual(encodeRlp(itemFromEvidence(offenceOf(3))));
  });
});

/** Passes no vote on. */
function keepingVotes(plain: Network): Network {
  return new Proxy(plain, {
    get(target, name) {
      if (name === 'onGossip') {
        return (topic: Topic, handler: Parameters<Network['onGossip']>[1]) =>
          target.onGossip(topic, async (message) => {
            const verdict = await handler(message);
            return topic === 'votes' && verdict === 'accept' ? 'ignore' : verdict;
          });
      }
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('an offence that only a follower saw', () => {
  it('is told in a block of somebody else', async () => {
    const network = await createEpochNetwork(['ann', 'bob', 'cat']);
    const { net, nodes, busyUntil } = network;
    const [first] = nodes as [TestNode];
    const witness = net.add('witness', { network: keepingVotes });
    await witness.node.start();
    const liar = createMemoryNetwork({ id: idOf('dan') })(net);
    await liar.start();
    for (const node of nodes) net.hub.unlink(liar.id, node.network.id);
    await busyUntil(first, async () => (await heightOf(witness)) >= 2n, 120_000);
    await equivocate(network, { name: 'dan', through: liar, seenBy: witness });
    await net.clock.advanceAsync(20_000);
    const { validators } = await first.node.rpc.handleRequest('validators', undefined);
    const found = validators.find(({ account }) => account === validatorAccount('dan'));
    expect(found?.state).toBe('removed');
  });
});
