import { access, writeFile } from 'node:fs/promises';
import { WeftError } from '../../core/errors.ts';
import { SIGNER_KEY } from '../../node/block-store/storage-keys.ts';
import type { Storage } from '../../node/ports.ts';

/**
 * A key that has voted must never vote without its journal: it could contradict itself and be
 * slashed. A file beside the key remembers that it was used.
 * @throws WeftError `journal/missing` when the key was used and this database does not know it.
 */
export async function assertJournalOfKey(keyFile: string, storage: Storage): Promise<void> {
  const mark = `${keyFile}.used`;
  const wasUsed = await access(mark).then(
    () => true,
    () => false,
  );
  const hasJournal = (await storage.get('meta', SIGNER_KEY)) !== undefined;
  if (wasUsed && !hasJournal) {
    throw new WeftError(
      'journal/missing',
      'this key has voted before and its journal is gone: register a new key',
      { keyFile },
    );
  }
  if (!wasUsed) await writeFile(mark, 'Its journal is in the data folder. Never start without.\n');
}
