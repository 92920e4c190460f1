import { describe, expect, it } from 'vitest';
import type { BlockPlan } from '../../../lib/chain/block-context.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { committeeEntries } from '../../../lib/chain/epoch.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { BACKGROUND_CHECK_BLOCKS, MAX_UNCHECKED_BLOCKS } from '../../../lib/core/limits.ts';
import { modules } from '../../../lib/modules/index.ts';
import { openState } from '../../../lib/node/block-store/open-state.ts';
import { writeSnapshot } from '../../../lib/node/block-store/snapshot.ts';
import { heightKey } from '../../../lib/node/block-store/storage-keys.ts';
import { createBackgroundChecks } from '../../../lib/node/sync/background-checks.ts';
import { readUnchecked, writeOfUnchecked } from '../../../lib/node/sync/unchecked.ts';
import {
  createFakeSignatures,
  createFakeSigner,
} from '../../../lib/platform/memory/fake-signatures.ts';
import {
  createMemoryStorage,
  type MemoryDisk,
} from '../../../lib/platform/memory/memory-storage.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork, runUntil, statusOf, type TestNode } from './support/test-network.ts';

const EPOCH_BLOCKS = 10;
const BLOCKS = 200;

/** The quorum of an early epoch signed a block whose proposer did not sign its view. */
const withFalseReveal = (plan: BlockPlan): BlockPlan => ({
  ...plan,
  reveal: createFakeSigner('nobody').sign(new Uint8Array(1)),
});

const withFalseCertificate = (plan: BlockPlan): BlockPlan => {
  const { parentCertificate } = plan;
  if (!parentCertificate) return plan;
  const { reveal: signature } = withFalseReveal(plan);
  return { ...plan, parentCertificate: { ...parentCertificate, signature } };
};

/** An archive with twenty epochs, of whose committees the newest state knows the last few. */
async function archived(falseAt?: number, lie = withFalseReveal) {
  const net = createTestNetwork(undefined, {
    epochMs: EPOCH_BLOCKS * 500,
    unbondingMs: EPOCH_BLOCKS * 500,
  });
  const chain = forgeChain(net.file);
  for (let height = 1; height <= BLOCKS; height++) {
    await chain.grow({}, [], height === falseAt ? lie : undefined);
  }
  const source = net.add('archive', { disk: await chain.disk() });
  await source.node.start();
  return { net, source };
}

type Archived = Awaited<ReturnType<typeof archived>>;

/** Signatures of which those in blocks can be left unchecked for a while. */
function signaturesThatWait() {
  const fake = createFakeSignatures();
  const setting = { areBusy: false, checks: 0 };
  const verifyAggregates: typeof fake.verifyAggregates = async (checks) => {
    if (setting.areBusy) throw new WeftError('signatures/overloaded', 'too many wait');
    setting.checks += checks.length;
    return fake.verifyAggregates(checks);
  };
  return { setting, signatures: { ...fake, verifyAggregates } };
}

/** From then on the node starts without looking at its blocks. */
async function snapshotOfHead(disk: MemoryDisk, { net }: Archived): Promise<void> {
  const storage = createMemoryStorage({ disk });
  const { root } = createChain(net.file.genesis, modules);
  const opened = await openState(storage, root.tree, async () => undefined);
  if (!opened) throw new RangeError('a store with blocks');
  const { height, stateRoot } = opened.head.block.header;
  await writeSnapshot(storage, opened.tree, { height, stateRoot }, async () => undefined);
}

async function verificationOf(node: TestNode) {
  return (await statusOf(node)).boot.find(({ name }) => name === 'verification');
}

/** Catches up and is stopped before it has checked what it caught up with. */
async function stoppedUnchecked({ net }: Archived): Promise<MemoryDisk> {
  const { setting, signatures } = signaturesThatWait();
  const late = net.add('late', { signatures });
  await late.node.start();
  const heightOf = async () => (await statusOf(late)).finalizedHeight;
  await runUntil(net.clock, async () => (await heightOf()) === BigInt(BLOCKS));
  setting.areBusy = true;
  await net.clock.advanceAsync(1_000);
  expect((await verificationOf(late))?.state).toBe('running');
  await late.node.stop();
  return late.storage.disk;
}

