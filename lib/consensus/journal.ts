import { blockFromBytes, bytesFromBlock } from '../chain/block.ts';
import { certificateFromItem, itemFromCertificate } from '../chain/certificate.ts';
import type { Statement } from '../chain/statement.ts';
import { equalBytes } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { keccak256 } from '../core/keccak.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../core/rlp.ts';
import { itemFromProposal, itemFromVote, proposalFromItem, voteFromItem } from './messages.ts';
import type { RecordBody } from './types.ts';

export type JournalErrorCode = 'journal/corrupt' | 'journal/gap';

/** Where the journal stands: what the writer of the next record has to know. */
export interface JournalCursor {
  readonly nextSequence: number;
  /** Lowest sequence number that a reader must find. */
  readonly oldest: number;
  /** What every record from `oldest` on is about. */
  readonly positions: readonly JournalPosition[];
}

/** Views restart in each epoch. */
export type JournalPosition = Pick<Statement, 'epoch' | 'view'>;

export interface JournalEntry {
  sequence: number;
  bytes: Uint8Array<ArrayBuffer>;
}

export const EMPTY_JOURNAL: JournalCursor = { nextSequence: 0, oldest: 0, positions: [] };

/**
 * Gives each record the next sequence number; the caller writes all entries or none. When they are
 * durable, everything below the cursor's `oldest` may be deleted, not earlier: the records say
 * where the journal begins.
 */
export function appendRecords(
  cursor: JournalCursor,
  bodies: readonly RecordBody[],
): { cursor: JournalCursor; entries: JournalEntry[] } {
  const entries = bodies.map((body, index) => {
    const sequence = cursor.nextSequence + index;
    return { sequence, bytes: bytesFromRecord(sequence, cursor.oldest, body) };
  });
  const positions = [...cursor.positions, ...bodies.map(positionOf)];
  return {
    cursor: { ...cursor, nextSequence: cursor.nextSequence + bodies.length, positions },
    entries,
  };
}

/**
 * Forgets the records at the front that are about earlier epochs, or views below that of `floor`, a
 * finalization. To be called when the blocks up to it are durable elsewhere; the next append makes
 * the new beginning known. The record of the floor itself and the own votes beside it stay, so that
 * the journal says by itself below what nothing may be voted on, even if all blocks are lost.
 */
export function pruneJournal(cursor: JournalCursor, floor: JournalPosition): JournalCursor {
  const kept = cursor.positions.findIndex((position) => !isBefore(position, floor));
  const count = kept < 0 ? cursor.positions.length : kept;
  const positions = cursor.positions.slice(count);
  return { ...cursor, oldest: cursor.oldest + count, positions };
}

/**
 * Reads all records in order of their sequence numbers.
 * @throws WeftError `journal/corrupt` for a record that does not match its checksum or form, and
 * `journal/gap` when one is missing. Either way the key must not sign again: a vote may be lost.
 */
export function readJournal(values: readonly Uint8Array[]): {
  bodies: RecordBody[];
  cursor: JournalCursor;
} {
  const records = values.map(recordFromBytes);
  records.forEach((record, index) => {
    const expected = index === 0 ? record.sequence : (records[0]?.sequence ?? 0) + index;
    if (record.sequence !== expected) throw gap(expected, record.sequence);
  });
  const first = records[0];
  const last = records.at(-1);
  if (!first || !last) return { bodies: [], cursor: EMPTY_JOURNAL };
  if (first.sequence > last.oldest) throw gap(last.oldest, first.sequence);
  const bodies = records.map((record) => record.body);
  return {
    bodies,
    cursor: {
      nextSequence: last.sequence + 1,
      oldest: first.sequence,
      positions: bodies.map(positionOf),
    },
  };
}

