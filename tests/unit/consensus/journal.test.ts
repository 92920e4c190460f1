import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import {
  appendRecords,
  EMPTY_JOURNAL,
  pruneJournal,
  readJournal,
} from '../../../lib/consensus/journal.ts';
import type { RecordBody } from '../../../lib/consensus/types.ts';
import { makeCertificate, makeProposal, makeVote } from './harness.ts';

const { block, hash, proposal } = makeProposal(3n);
const BODIES: readonly RecordBody[] = [
  { type: 'certificate', certificate: makeCertificate(NULLIFY, 1n) },
  { type: 'vote', vote: makeVote(NULLIFY, 2n, 0) },
  { type: 'block', block },
  { type: 'proposal', proposal },
  { type: 'vote', vote: makeVote(FINALIZE, 3n, 0, hash) },
  { type: 'floor', view: 3n, height: 1n, finalization: makeCertificate(FINALIZE, 3n, hash) },
  { type: 'floor', view: 0n, height: 0n, finalization: undefined },
];

function written(bodies: readonly RecordBody[]): Uint8Array[] {
  return appendRecords(EMPTY_JOURNAL, bodies).entries.map((entry) => entry.bytes);
}

describe('journal', () => {
  it('reads back what was written, of every kind', () => {
    const { bodies, cursor } = readJournal(written(BODIES));
    expect(bodies).toEqual(BODIES);
    expect(cursor.nextSequence).toBe(BODIES.length);
    expect(readJournal([]).cursor).toEqual(EMPTY_JOURNAL);
  });

  it('accepts the loss of a tail, which is what an interrupted write leaves', () => {
    const values = written(BODIES);
    for (let length = 0; length <= values.length; length++) {
      expect(readJournal(values.slice(0, length)).bodies).toEqual(BODIES.slice(0, length));
    }
  });

  it('notices a missing record anywhere else', () => {
    const values = written(BODIES);
    for (let missing = 0; missing < values.length - 1; missing++) {
      const rest = values.filter((_, index) => index !== missing);
      expect(() => readJournal(rest), `record ${missing}`).toThrow(/missing/);
    }
  });

  it('notices every changed byte and every truncation of a record', () => {
    for (const value of written(BODIES.slice(0, 2))) {
      for (let at = 0; at < value.length; at++) {
        const changed = Uint8Array.from(value);
        changed[at] = (changed[at] as number) ^ 1;
        expect(() => readJournal([changed])).toThrow(/corrupt/);
        expect(() => readJournal([value.subarray(0, at)])).toThrow(/corrupt/);
      }
    }
  });

  it('forgets a settled beginning once a later record says so', () => {
    const first = appendRecords(EMPTY_JOURNAL, BODIES.slice(0, 3));
    const pruned = pruneJournal(first.cursor, 3n);
    expect(pruned.oldest).toBe(2);
    const second = appendRecords(pruned, BODIES.slice(3, 5));
    const all = [...first.entries, ...second.entries];
    const kept = all.filter(({ sequence }) => sequence >= second.cursor.oldest);
    expect(readJournal(kept.map(({ bytes }) => bytes)).bodies).toEqual(BODIES.slice(2, 5));
    expect(readJournal(all.map(({ bytes }) => bytes)).bodies).toEqual(BODIES.slice(0, 5));
    const tooFew = all.filter(({ sequence }) => sequence > second.cursor.oldest);
    expect(() => readJournal(tooFew.map(({ bytes }) => bytes))).toThrow(/missing/);
  });

  it('keeps what is about higher views behind a lower one', () => {
    const { cursor } = appendRecords(EMPTY_JOURNAL, [
      { type: 'vote', vote: makeVote(NOTARIZE, 5n, 0, hash) },
      { type: 'vote', vote: makeVote(NULLIFY, 2n, 0) },
    ]);
    expect(pruneJournal(cursor, 4n).oldest).toBe(0);
    expect(pruneJournal(cursor, 5n).oldest).toBe(0);
    expect(pruneJournal(cursor, 6n).oldest).toBe(2);
  });

  it('keeps the newest floor and what was voted in its view', () => {
    const { cursor } = appendRecords(EMPTY_JOURNAL, BODIES.slice(1, 6));
    expect(pruneJournal(cursor, 3n).oldest).toBe(1);
  });
});
