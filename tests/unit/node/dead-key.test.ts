import { describe, expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { attestMessage, NULLIFY } from '../../../lib/chain/statement.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import { bytesFromCertificatesRequest } from '../../../lib/node/peers/wire.ts';
import { createFakeSigner } from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import {
  createEpochNetwork,
  type EpochNetwork,
  epochOf,
  headersOf,
  sameStates,
  tapVotes,
} from './support/epoch-network.ts';
import { idOf, runUntil, statusOf, type TestNode } from './support/test-network.ts';

/** A neighbour shows a validator a vote of its own key, some views ahead of the final block. */
async function showOwnVote({ net }: EpochNetwork, victim: TestNode, viewsAhead: bigint) {
  const { genesisHash, genesis } = createChain(net.file.genesis, modules);
  const key = createFakeSigner(victim.name);
  const signer = genesis.committee.findIndex(({ blsKey }) => blsKey === key.publicKey);
  const last = (await headersOf(victim)).at(-1);
  const epoch = await epochOf(victim);
  const view = (last && last.epoch === epoch ? last.view : 0n) + viewsAhead;
  const statement = { kind: NULLIFY, epoch, view, digest: ZERO_HASH } as const;
  const vote = { statement, signer, signature: key.sign(attestMessage(genesisHash, statement)) };
  const neighbour = createMemoryNetwork({ id: 'neighbour' })(net);
  await neighbour.start();
  const message = { type: 'vote', vote } as const;
  const push = bytesFromCertificatesRequest({ kind: 'push', messages: [message] });
  void neighbour.request(victim.network.id, 'certificates', push).catch(() => undefined);
  await net.clock.advanceAsync(100);
  await neighbour.stop();
}

describe('a validator whose key somebody else uses', () => {
  it('follows from then on and never signs again, in no epoch and after no restart', async () => {
    const network = await createEpochNetwork();
    const { net, nodes, busyUntil } = network;
    const [first, second] = nodes as [TestNode, TestNode];
    await busyUntil(second, async () => (await epochOf(first)) >= 2n);
    await showOwnVote(network, first, 3n);
    expect(await first.keys.current()).toMatchObject({
      state: 'dead',
      cause: { code: 'consensus/key-used-elsewhere' },
    });
    const votes = await tapVotes(net, idOf('ann'));
    const epoch = await epochOf(second);
    await busyUntil(second, async () => (await epochOf(first)) >= epoch + 2n, 120_000);
    const status = await statusOf(first);
    expect([status.phase, status.problem]).toEqual(['live', undefined]);

    await first.node.stop();
    const again = net.add('ann', { disk: first.storage.disk });
    await again.node.start();
    await busyUntil(second, async () => (await epochOf(again)) >= epoch + 4n, 120_000);
    await runUntil(net.clock, () => sameStates([again, second]));
    expect((await again.keys.current())?.state).toBe('dead');
    expect(votes).toEqual([]);
  });

  it('finds as an old copy that the chain counts votes it never cast, and casts none', async () => {
    const { net, nodes, busyUntil } = await createEpochNetwork();
    const [first, second] = nodes as [TestNode, TestNode];
    await busyUntil(second, async () => (await epochOf(first)) >= 1n);
    await first.node.stop();
    const copied = structuredClone(first.storage.disk);
    const original = net.add('ann', { disk: first.storage.disk });
    await original.node.start();
    const epoch = await epochOf(second);
    await busyUntil(second, async () => (await epochOf(original)) >= epoch + 2n);
    expect((await original.keys.current())?.state).toBe('live');
    await original.node.stop();

    const votes = await tapVotes(net, idOf('ann'));
    const copy = net.add('ann', { disk: copied });
    await copy.node.start();
    await runUntil(net.clock, () => sameStates([copy, second]));
    await busyUntil(second, async () => (await epochOf(copy)) >= epoch + 4n);
    expect(await copy.keys.current()).toMatchObject({
      state: 'dead',
      cause: { code: 'consensus/key-used-elsewhere' },
    });
    expect(votes).toEqual([]);
  });

  it('is not disturbed by old votes of its own', async () => {
    const network = await createEpochNetwork();
    const { nodes, busyUntil } = network;
    const [first, second] = nodes as [TestNode, TestNode];
    await busyUntil(second, async () => (await epochOf(first)) >= 2n);
    await showOwnVote(network, first, 0n);
    expect((await first.keys.current())?.state).toBe('live');
  });
});
