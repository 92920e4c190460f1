import { describe, expect, it } from 'vitest';
import {
  pathOfKey,
  rootOfTree,
  type StateTree,
  updateTree,
} from '../../../lib/chain/state-tree.ts';
import { bytesFromUint, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { createBlockStore } from '../../../lib/node/block-store/block-store.ts';
import { openState } from '../../../lib/node/block-store/open-state.ts';
import { pruneBlocks } from '../../../lib/node/block-store/prune-blocks.ts';
import {
  listSnapshots,
  readSnapshot,
  writeSnapshot,
} from '../../../lib/node/block-store/snapshot.ts';
import { HEAD_KEY, heightKey } from '../../../lib/node/block-store/storage-keys.ts';
import type { Bucket, Storage } from '../../../lib/node/ports.ts';
import {
  createMemoryStorage,
  type MemoryDisk,
} from '../../../lib/platform/memory/memory-storage.ts';
import { forgeChain } from './support/forge-chain.ts';
import {
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNetwork,
  type TestNode,
} from './support/test-network.ts';

const breathe = () => Promise.resolve();

async function storedChain(length: number) {
  const net = createTestNetwork();
  const forged = forgeChain(net.file);
  for (let i = 0; i < length; i++) await forged.grow();
  return { net, forged, disk: await forged.disk() };
}

/** Changes one byte in the middle of a stored value. */
function damage(disk: MemoryDisk, bucket: Bucket, index: number): void {
  const values = [...(disk.buckets.get(bucket)?.values.values() ?? [])];
  const value = values.at(index)?.value;
  if (!value) throw new RangeError('nothing to damage');
  const middle = value.length >> 1;
  value[middle] = (value[middle] ?? 0) ^ 1;
}

function remove(disk: MemoryDisk, bucket: Bucket, index: number): void {
  const rows = disk.buckets.get(bucket);
  const [key] = rows?.keys.splice(index, 1) ?? [];
  if (!key) throw new RangeError('nothing to remove');
  rows?.values.delete(key);
}

function headIndex(disk: MemoryDisk): number {
  return [...(disk.buckets.get('meta')?.values.keys() ?? [])].indexOf(hexFromBytes(HEAD_KEY));
}

async function sendFinal(net: TestNetwork, { node }: TestNode, nonce: bigint): Promise<void> {
  const { envelope, hash } = net.transfer(0, { nonce });
  await node.rpc.handleRequest('send', { envelope });
  await runUntil(net.clock, async () => {
    return (await node.rpc.handleRequest('transaction', { hash }))?.final === true;
  });
}

describe('opening the block store', () => {
  it('rebuilds the state of the head from the changes of its blocks', async () => {
    const { forged, disk } = await storedChain(5);
    const storage = createMemoryStorage({ disk });
    const opened = await openState(storage, forged.chain.root.tree, breathe);
    const head = forged.blocks.at(-1)?.block.header;
    expect(opened?.head.block.header).toEqual(head);
    expect(rootOfTree(opened?.tree)).toBe(head?.stateRoot);
  });

  it('knows that there is nothing yet', async () => {
    const { forged } = await storedChain(0);
    const opened = await openState(createMemoryStorage(), forged.chain.root.tree, breathe);
    expect(opened).toBeUndefined();
  });

  it.each([
    ['the head', 'meta', 0],
    ['the newest block', 'blocks', -1],
    ['a block before', 'blocks', 2],
  ] as const)('notices damage to %s', async (_, bucket, index) => {
    const { forged, disk } = await storedChain(5);
    damage(disk, bucket, index);
    const storage = createMemoryStorage({ disk });
    await expect(openState(storage, forged.chain.root.tree, breathe)).rejects.toMatchObject({
      code: 'block-store/corrupt',
    });
  });

  it('of a follower empties it when it is damaged, and peers fill it again', async () => {
    const { net, disk } = await storedChain(20);
    const copy = structuredClone(disk);
    damage(copy, 'blocks', 3);
    const archive = net.add('archive', { disk });
    const hurt = net.add('hurt', { disk: copy });
    await Promise.all([archive.node.start(), hurt.node.start()]);
    await runUntil(net.clock, async () => (await statusOf(hurt)).finalizedHeight === 20n);
    expect((await statusOf(hurt)).stateRoot).toBe((await statusOf(archive)).stateRoot);
  });

  it.each([
    ['a changed byte', (disk: MemoryDisk) => damage(disk, 'blocks', 3)],
    ['a missing block', (disk: MemoryDisk) => remove(disk, 'blocks', 3)],
    ['a damaged head', (disk: MemoryDisk) => damage(disk, 'meta', headIndex(disk))],
  ])('of a validator with a whole journal is filled again after %s', async (_, hurt) => {
    const net = createTestNetwork();
    const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
    const [first, second] = nodes as [TestNode, TestNode];
    await Promise.all(nodes.map(({ node }) => node.start()));
    await net.clock.advanceAsync(3_000);
    for (let nonce = 0n; nonce < 8n; nonce++) await sendFinal(net, second, nonce);
    await first.node.stop();
    hurt(first.storage.disk);

    const again = net.add('ann', { disk: first.storage.disk });
    await again.node.start();
    // Two of the others are a quorum only together with it.
    await nodes[3]?.node.stop();
    await runUntil(net.clock, async () => (await statusOf(again)).phase === 'live');
    await sendFinal(net, second, 8n);
    await runUntil(net.clock, async () => (await statusOf(again)).pendingTransactions === 0);
    await net.clock.advanceAsync(1_000);
    const [ours, theirs] = [await statusOf(again), await statusOf(second)];
    expect(ours.stateRoot).toBe(theirs.stateRoot);
    expect([ours.problem, theirs.problem]).toEqual([undefined, undefined]);
  });

  it('of a validator costs the key when the journal does not tell its votes', async () => {
    const { net, disk } = await storedChain(20);
    const archive = net.add('archive', { disk: structuredClone(disk) });
    damage(disk, 'blocks', 3);
    const hurt = net.add('ann', { disk });
    await Promise.all([archive.node.start(), hurt.node.start()]);
    expect(await hurt.keys.current()).toMatchObject({
      state: 'dead',
      cause: { code: 'block-store/corrupt' },
    });
    await runUntil(net.clock, async () => (await statusOf(hurt)).finalizedHeight === 20n);
    expect((await statusOf(hurt)).problem).toBeUndefined();
  });

  it('refuses the database of another chain', async () => {
    const { disk } = await storedChain(1);
    const other = createTestNetwork(['eve', 'fay']);
    const node = createTestNetwork().add('late', { disk });
    await node.node.start();
    await node.node.stop();
    await expect(other.add('late', { disk }).node.start()).rejects.toMatchObject({
      code: 'block-store/other-chain',
    });
  });
});

describe('a snapshot', () => {
  const keyOf = (index: number): Hex => hexFromBytes(bytesFromUint(BigInt(index), 8));
  function treeOf(count: number): StateTree {
    const changes = Array.from({ length: count }, (_, index) => {
      const key = keyOf(index);
      return { key, path: pathOfKey(key), value: new Uint8Array(600).fill(index & 0xff) };
    });
    return updateTree(undefined, changes);
  }

  async function withSnapshot(storage: Storage, height: bigint, count: number) {
    const tree = treeOf(count);
    await writeSnapshot(storage, tree, { height, stateRoot: rootOfTree(tree) }, breathe);
    return tree;
  }

  it('is written in chunks below nodes of one depth and read back whole', async () => {
    const storage = createMemoryStorage();
    const tree = await withSnapshot(storage, 256n, 4_000);
    const [manifest] = await listSnapshots(storage);
    expect(manifest?.parts).toBe(4);
    expect(manifest?.depth).toBe(2);
    if (!manifest) throw new RangeError('a manifest');
    const entries = await readSnapshot(storage, manifest);
    expect(entries.size).toBe(4_000);
    const changes = Array.from(entries, ([key, value]) => ({ key, path: pathOfKey(key), value }));
    expect(rootOfTree(updateTree(undefined, changes))).toBe(rootOfTree(tree));
  });

  it('that was interrupted does not count', async () => {
    const storage = createMemoryStorage();
    await withSnapshot(storage, 256n, 10);
    storage.failWriteIn(2);
    await expect(withSnapshot(storage, 512n, 4_000)).rejects.toMatchObject({
      code: 'storage/failed',
    });
    expect((await listSnapshots(storage)).map(({ height }) => height)).toEqual([256n]);
  });

  it('that is damaged is passed over for the one before', async () => {
    const { forged, disk } = await storedChain(5);
    const storage = createMemoryStorage({ disk });
    const { stateRoot } = forged.chain.root.header;
    await writeSnapshot(storage, forged.chain.root.tree, { height: 0n, stateRoot }, breathe);
    await writeSnapshot(storage, forged.chain.root.tree, { height: 3n, stateRoot }, breathe);
    // Rows are in order of height: the chunk of the newer one is the last but one.
    damage(disk, 'snapshots', -2);
    const opened = await openState(storage, forged.chain.root.tree, breathe);
    expect(rootOfTree(opened?.tree)).toBe(forged.blocks.at(-1)?.block.header.stateRoot);
  });
});

describe('retention', () => {
  it('forgets old blocks with their indexes, and keeps the newest', async () => {
    const { disk } = await storedChain(600);
    const storage = createMemoryStorage({ disk });
    const limits = { ageMs: 0, bytes: Number.MAX_SAFE_INTEGER, leastBlocks: 100n };
    await pruneBlocks(storage, 600n, 1_800_000_000_000, () => [], limits);
    expect(await storage.get('blocks', heightKey(256n))).toBeUndefined();
    expect(await storage.get('blocks', heightKey(257n))).toBeDefined();
    expect((await storage.range('heights', {})).length).toBe(600 - 256);
  });

  it('keeps old blocks whose signatures are still to be checked', async () => {
    const { forged, disk } = await storedChain(600);
    const storage = createMemoryStorage({ disk });
    const { tree, header } = forged.chain.root;
    const at = { height: 600n, stateRoot: header.stateRoot };
    const retention = { ageMs: 0, bytes: Number.MAX_SAFE_INTEGER, leastBlocks: 100n };
    const components = { storage, breathe, wallMs: () => 1_800_000_000_000, accountsOf: () => [] };
    const options = { archive: false, retention };
    const checking = createBlockStore(options)({ ...components, neededFrom: () => 300n });
    await checking.maintain(tree, at);
    expect(await storage.get('blocks', heightKey(1n))).toBeDefined();
    const checked = createBlockStore(options)({ ...components, neededFrom: () => undefined });
    await checked.maintain(tree, { ...at, height: 856n });
    expect(await storage.get('blocks', heightKey(1n))).toBeUndefined();
  });
});
