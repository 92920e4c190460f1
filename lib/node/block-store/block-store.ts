import type { StateTree } from '../../chain/state-tree.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { MAX_CACHED_BLOCKS, SNAPSHOT_INTERVAL_BLOCKS } from '../../core/limits.ts';
import type { Storage, StorageWrite } from '../ports.ts';
import { createSerial } from '../serial.ts';
import { type CommittedBlock, writesOfBlock, writesOfHead } from './block-writes.ts';
import { activityFromBytes, heightFromBytes, locationFromBytes } from './index-rows.ts';
import { type PackedBlock, packedBlockFromBytes } from './packed-block.ts';
import { pruneBlocks } from './prune-blocks.ts';
import { dropOldSnapshots, writeSnapshot } from './snapshot.ts';
import { activityRange, hashKey, heightKey } from './storage-keys.ts';

export interface BlockStoreOptions {
  /** Keeps everything for ever. */
  archive: boolean;
}

export interface BlockStoreComponents {
  storage: Storage;
  /** Lets other work of the thread run. */
  breathe: () => Promise<void>;
  wallMs: () => number;
}

/** Final blocks and what they did, by height and by hash. */
export interface BlockStore {
  /** One write for all: blocks, their indexes and the head. Resolves when durable. */
  commit(blocks: readonly CommittedBlock[]): Promise<void>;
  /** Writes a snapshot when one is due, then forgets what is old. Errors are the storage's. */
  maintain(tree: StateTree, at: { height: bigint; stateRoot: Hash }): Promise<void>;
  blockAt(height: bigint): Promise<PackedBlock | undefined>;
  heightOf(hash: Hash): Promise<bigint | undefined>;
  locationOf(transaction: Hash): Promise<{ height: bigint; index: number } | undefined>;
  /** Newest first. */
  activityOf(account: Address, limit: number): Promise<Hash[]>;
}

export function createBlockStore(options: BlockStoreOptions) {
  return ({ storage, breathe, wallMs }: BlockStoreComponents): BlockStore => {
    const recent = new Map<bigint, PackedBlock>();
    const inOrder = createSerial();
    let snapshotAt = 0n;

    function remember(height: bigint, packed: PackedBlock): void {
      recent.delete(height);
      recent.set(height, packed);
      if (recent.size > MAX_CACHED_BLOCKS) recent.delete(recent.keys().next().value as bigint);
    }

    return {
      async commit(blocks) {
        const last = blocks.at(-1);
        if (!last) return;
        const writes: StorageWrite[] = [...blocks.flatMap(writesOfBlock), writesOfHead(last)];
        await storage.write(writes, { durable: true });
        for (const committed of blocks) remember(committed.block.header.height, committed);
      },
      maintain: (tree, at) =>
        inOrder(async () => {
          if (at.height / SNAPSHOT_INTERVAL_BLOCKS <= snapshotAt / SNAPSHOT_INTERVAL_BLOCKS) return;
          snapshotAt = at.height;
          await writeSnapshot(storage, tree, at, breathe);
          await dropOldSnapshots(storage);
          if (!options.archive) await pruneBlocks(storage, at.height, wallMs());
        }),
      async blockAt(height) {
        const cached = recent.get(height);
        if (cached) return cached;
        const bytes = await storage.get('blocks', heightKey(height));
        return bytes && packedBlockFromBytes(bytes);
      },
      async heightOf(hash) {
        const bytes = await storage.get('heights', hashKey(hash));
        return bytes && heightFromBytes(bytes);
      },
      async locationOf(transaction) {
        const bytes = await storage.get('transactions', hashKey(transaction));
        return bytes && locationFromBytes(bytes);
      },
      async activityOf(account, limit) {
        const rows = await storage.range('activity', {
          ...activityRange(account),
          reverse: true,
          limit,
        });
        return rows.flatMap(({ value }) => activityFromBytes(value).reverse()).slice(0, limit);
      },
    };
  };
}
