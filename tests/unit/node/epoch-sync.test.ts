import { describe, expect, it } from 'vitest';
import { epochInfoOf, isBoundary } from '../../../lib/chain/epoch.ts';
import { FINALIZE } from '../../../lib/chain/statement.ts';
import type { CommittedBlock } from '../../../lib/node/block-store/block-writes.ts';
import { createVerifiedCertificates } from '../../../lib/node/consensus/verified-certificates.ts';
import { verifyRange } from '../../../lib/node/sync/verify-range.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

const EPOCH_BLOCKS = 40;

async function forged(blockCount: number) {
  const net = createTestNetwork(undefined, { epochMs: EPOCH_BLOCKS * 500 });
  const chain = forgeChain(net.file);
  for (let i = 0; i < blockCount; i++) await chain.grow();
  return { net, chain };
}

describe('a node that is many epochs late', () => {
  it('catches up with 1,000 blocks in 25 epochs in under five seconds of network time', async () => {
    const { net, chain } = await forged(1_000);
    const disk = await chain.disk();
    const seeds = ['one', 'two', 'three', 'four'].map((name) =>
      net.add(name, { disk: structuredClone(disk) }),
    );
    await Promise.all(seeds.map(({ node }) => node.start()));
    const late = net.add('late');
    await late.node.start();
    const startMs = net.clock.monotonicMs();
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 1_000n);
    expect(net.clock.monotonicMs() - startMs).toBeLessThan(5_000);
    const status = await statusOf(late);
    expect(status.stateRoot).toBe(chain.blocks.at(-1)?.block.header.stateRoot);
    expect(status.epoch).toBe(25n);
    await net.clock.advanceAsync(10_000);
    expect((await statusOf(late)).phase).toBe('live');
  });

  it('follows proofs by later headers up to each boundary', async () => {
    const { net, chain } = await forged(200);
    const source = net.add('archive', { disk: await chain.disk(1_000) });
    const late = net.add('late');
    await Promise.all([source.node.start(), late.node.start()]);
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 200n);
    expect((await statusOf(late)).stateRoot).toBe((await statusOf(source)).stateRoot);
  });
});

describe('an answer with blocks', () => {
  async function rangeOf(from: number, to: number) {
    const { chain } = await forged(2 * EPOCH_BLOCKS);
    const blocks = chain.blocks.slice(from, to);
    const parent = chain.blocks[from - 1]?.block.header ?? chain.chain.root.header;
    const { committee } = epochInfoOf(chain.chain.root.tree);
    const certificatesOf = (epoch: bigint) =>
      createVerifiedCertificates(
        { genesisHash: chain.chain.genesisHash, epoch, committee },
        createFakeSignatures(),
      );
    const last = blocks.at(-1) as CommittedBlock;
    const range = {
      blocks: blocks.map(({ block }) => block),
      headers: [],
      finalization: last.certificate,
    };
    return { chain, range, parent, certificatesOf, last };
  }

  const firstBoundary = EPOCH_BLOCKS;

  it('may end with a boundary, and the next may begin there', async () => {
    const ending = await rangeOf(firstBoundary - 5, firstBoundary);
    expect(isBoundary(ending.last.block.header)).toBe(true);
    const { range, parent, certificatesOf } = ending;
    expect(await verifyRange(range, parent, certificatesOf(0n))).toBeDefined();
    const next = await rangeOf(firstBoundary, firstBoundary + 5);
    expect(await verifyRange(next.range, next.parent, next.certificatesOf(1n))).toBeDefined();
    expect(await verifyRange(next.range, next.parent, next.certificatesOf(0n))).toBeUndefined();
  });

  it('never spans two epochs', async () => {
    const { range, parent, certificatesOf } = await rangeOf(firstBoundary - 3, firstBoundary + 3);
    expect(await verifyRange(range, parent, certificatesOf(0n))).toBeUndefined();
    expect(await verifyRange(range, parent, certificatesOf(1n))).toBeUndefined();
  });

  it('is proven at a later view for a boundary alone', async () => {
    const late = async (end: number, later: bigint) => {
      const { net, chain } = await forged(end - 1);
      const root = epochInfoOf(chain.chain.root.tree);
      const committed = await chain.grow();
      const { view, digest, epoch } = committed.certificate.statement;
      const before = chain.blocks.at(-2)?.block.header ?? chain.chain.root.header;
      const certificates = createVerifiedCertificates(
        { genesisHash: chain.chain.genesisHash, epoch, committee: root.committee },
        createFakeSignatures(),
      );
      const again = forgeChain(net.file).certify(FINALIZE, view + later, digest);
      const range = { blocks: [committed.block], headers: [], finalization: again };
      return verifyRange(range, before, certificates);
    };
    expect(await late(firstBoundary, 0n)).toBeDefined();
    expect(await late(firstBoundary, 7n)).toBeDefined();
    expect(await late(firstBoundary - 1, 0n)).toBeDefined();
    expect(await late(firstBoundary - 1, 7n)).toBeUndefined();
  });
});
