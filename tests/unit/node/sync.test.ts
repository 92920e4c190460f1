import { describe, expect, it } from 'vitest';
import { decodeTransaction } from '../../../lib/chain/transaction.ts';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { SYNC_FIRST_BLOCKS, SYNC_RANGE_BYTES } from '../../../lib/core/limits.ts';
import { blocksRequestFromBytes } from '../../../lib/node/peers/wire.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { type ForgedChain, forgeChain } from './support/forge-chain.ts';
import { createTestNetwork, runUntil, statusOf, type Transfer } from './support/test-network.ts';

describe('a node that is late', () => {
  it('catches up with 1,000 blocks of four seeds in under three seconds of network time', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 1_000; i++) await forged.grow();
    const disk = await forged.disk();
    const seeds = ['one', 'two', 'three', 'four'].map((name) =>
      net.add(name, { disk: structuredClone(disk) }),
    );
    await Promise.all(seeds.map(({ node }) => node.start()));
    const late = net.add('late');
    await late.node.start();
    const startMs = net.clock.monotonicMs();
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 1_000n);
    expect(net.clock.monotonicMs() - startMs).toBeLessThan(3_000);
    expect((await statusOf(late)).stateRoot).toBe(forged.blocks.at(-1)?.block.header.stateRoot);
    await net.clock.advanceAsync(10_000);
    const status = await statusOf(late);
    expect(status.phase).toBe('live');
    expect(status.boot.find((step) => step.name === 'verification')?.facts).toEqual({
      blocks: 1_000,
      of: 1_000,
    });
  });

  it('follows blocks that a later one made final, by the headers between', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 300; i++) await forged.grow();
    const source = net.add('archive', { disk: await forged.disk(150) });
    const late = net.add('late');
    await Promise.all([source.node.start(), late.node.start()]);
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 300n);
    expect((await statusOf(late)).stateRoot).toBe((await statusOf(source)).stateRoot);

    // What it caught up with, it can serve and prove in turn.
    await source.node.stop();
    const later = net.add('later');
    await later.node.start();
    await runUntil(net.clock, async () => (await statusOf(later)).finalizedHeight === 300n);
    expect((await statusOf(later)).stateRoot).toBe((await statusOf(late)).stateRoot);
  });

  it('asks for a few blocks first, and then for as many as fill a range', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let height = 0n; height < 24n; height++) {
      const nonces = Array.from({ length: 200 }, (_, i) => height * 200n + BigInt(i));
      await forged.grow(
        {},
        nonces.map((nonce) => recovered(forged, net.transfer(0, { nonce }))),
      );
    }
    const source = net.add('archive', { disk: await forged.disk() });
    const asked: { count: number; bytes: number }[] = [];
    const late = net.add('late');
    const request = late.network.request.bind(late.network);
    late.network.request = async (peer, protocol, data) => {
      const answer = await request(peer, protocol, data);
      const wanted = protocol === 'blocks' ? blocksRequestFromBytes(data) : undefined;
      if (wanted?.kind === 'range') asked.push({ count: wanted.count, bytes: answer.length });
      return answer;
    };
    await Promise.all([source.node.start(), late.node.start()]);
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 24n);
    const [first, ...others] = asked;
    expect(first?.count).toBe(SYNC_FIRST_BLOCKS);
    expect(first?.bytes).toBeGreaterThan(SYNC_RANGE_BYTES);
    expect(others.every(({ bytes }) => bytes <= SYNC_RANGE_BYTES)).toBe(true);
    expect(Math.max(...others.map(({ bytes }) => bytes))).toBeGreaterThan(SYNC_RANGE_BYTES / 2);
  });

  it('waits for threads that verify and fail for a while', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 100; i++) await forged.grow();
    const source = net.add('archive', { disk: await forged.disk() });
    const fake = createFakeSignatures();
    let failures = 0;
    const late = net.add('late', {
      signatures: {
        ...fake,
        async verifyAggregates(checks) {
          if (failures++ < 3) throw new WeftError('signatures/overloaded', 'too many wait');
          return fake.verifyAggregates(checks);
        },
      },
    });
    await Promise.all([source.node.start(), late.node.start()]);
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 100n);
    expect((await statusOf(late)).problem).toBeUndefined();
    expect(failures).toBeGreaterThan(3);
  });

  it('catches up while the chain goes on, and then follows', async () => {
    const net = createTestNetwork();
    const validators = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
    await Promise.all(validators.map(({ node }) => node.start()));
    await net.clock.advanceAsync(3_000);
    const send = async (nonce: bigint) => {
      const { envelope, hash } = net.transfer(0, { nonce });
      await validators[0]?.node.rpc.handleRequest('send', { envelope });
      return hash;
    };
    for (let nonce = 0n; nonce < 20n; nonce++) {
      await send(nonce);
      await net.clock.advanceAsync(600);
    }
    const late = net.add('late');
    await late.node.start();
    const hash = await send(20n);
    await runUntil(net.clock, async () => {
      const view = await late.node.rpc.handleRequest('transaction', { hash });
      return view?.final === true;
    });
    expect((await statusOf(late)).phase).toBe('live');
  });
});

function recovered({ chain }: ForgedChain, { envelope }: Transfer) {
  const decoded = decodeTransaction(chain.registry, bytesFromHex(envelope));
  return { ...decoded, sender: decoded.transaction.account };
}
