import type { Chain } from '../chain/chain.ts';
import { errorObjectFrom, WeftError } from '../core/errors.ts';
import { assertUsable } from './assert-usable.ts';
import { corrupt } from './block-store/checksum.ts';
import { openState } from './block-store/open-state.ts';
import {
  DAMAGED_KEY,
  HEAD_KEY,
  JOURNAL_KEY,
  OLDEST_KEY,
  ROOT_KEY,
  UNCHECKED_KEY,
} from './block-store/storage-keys.ts';
import { type OpenedJournal, openJournal } from './consensus/journal-writer.ts';
import { type OwnKey, openOwnKey } from './consensus/own-key.ts';
import { readInboxHint } from './ethereum-follower/inbox-hint.ts';
import { readEvidence } from './mempool/evidence-pool.ts';

import type { Bucket, Storage, ValidatorKeys } from './ports.ts';
import type { SessionOptions } from './session-contract.ts';
import { readUnchecked } from './sync/unchecked.ts';

export interface OpenSessionOptions {
  chain: Chain;
  archive: boolean;
  keepsAllCoins: boolean;
  /** Where the validator's key is, if the node may have one. */
  keys: ValidatorKeys | undefined;
}

/**
 * Reads from storage what a session starts from. Damaged blocks are thrown away, and the node
 * catches up from its peers. A follower does the same with a damaged journal, which binds it to
 * nothing. A validator's journal must be whole, and say without the blocks what its key is bound to:
 * otherwise the key is dead, and the node follows without it.
 * @throws WeftError `storage/...`, what `assertUsable` and the port of keys throw.
 */
export async function openSession(
  storage: Storage,
  { keys, ...rest }: OpenSessionOptions,
  breathe: () => Promise<void>,
): Promise<SessionOptions> {
  const { chain } = rest;
  await assertUsable(storage, chain);
  const key = await openOwnKey(keys);
  const journal = await openJournalOf(storage, key);
  const evidence = await readEvidence(storage);
  try {
    if (await storage.get('meta', DAMAGED_KEY)) throw corrupt('block');
    const opened = await openState(storage, chain.root.tree, breathe);
    const unchecked = await readUnchecked(storage);
    const { header } = opened?.head.block ?? chain.root;
    const inboxHint = await readInboxHint(storage, header);
    return { ...rest, opened, unchecked, journal, key, evidence, inboxHint };
  } catch (thrown) {
    if (!isDamage(thrown, 'block-store/')) throw thrown;
    if (!journal.standsAlone) await key.markDead(errorObjectFrom(thrown));
    await deleteBlocks(storage);
    const nothing = { opened: undefined, unchecked: undefined, inboxHint: undefined };
    return { ...rest, ...nothing, journal, key, evidence };
  }
}

async function openJournalOf(storage: Storage, key: OwnKey): Promise<OpenedJournal> {
  try {
    return await openJournal(storage);
  } catch (thrown) {
    if (!isDamage(thrown, 'journal/')) throw thrown;
    await key.markDead(errorObjectFrom(thrown));
    await storage.deleteRange('journal', {});
    await storage.write([{ bucket: 'meta', key: JOURNAL_KEY }]);
    return openJournal(storage);
  }
}

function isDamage(thrown: unknown, area: 'block-store/' | 'journal/'): boolean {
  return thrown instanceof WeftError && thrown.code.startsWith(area);
}

/** The head goes last: if this is interrupted, the next start sees the damage again. */
async function deleteBlocks(storage: Storage): Promise<void> {
  for (const bucket of BLOCK_BUCKETS) await storage.deleteRange(bucket, {});
  const writes = META_KEYS.map((key) => ({ bucket: 'meta' as const, key }));
  await storage.write(writes, { durable: true });
}

const META_KEYS = [OLDEST_KEY, ROOT_KEY, UNCHECKED_KEY, DAMAGED_KEY, HEAD_KEY];

const BLOCK_BUCKETS: readonly Bucket[] = [
  'blocks',
  'heights',
  'transactions',
  'activity',
  'snapshots',
];
