import type { Chain } from '../chain/chain.ts';
import { bytesFromHex, equalBytes, u64, uintFromBytes } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { FORMAT_KEY, GENESIS_KEY } from './block-store/storage-keys.ts';
import type { Storage } from './ports.ts';

/** Of all that the node stores. It grows with each change that an earlier program cannot read. */
export const STORAGE_FORMAT = 1n;

/**
 * A database is of this format and this chain, or nobody reads or changes it. A new one becomes so.
 * @throws WeftError `block-store/older-format`, `block-store/newer-format`,
 * `block-store/other-chain`, and what storage throws.
 */
export async function assertUsable(storage: Storage, { genesisHash }: Chain): Promise<void> {
  const genesis = bytesFromHex(genesisHash);
  const storedGenesis = await storage.get('meta', GENESIS_KEY);
  const storedFormat = await storage.get('meta', FORMAT_KEY);
  if (!storedGenesis) {
    return storage.write([
      { bucket: 'meta', key: GENESIS_KEY, value: genesis },
      { bucket: 'meta', key: FORMAT_KEY, value: u64(STORAGE_FORMAT) },
    ]);
  }
  // The first databases had no number.
  const format = storedFormat ? uintFromBytes(storedFormat) : 0n;
  const facts = { format: format.toString(), expected: STORAGE_FORMAT.toString() };
  if (format < STORAGE_FORMAT) {
    throw new WeftError('block-store/older-format', 'the database has an older format', facts);
  }
  if (format > STORAGE_FORMAT) {
    throw new WeftError('block-store/newer-format', 'the database has a newer format', facts);
  }
  if (equalBytes(storedGenesis, genesis)) return;
  throw new WeftError('block-store/other-chain', 'the database belongs to another chain');
}
