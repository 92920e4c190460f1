import { entriesOfTree, pathOfKey, type StateTree } from '../../chain/state-tree.ts';
import { concatBytes, type Hash, type Hex, u64 } from '../../core/bytes.ts';
import {
  MAX_KEPT_SNAPSHOTS,
  MAX_STORED_RLP_ITEMS,
  SNAPSHOT_CHUNK_BYTES,
} from '../../core/limits.ts';
import type { Packed } from '../../core/packed.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import type { Storage } from '../ports.ts';
import { contentOf, corrupt, withChecksum } from './checksum.ts';
import { MANIFEST_PART, snapshotKey } from './storage-keys.ts';

/** A snapshot is complete when its manifest exists, which is written last. */
export interface SnapshotManifest {
  height: bigint;
  stateRoot: Hash;
  /** Leaves of one chunk share this many leading bits of their paths. */
  depth: number;
  parts: number;
}

/**
 * Writes the whole state in chunks, each the leaves below one node of the tree in order of their
 * paths. `breathe` lets other work run between chunks: the tree is immutable, so nothing can change
 * under the writer.
 */
export async function writeSnapshot(
  storage: Storage,
  tree: StateTree,
  at: { height: bigint; stateRoot: Hash },
  breathe: () => Promise<void>,
): Promise<void> {
  const depth = await chunkDepth(tree, breathe);
  let chunk: RlpItem[] = [];
  let prefix = 0;
  let parts = 0;
  const flush = async () => {
    if (chunk.length === 0) return;
    const value = withChecksum(encodeRlp(chunk));
    await storage.write([{ bucket: 'snapshots', key: snapshotKey(at.height, parts++), value }]);
    chunk = [];
    await breathe();
  };
  for (const [key, value] of entriesOfTree(tree)) {
    const next = prefixOf(pathOfKey(key), depth);
    if (next !== prefix) await flush();
    prefix = next;
    chunk.push([hexItem(key), value]);
    if (chunk.length % ENTRIES_PER_SLICE === 0) await breathe();
  }
  await flush();
  const value = bytesFromManifest({ ...at, depth, parts });
  const key = snapshotKey(at.height, MANIFEST_PART);
  await storage.write([{ bucket: 'snapshots', key, value }], { durable: true });
}

/** Newest first. A damaged manifest is left out: its snapshot is not used. */
export async function listSnapshots(storage: Storage): Promise<SnapshotManifest[]> {
  const manifests: SnapshotManifest[] = [];
  let to: Uint8Array | undefined;
  for (;;) {
    const range = { reverse: true, limit: 1, ...(to && { to }) };
    const [row] = await storage.range('snapshots', range);
    if (!row) return manifests;
    try {
      manifests.push(manifestFromBytes(row.key, row.value));
    } catch {
      // An interrupted or damaged snapshot: an older one, or the blocks since genesis, will do.
    }
    to = firstKeyOf(row.key);
  }
}

/** Throws `block-store/corrupt` when a chunk is missing or damaged. */
export async function readSnapshot(
  storage: Storage,
  manifest: SnapshotManifest,
): Promise<Map<Hex, Uint8Array>> {
  const entries = new Map<Hex, Uint8Array>();
  for (let part = 0; part < manifest.parts; part++) {
    const value = await storage.get('snapshots', snapshotKey(manifest.height, part));
    if (!value) throw corrupt('snapshot');
    const items = listOf(decodeRlp(contentOf(value, 'snapshot'), MAX_STORED_RLP_ITEMS));
    for (const item of items) {
      const [key, leaf] = listOf(item, 2);
      entries.set(hexOf(key), bytesOf(leaf));
    }
  }
  return entries;
}

/** Keeps the newest MAX_KEPT_SNAPSHOTS. */
export async function dropOldSnapshots(storage: Storage): Promise<void> {
  const kept = (await listSnapshots(storage)).slice(0, MAX_KEPT_SNAPSHOTS);
  const oldest = kept.at(-1);
  if (kept.length < MAX_KEPT_SNAPSHOTS || !oldest) return;
  await storage.deleteRange('snapshots', { to: u64(oldest.height) });
}

/** Enough bits that a chunk of evenly spread leaves is about SNAPSHOT_CHUNK_BYTES. */
async function chunkDepth(tree: StateTree, breathe: () => Promise<void>): Promise<number> {
  let bytes = 0;
  let entries = 0;
  for (const [key, value] of entriesOfTree(tree)) {
    bytes += key.length / 2 + value.length;
    if (++entries % ENTRIES_PER_SLICE === 0) await breathe();
  }
  return Math.max(0, Math.ceil(Math.log2(bytes / SNAPSHOT_CHUNK_BYTES)));
}

function prefixOf(path: Packed, depth: number): number {
  const bits = (path.charCodeAt(0) << 16) | (path.charCodeAt(1) << 8) | path.charCodeAt(2);
  return bits >>> (24 - depth);
}

function bytesFromManifest({ height, stateRoot, depth, parts }: SnapshotManifest): Uint8Array {
  return withChecksum(
    encodeRlp([uintItem(height), hexItem(stateRoot), uintItem(depth), uintItem(parts)]),
  );
}

function manifestFromBytes(key: Uint8Array, value: Uint8Array): SnapshotManifest {
  if (key.subarray(8).some((byte) => byte !== 0xff)) throw corrupt('snapshot');
  const [height, root, depth, parts] = listOf(decodeRlp(contentOf(value, 'snapshot')), 4);
  return {
    height: uintOf(height),
    stateRoot: hexOf(root, 32),
    depth: numberOf(depth),
    parts: numberOf(parts),
  };
}

/** First key of the snapshot that a key belongs to. */
function firstKeyOf(key: Uint8Array): Uint8Array {
  return concatBytes(key.subarray(0, 8), new Uint8Array(4));
}

const ENTRIES_PER_SLICE = 2_048;