/** RLP `[sequence, oldest, [type, content]]` and the first bytes of its Keccak-256. */
export function bytesFromRecord(sequence: number, oldest: number, body: RecordBody) {
  const content = encodeRlp([uintItem(sequence), uintItem(oldest), itemFromRecordBody(body)]);
  const bytes = new Uint8Array(content.length + CHECKSUM_BYTES);
  bytes.set(content);
  bytes.set(keccak256(content).subarray(0, CHECKSUM_BYTES), content.length);
  return bytes;
}

function recordFromBytes(bytes: Uint8Array) {
  const content = bytes.subarray(0, Math.max(0, bytes.length - CHECKSUM_BYTES));
  const checksum = bytes.subarray(content.length);
  if (!equalBytes(keccak256(content).subarray(0, CHECKSUM_BYTES), checksum)) {
    throw corrupt('checksum');
  }
  try {
    const [sequence, oldest, body] = listOf(decodeRlp(content), 3);
    return {
      sequence: numberOf(sequence),
      oldest: numberOf(oldest),
      body: recordBodyFromItem(body),
    };
  } catch (thrown) {
    throw corrupt(thrown instanceof Error ? thrown.message : 'form');
  }
}

function itemFromRecordBody(body: RecordBody): RlpItem {
  switch (body.type) {
    case 'vote':
      return [VOTE, itemFromVote(body.vote)];
    case 'certificate':
      return [CERTIFICATE, itemFromCertificate(body.certificate)];
    case 'proposal':
      return [PROPOSAL, itemFromProposal(body.proposal)];
    case 'block':
      return [BLOCK, bytesFromBlock(body.block)];
    case 'floor': {
      const finalization = body.finalization ? itemFromCertificate(body.finalization) : [];
      return [FLOOR, [uintItem(body.view), uintItem(body.height), finalization]];
    }
  }
}

function recordBodyFromItem(item: RlpItem | undefined): RecordBody {
  const [type, content] = listOf(item, 2);
  switch (bytesOf(type, 1)[0]) {
    case VOTE[0]:
      return { type: 'vote', vote: voteFromItem(content) };
    case CERTIFICATE[0]:
      return { type: 'certificate', certificate: certificateFromItem(content) };
    case PROPOSAL[0]:
      return { type: 'proposal', proposal: proposalFromItem(content) };
    case BLOCK[0]:
      return { type: 'block', block: blockFromBytes(bytesOf(content)) };
    case FLOOR[0]: {
      const [view, height, finalization] = listOf(content, 3);
      const isGenesis = listOf(finalization).length === 0;
      return {
        type: 'floor',
        view: uintOf(view),
        height: uintOf(height),
        finalization: isGenesis ? undefined : certificateFromItem(finalization),
      };
    }
    default:
      throw malformed('record type');
  }
}

/** What a record is about: the epoch decides who reads it after a restart. */
export function positionOf(body: RecordBody): JournalPosition {
  const { epoch, view } = subjectOf(body);
  return { epoch, view };
}

function subjectOf(body: RecordBody): JournalPosition {
  switch (body.type) {
    case 'vote':
      return body.vote.statement;
    case 'certificate':
      return body.certificate.statement;
    case 'proposal':
      return body.proposal.vote.statement;
    case 'block':
      return body.block.header;
    case 'floor':
      return body.finalization?.statement ?? { epoch: 0n, view: body.view };
  }
}

export function isBefore(a: JournalPosition, b: JournalPosition): boolean {
  return a.epoch === b.epoch ? a.view < b.view : a.epoch < b.epoch;
}

function corrupt(reason: string): WeftError<JournalErrorCode> {
  return new WeftError('journal/corrupt', `a journal record is corrupt: ${reason}`, { reason });
}

function gap(expected: number, found: number): WeftError<JournalErrorCode> {
  return new WeftError('journal/gap', `journal record ${expected} is missing`, { expected, found });
}

const CHECKSUM_BYTES = 8;
const VOTE = Uint8Array.of(1);
const CERTIFICATE = Uint8Array.of(2);
const PROPOSAL = Uint8Array.of(3);
const BLOCK = Uint8Array.of(4);
const FLOOR = Uint8Array.of(5);
