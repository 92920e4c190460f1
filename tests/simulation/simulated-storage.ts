import type { Block } from '../../lib/chain/block.ts';
import type { Certificate } from '../../lib/chain/certificate.ts';
import {
  appendRecords,
  type JournalCursor,
  type JournalEntry,
  pruneJournal,
  readJournal,
} from '../../lib/consensus/journal.ts';
import type { RecordBody } from '../../lib/consensus/types.ts';
import { WeftError } from '../../lib/core/errors.ts';

/** A finalized block, with the finalization that was about itself, if there was one. */
export interface StoredBlock {
  block: Block;
  certificate: Certificate | undefined;
}

/** What a process finds when it opens its database. */
export interface OpenedStorage {
  journal: readonly RecordBody[];
  /** False once the journal was lost or damaged: no journal, no key. */
  hasKey: boolean;
  handle: StorageHandle;
}

/** What a process writes through; of no use once the database is gone or the process dead. */
export interface StorageHandle {
  /** @throws WeftError `storage/...`: fatal for the process. */
  append(bodies: readonly RecordBody[], whenDurable: () => void): void;
  commit(blocks: readonly StoredBlock[], whenDurable: () => void): void;
  /** Makes the oldest pending write durable. */
  flush(): void;
}

/**
 * A disk that outlives its process. Writes become durable in order and each as a whole; a crash
 * loses a random suffix of those that were not.
 */
export interface SimulatedStorage {
  readonly blocks: readonly StoredBlock[];
  /** As a new process does. @throws WeftError `storage/read-failed`. */
  open(): OpenedStorage;
  pendingCount(): number;
  /** Loses all but the first `kept` pending writes. */
  crash(kept: number): void;
  fail(what: 'reads' | 'writes', isFailing: boolean): void;
  /** Damages the last record; false when there is none. */
  damage(how: 'torn-record' | 'bit-flip', at: number): boolean;
  /** Everything is gone, and so is the key. */
  erase(): void;
  /** The journal stays whole, and the key with it. */
  loseBlocks(): void;
  hasKey(): boolean;
  /** What an amnesiac does: the journal is gone, the key is not. */
  forgetJournal(): void;
  onDurable(listener: (body: RecordBody) => void): void;
}

interface Write {
  entries: readonly JournalEntry[];
  bodies: readonly RecordBody[];
  deleteBelow: number;
  blocks: readonly StoredBlock[];
  whenDurable: () => void;
}

export function createSimulatedStorage(): SimulatedStorage {
  const journal = new Map<number, Uint8Array>();
  const blocks: StoredBlock[] = [];
  const pending: Write[] = [];
  let cursor: JournalCursor = readJournal([]).cursor;
  let listener: (body: RecordBody) => void = () => {};
  let hasKey = true;
  let generation = 0;
  const failing = { reads: false, writes: false };

  const apply = ({ entries, bodies, deleteBelow, blocks: stored }: Write) => {
    for (const { sequence, bytes } of entries) journal.set(sequence, bytes);
    for (const body of bodies) listener(body);
    for (const sequence of journal.keys()) {
      if (sequence < deleteBelow) journal.delete(sequence);
      else break;
    }
    blocks.push(...stored);
    const statement = stored.at(-1)?.certificate?.statement;
    if (statement) cursor = pruneJournal(cursor, statement);
  };

  const createHandle = (): StorageHandle => {
    const mine = ++generation;
    const assertWritable = () => {
      if (mine !== generation) throw new WeftError('storage/closed', 'the database is closed');
      if (failing.writes) throw new WeftError('storage/write-failed', 'a write failed');
    };
    return {
      append: (bodies, whenDurable) => {
        assertWritable();
        const deleteBelow = cursor.oldest;
        const appended = appendRecords(cursor, bodies);
        cursor = appended.cursor;
        pending.push({ entries: appended.entries, bodies, deleteBelow, blocks: [], whenDurable });
      },
      commit: (stored, whenDurable) => {
        assertWritable();
        pending.push({ entries: [], bodies: [], deleteBelow: 0, blocks: stored, whenDurable });
      },
      flush: () => {
        if (mine !== generation) return;
        const write = pending.shift();
        if (!write) return;
        apply(write);
        write.whenDurable();
      },
    };
  };

  const readAll = (): readonly RecordBody[] => {
    try {
      const read = readJournal([...journal.values()]);
      cursor = read.cursor;
      return read.bodies;
    } catch (thrown) {
      if (!(thrown instanceof WeftError) || !thrown.code.startsWith('journal/')) throw thrown;
      hasKey = false;
      journal.clear();
      cursor = readJournal([]).cursor;
      return [];
    }
  };

  return {
    blocks,
    open: () => {
      if (failing.reads) throw new WeftError('storage/read-failed', 'a read failed');
      const bodies = readAll();
      return { journal: bodies, hasKey, handle: createHandle() };
    },
    pendingCount: () => pending.length,
    crash: (kept) => {
      for (const write of pending.splice(0).slice(0, kept)) apply(write);
      generation++;
    },
    fail: (what, isFailing) => {
      failing[what] = isFailing;
    },
    damage: (how, at) => {
      const sequence = [...journal.keys()].at(how === 'torn-record' ? -1 : at % journal.size);
      const bytes = sequence === undefined ? undefined : journal.get(sequence);
      if (sequence === undefined || !bytes) return false;
      const length = how === 'torn-record' ? at % bytes.length : bytes.length;
      const damaged = bytes.slice(0, length);
      if (how === 'bit-flip')
        damaged[at % length] = (damaged[at % length] as number) ^ (1 << (at & 7));
      journal.set(sequence, damaged);
      return true;
    },
    erase: () => {
      journal.clear();
      blocks.length = 0;
      pending.length = 0;
      cursor = readJournal([]).cursor;
      hasKey = false;
      generation++;
    },
    loseBlocks: () => {
      blocks.length = 0;
    },
    hasKey: () => hasKey,
    forgetJournal: () => {
      journal.clear();
      cursor = readJournal([]).cursor;
    },
    onDurable: (next) => {
      listener = next;
    },
  };
}
