import { hashOfBlock } from '../../chain/block.ts';
import { certificateFromItem } from '../../chain/certificate.ts';
import { epochAfter } from '../../chain/epoch.ts';
import { headerFromBytes } from '../../chain/header.ts';
import { pathOfKey, rootOfTree, type StateTree, updateTree } from '../../chain/state-tree.ts';
import type { FinalizedBlock } from '../../consensus/types.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { MAX_REQUEST_ITEMS } from '../../core/limits.ts';
import { bytesOf, decodeRlp, hexOf, listOf, uintOf } from '../../core/rlp.ts';
import type { Storage } from '../ports.ts';
import { contentOf, corrupt } from './checksum.ts';
import { type PackedBlock, packedBlockFromBytes } from './packed-block.ts';
import { listSnapshots, readSnapshot, type SnapshotManifest } from './snapshot.ts';
import { HEAD_KEY, heightKey, ROOT_KEY } from './storage-keys.ts';

/** The newest committed block and the state after it. */
export interface OpenedState {
  head: PackedBlock;
  tree: StateTree;
  /** Boundary before the next block, at which its epoch began; absent in the first epoch. */
  root: FinalizedBlock | undefined;
}

/**
 * Rebuilds the state of the head from the newest readable snapshot, or from genesis, and the diffs
 * since, and compares its root with the head's header. Undefined for a store without blocks.
 * @throws WeftError `block-store/corrupt` when nothing readable leads to the head.
 */
export async function openState(
  storage: Storage,
  genesis: StateTree,
  breathe: () => Promise<void>,
): Promise<OpenedState | undefined> {
  const stored = await storage.get('meta', HEAD_KEY);
  if (!stored) return undefined;
  const [heightItem, hashItem] = listOf(decodeRlp(contentOf(stored, 'head')), 2);
  const height = uintOf(heightItem);
  const bytes = await storage.get('blocks', heightKey(height));
  if (!bytes) throw corrupt('head');
  const head = packedBlockFromBytes(bytes);
  if (hashOfBlock(head.block) !== hexOf(hashItem, 32)) throw corrupt('head');
  const { stateRoot } = head.block.header;
  const root = await readRoot(storage, head);
  for (const manifest of [...(await listSnapshots(storage)), undefined]) {
    if (manifest && manifest.height > height) continue;
    const tree = await stateFrom(storage, manifest, genesis, height, stateRoot, breathe);
    if (tree !== 'damaged') return { head, tree, root };
  }
  throw corrupt('state');
}

async function readRoot(
  storage: Storage,
  { block: { header } }: PackedBlock,
): Promise<FinalizedBlock | undefined> {
  const epoch = epochAfter(header);
  if (epoch === 0n) return undefined;
  const stored = await storage.get('meta', ROOT_KEY);
  if (!stored) throw corrupt('root');
  const [headerItem, certificate] = listOf(decodeRlp(contentOf(stored, 'root')), 2);
  const root = headerFromBytes(bytesOf(headerItem));
  if (root.epoch + 1n !== epoch) throw corrupt('root');
  return { header: root, certificate: certificateFromItem(certificate) };
}

async function stateFrom(
  storage: Storage,
  manifest: SnapshotManifest | undefined,
  genesis: StateTree,
  height: bigint,
  stateRoot: Hash,
  breathe: () => Promise<void>,
): Promise<StateTree | 'damaged'> {
  try {
    let tree = genesis;
    if (manifest) {
      tree = await treeOf(await readSnapshot(storage, manifest), breathe);
      if (rootOfTree(tree) !== manifest.stateRoot) return 'damaged';
    }
    const changed = await changesSince(storage, manifest?.height ?? 0n, height, breathe);
    tree = updateTree(tree, changesOf(changed));
    return rootOfTree(tree) === stateRoot ? tree : 'damaged';
  } catch (thrown) {
    if (isCorruption(thrown)) return 'damaged';
    throw thrown;
  }
}

async function treeOf(entries: Map<Hex, Uint8Array>, breathe: () => Promise<void>) {
  let tree: StateTree;
  let slice = new Map<Hex, Uint8Array | undefined>();
  for (const [key, value] of entries) {
    slice.set(key, value);
    if (slice.size < LEAVES_PER_SLICE) continue;
    tree = updateTree(tree, changesOf(slice));
    slice = new Map();
    await breathe();
  }
  return updateTree(tree, changesOf(slice));
}

/** The last value that the blocks in (from, to] gave to each key they touched. */
async function changesSince(
  storage: Storage,
  from: bigint,
  to: bigint,
  breathe: () => Promise<void>,
): Promise<Map<Hex, Uint8Array | undefined>> {
  const changed = new Map<Hex, Uint8Array | undefined>();
  for (let at = from + 1n; at <= to; ) {
    const range = { from: heightKey(at), to: heightKey(to + 1n), limit: MAX_REQUEST_ITEMS };
    const rows = await storage.range('blocks', range);
    if (rows.length === 0) throw corrupt('blocks');
    for (const { value } of rows) {
      const { block, diff } = packedBlockFromBytes(value);
      if (block.header.height !== at) throw corrupt('blocks');
      for (const { key, after } of diff) changed.set(key, after);
      at++;
    }
    await breathe();
  }
  return changed;
}

function changesOf(values: ReadonlyMap<Hex, Uint8Array | undefined>) {
  return Array.from(values, ([key, value]) => ({ key, path: pathOfKey(key), value }));
}

function isCorruption(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown }).code;
  return code === 'block-store/corrupt' || code === 'codec/malformed';
}

const LEAVES_PER_SLICE = 4_096;
