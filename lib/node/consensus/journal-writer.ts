import {
  appendRecords,
  type JournalCursor,
  type JournalPosition,
  pruneJournal,
  readJournal,
} from '../../consensus/journal.ts';
import type { RecordBody } from '../../consensus/types.ts';
import { u64 } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { JOURNAL_KEY } from '../block-store/storage-keys.ts';
import type { Storage, StorageWrite } from '../ports.ts';

export interface JournalWriter {
  /** Resolves when the records survive a power cut. One call at a time. */
  append(records: readonly RecordBody[]): Promise<void>;
  /** Blocks up to this finalization are durable in the block store: their records may go. */
  forgetUpTo(floor: JournalPosition): void;
}

export interface OpenedJournal {
  bodies: RecordBody[];
  /**
   * It says what the key is bound to without any block: it has every record ever written, or the
   * floor below which the others were forgotten.
   */
  standsAlone: boolean;
  writer: JournalWriter;
}

/**
 * Reads the journal and goes on writing it.
 * @throws WeftError `journal/corrupt`, `journal/gap` or `journal/missing`: the validator's key must
 * not be used again.
 */
export async function openJournal(storage: Storage): Promise<OpenedJournal> {
  const rows = await storage.range('journal', {});
  let isBegun = (await storage.get('meta', JOURNAL_KEY)) !== undefined;
  if (isBegun && rows.length === 0) {
    throw new WeftError('journal/missing', 'the journal was begun and is empty');
  }
  const read = readJournal(rows.map((row) => row.value));
  let cursor: JournalCursor = read.cursor;
  let deletedBelow = cursor.oldest;
  const hasAll = read.bodies.length > 0 && cursor.oldest === 0;
  return {
    bodies: read.bodies,
    standsAlone: hasAll || read.bodies.some((body) => body.type === 'floor'),
    writer: {
      async append(records) {
        const appended = appendRecords(cursor, records);
        // A reader learns from the last record where the journal begins, so records are deleted
        // only together with the write of one that names the new beginning.
        const writes: StorageWrite[] = appended.entries.map(({ sequence, bytes }) => ({
          bucket: 'journal',
          key: u64(BigInt(sequence)),
          value: bytes,
        }));
        for (let sequence = deletedBelow; sequence < cursor.oldest; sequence++) {
          writes.push({ bucket: 'journal', key: u64(BigInt(sequence)) });
        }
        if (!isBegun) writes.push({ bucket: 'meta', key: JOURNAL_KEY, value: Uint8Array.of(1) });
        isBegun = true;
        deletedBelow = cursor.oldest;
        // A block may become final while this write is under way, so the cursor moves first.
        cursor = appended.cursor;
        await storage.write(writes, { durable: true });
      },
      forgetUpTo(floor) {
        cursor = pruneJournal(cursor, floor);
      },
    },
  };
}
