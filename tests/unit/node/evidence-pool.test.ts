import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../lib/chain/evidence.ts';
import { NOTARIZE } from '../../../lib/chain/statement.ts';
import { MAX_PENDING_EVIDENCE } from '../../../lib/core/limits.ts';
import { createEvidencePool, readEvidence } from '../../../lib/node/mempool/evidence-pool.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { committeeOfNode, createEpochNetwork, epochOf, heightOf } from './support/epoch-network.ts';
import { equivocate, ONE, TWO } from './support/equivocate.ts';
import { forgeChain } from './support/forge-chain.ts';
import {
  createTestNetwork,
  idOf,
  type TestNode,
  validatorAccount,
} from './support/test-network.ts';

function setUp(memberCount = 4) {
  const names = Array.from({ length: memberCount }, (_, index) => `member ${index}`);
  const net = createTestNetwork(names, { epochMs: 60_000, maxMembers: 100 });
  const { chain, certify } = forgeChain(net.file);
  const storage = createMemoryStorage();
  const pool = createEvidencePool({
    chain,
    storage,
    finalTree: () => chain.root.tree,
    stored: [],
    onFailure: () => {},
  });
  const offenceOf = (...members: number[]): Evidence => ({
    first: certify(NOTARIZE, 1n, ONE, members),
    second: certify(NOTARIZE, 1n, TWO, members),
  });
  return { net, storage, pool, offenceOf };
}

describe('the pool of evidence', () => {
  it('keeps a piece, and a next session finds it', async () => {
    const { pool, storage, offenceOf } = setUp();
    pool.add(offenceOf(3));
    expect([...pool.all()]).toEqual([offenceOf(3)]);
    expect(await readEvidence(storage)).toEqual([offenceOf(3)]);
  });

  it('keeps what convicts somebody else, and not the same members again', () => {
    const { pool, offenceOf } = setUp();
    pool.add(offenceOf(2, 3));
    pool.add(offenceOf(3));
    expect(pool.size()).toBe(1);
    pool.add(offenceOf(1, 3));
    expect(pool.size()).toBe(2);
  });

  it('keeps nothing that convicts nobody', () => {
    const { pool, offenceOf } = setUp();
    const { first } = offenceOf(3);
    pool.add({ first, second: first });
    expect(pool.size()).toBe(0);
  });

  it('is bounded', () => {
    const { pool, offenceOf } = setUp(MAX_PENDING_EVIDENCE + 1);
    for (let member = 0; member <= MAX_PENDING_EVIDENCE; member++) pool.add(offenceOf(member));
    expect(pool.size()).toBe(MAX_PENDING_EVIDENCE);
  });

  it('is work until a block that may become final tells it', () => {
    const { pool, offenceOf } = setUp();
    expect(pool.isPending([])).toBe(false);
    pool.add(offenceOf(3));
    expect(pool.isPending([])).toBe(true);
  });
});

describe('a member that says two things in one view', () => {
  it('is slashed by an own block of who saw it, and out of the next committee', async () => {
    const network = await createEpochNetwork(['ann', 'bob', 'cat']);
    const { net, nodes, busyUntil } = network;
    const [first] = nodes as [TestNode];
    const liar = createMemoryNetwork({ id: idOf('dan') })(net);
    await liar.start();
    await busyUntil(first, async () => (await heightOf(first)) >= 2n, 120_000);
    const epoch = await epochOf(first);
    await equivocate(network, { name: 'dan', through: liar, seenBy: first });
    const stateOf = async () => {
      const { validators } = await first.node.rpc.handleRequest('validators', undefined);
      return validators.find(({ account }) => account === validatorAccount('dan'))?.state;
    };
    // Evidence alone is reason enough to make a block.
    await net.clock.advanceAsync(20_000);
    expect(await stateOf()).toBe('removed');
    await busyUntil(first, async () => (await epochOf(first)) > epoch, 120_000);
    expect(await committeeOfNode(first)).not.toContain(validatorAccount('dan'));

    // Once told it is no work any more.
    const height = await heightOf(first);
    await net.clock.advanceAsync(25_000);
    expect(await heightOf(first)).toBeLessThanOrEqual(height + 2n);
  });
});
