import type { Chain } from '../chain/chain.ts';
import type { EpochConfig } from '../consensus/types.ts';
import { bytesFromHex, equalBytes } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { openState } from './block-store/open-state.ts';
import { GENESIS_KEY, SIGNER_KEY } from './block-store/storage-keys.ts';
import { openJournal } from './consensus/journal-writer.ts';
import type { SessionOptions } from './node-session.ts';
import type { Bucket, Storage } from './ports.ts';

export interface OpenSessionOptions {
  chain: Chain;
  config: EpochConfig;
  archive: boolean;
  /** Public key of the validator, if the node is one. */
  signerKey: `0x${string}` | undefined;
}

/**
 * Reads from storage what a session starts from. A node without a key loses nothing when its
 * database is damaged: it empties it and catches up from its peers. A validator's journal must be
 * whole.
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
  try {
    const opened = await openState(storage, chain.root.tree, breathe);
    return { chain, config, archive, opened, journal: await openJournal(storage) };
  } catch (thrown) {
    if (signerKey || !isDamage(thrown)) throw thrown;
    await empty(storage);
    await assertChain(storage, chain);
    return { chain, config, archive, opened: undefined, journal: await openJournal(storage) };
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
async function assertSigner(storage: Storage, signerKey: `0x${string}` | undefined) {
  if (!signerKey) return;
  const value = bytesFromHex(signerKey);
  const stored = await storage.get('meta', SIGNER_KEY);
  if (!stored) {
    return storage.write([{ bucket: 'meta', key: SIGNER_KEY, value }], { durable: true });
  }
  if (equalBytes(stored, value)) return;
  throw new WeftError('journal/other-key', 'the database belongs to another validator key');
}

function isDamage(thrown: unknown): boolean {
  if (!(thrown instanceof WeftError)) return false;
  return thrown.code === 'block-store/corrupt' || thrown.code.startsWith('journal/');
}

async function empty(storage: Storage): Promise<void> {
  for (const bucket of BUCKETS) await storage.deleteRange(bucket, {});
}

const BUCKETS: readonly Bucket[] = [
  'meta',
  'blocks',
  'heights',
  'transactions',
  'activity',
  'journal',
  'snapshots',
];
