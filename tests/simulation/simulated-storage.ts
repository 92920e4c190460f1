import type { Block } from '../../lib/chain/block.ts';
import type { Certificate } from '../../lib/chain/certificate.ts';
import {
  appendRecords,
  type JournalCursor,
  pruneJournal,
  readJournal,
} from '../../lib/consensus/journal.ts';
import type { RecordBody } from '../../lib/consensus/types.ts';

/** A finalized block, with the finalization that was about itself, if there was one. */
export interface StoredBlock {
  block: Block;
  certificate: Certificate | undefined;
}

interface Write {
  entries: { sequence: number; bytes: Uint8Array; body: RecordBody }[];
  deleteBelow: number;
  blocks: StoredBlock[];
  whenDurable: (() => void)[];
}

/**
 * A disk that outlives its node. Writes become durable in order and each as a whole; a crash loses
 * a random suffix of those that were not.
 */
export interface SimulatedStorage {
  /** Returns once written to memory; `whenDurable` runs when `flush` reaches it. */
  append(bodies: readonly RecordBody[], whenDurable: () => void): void;
  commit(blocks: readonly StoredBlock[], whenDurable: () => void): void;
  /** Makes the oldest pending write durable. */
  flush(): void;
  pendingCount(): number;
  /** Loses all but the first `kept` pending writes and reads the journal as a new process would. */
  crash(kept: number): RecordBody[];
  readonly blocks: StoredBlock[];
  /** Damage: all blocks are gone, the journal is whole. */
  loseBlocks(): void;
  onDurable(listener: (body: RecordBody) => void): void;
  /** For a mutant: loses what was durable. */
  forgetJournal(): void;
}

export function createSimulatedStorage(): SimulatedStorage {
  const journal = new Map<number, Uint8Array>();
  const blocks: StoredBlock[] = [];
  const pending: Write[] = [];
  let cursor: JournalCursor = readJournal([]).cursor;
  let listener: (body: RecordBody) => void = () => {};

  const apply = (write: Write) => {
    for (const { sequence, bytes, body } of write.entries) {
      journal.set(sequence, bytes);
      listener(body);
    }
    for (const sequence of journal.keys()) {
      if (sequence < write.deleteBelow) journal.delete(sequence);
      else break;
    }
    blocks.push(...write.blocks);
    const view = write.blocks.at(-1)?.certificate?.statement.view;
    if (view !== undefined) cursor = pruneJournal(cursor, view);
  };

  return {
    blocks,
    append: (bodies, whenDurable) => {
      const appended = appendRecords(cursor, bodies);
      cursor = appended.cursor;
      const entries = appended.entries.map((entry, i) => ({
        ...entry,
        body: bodies[i] as RecordBody,
      }));
      const deleteBelow = cursor.oldest;
      pending.push({ entries, deleteBelow, blocks: [], whenDurable: [whenDurable] });
    },
    commit: (stored, whenDurable) => {
      const all = [...stored];
      pending.push({ entries: [], deleteBelow: 0, blocks: all, whenDurable: [whenDurable] });
    },
    flush: () => {
      const write = pending.shift();
      if (!write) return;
      apply(write);
      for (const call of write.whenDurable) call();
    },
    pendingCount: () => pending.length,
    crash: (kept) => {
      for (const write of pending.splice(0).slice(0, kept)) apply(write);
      const read = readJournal([...journal.values()]);
      cursor = read.cursor;
      return read.bodies;
    },
    loseBlocks: () => {
      blocks.length = 0;
    },
    onDurable: (next) => {
      listener = next;
    },
    forgetJournal: () => journal.clear(),
  };
}
