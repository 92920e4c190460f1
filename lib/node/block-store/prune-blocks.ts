import { hashOfBlock } from '../../chain/block.ts';
import { type Address, u64, uintFromBytes } from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';
import {
  MIN_RETAINED_BLOCKS,
  RETENTION_BYTES,
  RETENTION_MS,
  SNAPSHOT_INTERVAL_BLOCKS,
} from '../../core/limits.ts';
import type { Storage, StorageWrite } from '../ports.ts';
import { packedBlockFromBytes } from './packed-block.ts';
import { activityKey, hashKey, heightKey, OLDEST_KEY } from './storage-keys.ts';

/** Whom an encoded transaction concerns, as when it was indexed. */
export type AccountsOf = (envelope: Uint8Array) => readonly Address[];

/** What is kept at most, and at least. Tests narrow them. */
export interface RetentionLimits {
  ageMs: number;
  bytes: number;
  leastBlocks: bigint;
}

export const RETENTION_LIMITS: RetentionLimits = {
  ageMs: RETENTION_MS,
  bytes: RETENTION_BYTES,
  leastBlocks: MIN_RETAINED_BLOCKS,
};

/**
 * Forgets blocks that are older than the retention window or more than fits it, a snapshot's
 * interval at a time. What is needed to open the store, and the newest blocks, always stay.
 */
export async function pruneBlocks(
  storage: Storage,
  head: bigint,
  wallMs: number,
  accountsOf: AccountsOf,
  limits: RetentionLimits = RETENTION_LIMITS,
): Promise<void> {
  const stored = await storage.get('meta', OLDEST_KEY);
  let oldest = stored ? uintFromBytes(stored) : 1n;
  while (oldest + SNAPSHOT_INTERVAL_BLOCKS + limits.leastBlocks <= head) {
    const next = oldest + SNAPSHOT_INTERVAL_BLOCKS;
    const { usedBytes } = await storage.usage();
    if (usedBytes <= limits.bytes && !(await isOld(storage, next, wallMs - limits.ageMs))) return;
    await forget(storage, oldest, next, accountsOf);
    oldest = next;
  }
}

async function isOld(storage: Storage, height: bigint, beforeMs: number): Promise<boolean> {
  const bytes = await storage.get('blocks', heightKey(height));
  if (!bytes) return true;
  return packedBlockFromBytes(bytes).block.header.timestampMs < beforeMs;
}

/** Indexes first: a block without rows is harmless, rows without a block are not. */
async function forget(
  storage: Storage,
  from: bigint,
  to: bigint,
  accountsOf: AccountsOf,
): Promise<void> {
  const range = { from: heightKey(from), to: heightKey(to) };
  const writes: StorageWrite[] = [];
  for (const { value } of await storage.range('blocks', range)) {
    const { block } = packedBlockFromBytes(value);
    writes.push({ bucket: 'heights', key: hashKey(hashOfBlock(block)) });
    for (const transaction of block.body.transactions) {
      writes.push({ bucket: 'transactions', key: hashKey(keccakHex(transaction)) });
      for (const account of accountsOf(transaction)) {
        writes.push({ bucket: 'activity', key: activityKey(account, block.header.height) });
      }
    }
  }
  await storage.write(writes);
  await storage.deleteRange('blocks', range);
  await storage.write([{ bucket: 'meta', key: OLDEST_KEY, value: u64(to) }]);
}
