import type { Chain } from '../chain/chain.ts';
import type { EpochConfig } from '../consensus/types.ts';
import { bytesFromHex, equalBytes, type Hex } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { openState } from './block-store/open-state.ts';
import { GENESIS_KEY, HEAD_KEY, OLDEST_KEY, SIGNER_KEY } from './block-store/storage-keys.ts';
import { type OpenedJournal, openJournal } from './consensus/journal-writer.ts';
import type { SessionOptions } from './node-session.ts';
import type { Bucket, Storage } from './ports.ts';

export interface OpenSessionOptions {
  chain: Chain;
  config: EpochConfig;
  archive: boolean;
  /** Public key of the validator, if the node is one. */
  signerKey: Hex | undefined;
}

/**
 * Reads from storage what a session starts from. Damaged blocks are thrown away, and the node
 * catches up from its peers. A follower does the same with a damaged journal, which binds it to
 * nothing; a validator's must be whole, and say without the blocks what its key is bound to.
 * @throws WeftError `storage/...`, `block-store/other-chain`, `block-store/corrupt`, `journal/...`.
 */
export async function openSession(
  storage: Storage,
  options: OpenSessionOptions,
  breathe: () => Promise<void>,
): Promise<SessionOptions> {
  const { chain, config, archive, signerKey } = options;
  await assertChain(storage, chain);
  await assertSigner(storage, signerKey);
  const journal = await openJournalOf(storage, signerKey);
  try {
    const opened = await openState(storage, chain.root.tree, breathe);
    return { chain, config, archive, opened, journal };
  } catch (thrown) {
    if (!isDamage(thrown, 'block-store/')) throw thrown;
    if (signerKey && !journal.standsAlone) throw thrown;
    await deleteBlocks(storage);
    return { chain, config, archive, opened: undefined, journal };
  }
}

async function openJournalOf(storage: Storage, signerKey: Hex | undefined): Promise<OpenedJournal> {
  try {
    return await openJournal(storage);
  } catch (thrown) {
    if (signerKey || !isDamage(thrown, 'journal/')) throw thrown;
    await storage.deleteRange('journal', {});
    return openJournal(storage);
  }
}

async function assertChain(storage: Storage, { genesisHash }: Chain): Promise<void> {
  const value = bytesFromHex(genesisHash);
  const stored = await storage.get('meta', GENESIS_KEY);
  if (!stored) return storage.write([{ bucket: 'meta', key: GENESIS_KEY, value }]);
  if (equalBytes(stored, value)) return;
  throw new WeftError('block-store/other-chain', 'the database belongs to another chain');
}

/** The journal is one key's: with another key, its votes would say nothing. */
async function assertSigner(storage: Storage, signerKey: Hex | undefined) {
  if (!signerKey) return;
  const value = bytesFromHex(signerKey);
  const stored = await storage.get('meta', SIGNER_KEY);
  if (!stored) {
    return storage.write([{ bucket: 'meta', key: SIGNER_KEY, value }], { durable: true });
  }
  if (equalBytes(stored, value)) return;
  throw new WeftError('journal/other-key', 'the database belongs to another validator key');
}

function isDamage(thrown: unknown, area: 'block-store/' | 'journal/'): boolean {
  return thrown instanceof WeftError && thrown.code.startsWith(area);
}

/** The head goes last: if this is interrupted, the next start sees the damage again. */
async function deleteBlocks(storage: Storage): Promise<void> {
  for (const bucket of BLOCK_BUCKETS) await storage.deleteRange(bucket, {});
  const writes = [OLDEST_KEY, HEAD_KEY].map((key) => ({ bucket: 'meta' as const, key }));
  await storage.write(writes, { durable: true });
}

const BLOCK_BUCKETS: readonly Bucket[] = [
  'blocks',
  'heights',
  'transactions',
  'activity',
  'snapshots',
];