describe('signatures in blocks that were caught up with', () => {
  it.each([
    ['the reveal', withFalseReveal],
    ['the certificate', withFalseCertificate],
  ])('stop the node when %s of a block in an old epoch is false', async (_, lie) => {
    const { net } = await archived(14, lie);
    const late = net.add('late');
    await late.node.start();
    await runUntil(net.clock, async () => (await statusOf(late)).phase === 'stopped');
    const { problem, epoch } = await statusOf(late);
    expect(problem).toMatchObject({
      code: 'sync/final-block-unsigned',
      facts: { height: '14' },
    });
    expect(epoch).toBeGreaterThan(10n);
  });

  it('are still unchecked after a restart, which says so and goes on with them', async () => {
    const setting = await archived();
    const { net, source } = setting;
    const disk = await stoppedUnchecked(setting);
    const busy = signaturesThatWait();
    busy.setting.areBusy = true;
    const again = net.add('late', { disk, signatures: busy.signatures });
    await again.node.start();
    await net.clock.advanceAsync(10_000);
    expect((await statusOf(again)).phase).toBe('live');
    expect(await verificationOf(again)).toMatchObject({
      state: 'running',
      facts: { blocks: 0, of: BLOCKS },
    });
    busy.setting.areBusy = false;
    await runUntil(net.clock, async () => (await verificationOf(again))?.state === 'done');
    // Each block but the first carries a reveal and a certificate.
    expect(busy.setting.checks).toBe(2 * BLOCKS - 1);
    await again.node.stop();

    const { setting: idle, signatures } = signaturesThatWait();
    const third = net.add('late', { disk, signatures });
    await third.node.start();
    await net.clock.advanceAsync(10_000);
    expect([idle.checks, (await verificationOf(third))?.state]).toEqual([0, 'done']);
    expect((await statusOf(source)).problem).toBeUndefined();
  });

  it('stop the node after the restart, and after each other one', async () => {
    const setting = await archived(14);
    const { net, source } = setting;
    const disk = await stoppedUnchecked(setting);
    await source.node.stop();
    for (let start = 1; start <= 2; start++) {
      const again = net.add('late', { disk });
      await again.node.start();
      await runUntil(net.clock, async () => (await statusOf(again)).phase === 'stopped');
      expect((await statusOf(again)).problem?.code).toBe('sync/final-block-unsigned');
      await again.node.stop();
    }
  });

  it('go on where they were, when some are checked', async () => {
    const setting = await archived();
    const { net } = setting;
    const { setting: hours, signatures } = signaturesThatWait();
    const disk = await stoppedUnchecked(setting);
    const first = net.add('late', { disk, signatures });
    await first.node.start();
    await runUntil(net.clock, () => hours.checks > BLOCKS);
    hours.areBusy = true;
    await net.clock.advanceAsync(500);
    await first.node.stop();
    const before = hours.checks;
    const second = net.add('late', { disk, signatures });
    hours.areBusy = false;
    await second.node.start();
    await runUntil(net.clock, async () => (await verificationOf(second))?.state === 'done');
    expect(hours.checks - before).toBeLessThan(2 * BLOCKS - 1);
    expect(hours.checks).toBeGreaterThanOrEqual(2 * BLOCKS - 1);
  });
});

describe('a block that was damaged before it is checked', () => {
  it('has the node catch up anew at its next start, though nothing else needs the block', async () => {
    const setting = await archived();
    const { net } = setting;
    const disk = await stoppedUnchecked(setting);
    await snapshotOfHead(disk, setting);
    const storage = createMemoryStorage({ disk });
    const key = heightKey(14n);
    const block = (await storage.get('blocks', key))?.map((byte, at) => (at === 99 ? ~byte : byte));
    await storage.write([{ bucket: 'blocks', key, value: block }]);
    const first = net.add('late', { disk });
    await first.node.start();
    await runUntil(net.clock, async () => (await statusOf(first)).phase === 'stopped');
    expect((await statusOf(first)).problem?.code).toBe('block-store/corrupt');
    await first.node.stop();
    const second = net.add('late', { disk });
    await second.node.start();
    await runUntil(net.clock, async () => (await verificationOf(second))?.state === 'done');
    const { finalizedHeight, problem } = await statusOf(second);
    expect([finalizedHeight, problem]).toEqual([BigInt(BLOCKS), undefined]);
    await second.node.stop();
  });
});

describe('a record of unchecked blocks that never came', () => {
  it('is forgotten: the blocks that do come at their heights are checked before', async () => {
    const net = createTestNetwork();
    const { chain, grow, disk } = forgeChain(net.file);
    await grow();
    const stored = await disk();
    const record = { next: 2n, committees: committeeEntries(chain.root.tree) };
    await createMemoryStorage({ disk: stored }).write([writeOfUnchecked(record)]);
    const crashed = net.add('crashed', { disk: stored });
    await crashed.node.start();
    await net.clock.advanceAsync(1_000);
    expect(await readUnchecked(crashed.storage)).toBeUndefined();
    expect((await verificationOf(crashed))?.state, 'which is no news').toBe('waiting');
    await crashed.node.stop();
  });
});

describe('catching up', () => {
  it('waits for checks when too many blocks are unchecked', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    const { block } = await forged.grow();
    const { root } = forged.chain;
    const { setting, signatures } = signaturesThatWait();
    setting.areBusy = true;
    let height = 0n;
    const checks = createBackgroundChecks({
      ...{ chain: forged.chain, clock: net.clock, signatures, unchecked: undefined },
      storage: createMemoryStorage(),
      final: () => ({ header: { ...root.header, height }, tree: root.tree }),
      // The signatures of one block are as good as those of any other.
      store: {
        blockAt: async () => ({ ...forged.blocks[0], block }) as never,
        diffAt: async () => [],
      },
      isSyncing: () => true,
      onProgress: () => {},
      onFailure: (thrown) => {
        throw thrown;
      },
    });
    await checks.expect(MAX_UNCHECKED_BLOCKS);
    height = MAX_UNCHECKED_BLOCKS;
    await net.clock.advanceAsync(1_000);
    let mayCommit = false;
    const more = checks.expect(MAX_UNCHECKED_BLOCKS + 1n).then(() => {
      mayCommit = true;
    });
    await net.clock.advanceAsync(10_000);
    expect([mayCommit, checks.neededFrom()]).toEqual([false, 1n]);
    setting.areBusy = false;
    await net.clock.advanceAsync(2_000);
    await more;
    expect(checks.neededFrom()).toBe(1n + BigInt(BACKGROUND_CHECK_BLOCKS));
    checks.stop();
  });
});
