import type { Certificate } from '../../chain/certificate.ts';
import type { Header } from '../../chain/header.ts';
import type { StateDiff } from '../../chain/state-diff.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { MAX_CACHED_BLOCKS, SNAPSHOT_INTERVAL_BLOCKS } from '../../core/limits.ts';
import type { Storage, StorageWrite } from '../ports.ts';
import { createSerial } from '../serial.ts';
import { type CommittedBlock, writesOfBlocks } from './block-writes.ts';
import { activityFromBytes, heightFromBytes, locationFromBytes } from './index-rows.ts';
import { type FinalRecord, packedBlockFromBytes, packedHeaderFromBytes } from './packed-block.ts';
import { type AccountsOf, pruneBlocks, type RetentionLimits } from './prune-blocks.ts';
import { dropOldSnapshots, listSnapshots, writeSnapshot } from './snapshot.ts';
import { activityRange, hashKey, heightKey } from './storage-keys.ts';

export interface BlockStoreOptions {
  /** Keeps everything for ever. */
  archive: boolean;
  retention?: RetentionLimits;
}

export interface BlockStoreComponents {
  storage: Storage;
  /** Lets other work of the thread run. */
  breathe: () => Promise<void>;
  wallMs: () => number;
  accountsOf: AccountsOf;
  /** Blocks from this height on are still to be read, however old they are. */
  neededFrom?(): bigint | undefined;
}

/** Final blocks and what they did, by height and by hash. */
export interface BlockStore {
  /** One write for blocks, indexes, head, newest boundary and `beside`. Resolves when durable. */
  commit(blocks: readonly CommittedBlock[], beside?: readonly StorageWrite[]): Promise<void>;
  /** Writes a snapshot when one is due, then forgets what is old. Errors are the storage's. */
  maintain(tree: StateTree, at: { height: bigint; stateRoot: Hash }): Promise<void>;
  blockAt(height: bigint): Promise<FinalRecord | undefined>;
  /** A final block's header, without the cost of its body. */
  headerAt(height: bigint): Promise<{ header: Header; certificate: Certificate } | undefined>;
  /** What a final block wrote. */
  diffAt(height: bigint): Promise<StateDiff | undefined>;
  heightOf(hash: Hash): Promise<bigint | undefined>;
  locationOf(transaction: Hash): Promise<{ height: bigint; index: number } | undefined>;
  /** Newest first. */
  activityOf(account: Address, limit: number): Promise<Hash[]>;
}

export function createBlockStore(options: BlockStoreOptions) {
  return (components: BlockStoreComponents): BlockStore => {
    const { storage, breathe, wallMs, accountsOf, neededFrom } = components;
    const recent = new Map<bigint, FinalRecord>();
    const inOrder = createSerial();
    let snapshotAt: bigint | undefined;

    function remember({ block, certificate, receipts }: FinalRecord): void {
      const { height } = block.header;
      recent.delete(height);
      recent.set(height, { block, certificate, receipts });
      if (recent.size > MAX_CACHED_BLOCKS) recent.delete(recent.keys().next().value as bigint);
    }

    return {
      async commit(blocks, beside = []) {
        if (blocks.length === 0) return;
        const writes = await writesOfBlocks(blocks, breathe);
        await storage.write([...writes, ...beside], { durable: true });
        for (const committed of blocks) remember(committed);
      },
      maintain: (tree, at) =>
        inOrder(async () => {
          snapshotAt ??= (await listSnapshots(storage))[0]?.height ?? 0n;
          if (intervalOf(at.height) <= intervalOf(snapshotAt)) return;
          snapshotAt = at.height;
          await writeSnapshot(storage, tree, at, breathe);
          await dropOldSnapshots(storage);
          if (options.archive) return;
          const upTo = neededFrom?.() ?? at.height;
          await pruneBlocks(storage, upTo, wallMs(), accountsOf, options.retention);
        }),
      async blockAt(height) {
        const cached = recent.get(height);
        if (cached) return cached;
        const bytes = await storage.get('blocks', heightKey(height));
        return bytes && packedBlockFromBytes(bytes);
      },
      async headerAt(height) {
        const cached = recent.get(height);
        if (cached) return { header: cached.block.header, certificate: cached.certificate };
        const bytes = await storage.get('blocks', heightKey(height));
        return bytes && packedHeaderFromBytes(bytes);
      },
      async diffAt(height) {
        const bytes = await storage.get('blocks', heightKey(height));
        return bytes && packedBlockFromBytes(bytes).diff;
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

function intervalOf(height: bigint): bigint {
  return height / SNAPSHOT_INTERVAL_BLOCKS;
}
