import { type Hash, type Hex, hexFromBytes } from '../core/bytes.ts';
import { keccakHex } from '../core/keccak.ts';
import {
  MAX_BLOCK_BYTES,
  MAX_EVIDENCE_PER_BLOCK,
  MAX_INBOX_EVENTS_PER_BLOCK,
} from '../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  malformed,
  type RlpItem,
} from '../core/rlp.ts';
import { type Certificate, certificateFromItem, itemFromCertificate } from './certificate.ts';
import { type Evidence, evidenceFromItem, itemFromEvidence } from './evidence.ts';
import { bytesFromHeader, type Header, hashOfHeader, headerFromBytes } from './header.ts';
import type { InboxEvent } from './inbox.ts';
import { inboxEventFromItem, itemFromInboxEvent } from './inbox-codec.ts';

/** Encoded transaction envelope; see transaction.ts. */
export type EncodedTransaction = Uint8Array;

/**
 * Content of a block. The guardian certificate has its place in the encoding and is empty until
 * that feature exists.
 */
export interface Body {
  /**
   * Notarization or finalization of the parent; absent when the parent is genesis. The parent of an
   * epoch's first block is finalized in the epoch before, at its own view or a later one.
   */
  parentCertificate?: Certificate;
  /** The proposer's BLS signature over epoch and view, 96 bytes: its share of the randomness. */
  reveal: Hex;
  /** What follows in Ethereum's inbox after the parent's position, in order. */
  inbox: readonly InboxEvent[];
  /** Offences of members; each piece convicts somebody who is not removed yet. */
  evidence: readonly Evidence[];
  transactions: readonly EncodedTransaction[];
  receiptsRoot: Hash;
}

export interface Block {
  header: Header;
  body: Body;
}

/** Header hash: the identity of a block. */
export function hashOfBlock(block: Block): Hash {
  return hashOfHeader(block.header);
}

export function bodyRootOf(body: Body): Hash {
  return keccakHex(encodeRlp(itemFromBody(body)));
}

export function bytesFromBlock(block: Block): Uint8Array<ArrayBuffer> {
  return encodeRlp([bytesFromHeader(block.header), itemFromBody(block.body)]);
}

/** @throws WeftError `codec/malformed`. Checks form and size only, never validity. */
export function blockFromBytes(bytes: Uint8Array): Block {
  if (bytes.length > MAX_BLOCK_BYTES) throw malformed(`block of ${bytes.length} bytes`);
  const [header, body] = listOf(decodeRlp(bytes), 2);
  return { header: headerFromBytes(bytesOf(header)), body: bodyFromItem(body) };
}

function itemFromBody(body: Body): RlpItem {
  return [
    body.parentCertificate ? itemFromCertificate(body.parentCertificate) : [],
    hexItem(body.reveal),
    body.inbox.map(itemFromInboxEvent),
    body.evidence.map(itemFromEvidence),
    [...body.transactions],
    NO_GUARDIAN_CERTIFICATE,
    hexItem(body.receiptsRoot),
  ];
}

function bodyFromItem(item: RlpItem | undefined): Body {
  const [parent, reveal, inbox, evidence, transactions, guardian, receipts] = listOf(item, 7);
  listOf(guardian, 0);
  const events = listOf(inbox);
  if (events.length > MAX_INBOX_EVENTS_PER_BLOCK) throw malformed(`${events.length} inbox events`);
  const pieces = listOf(evidence);
  if (pieces.length > MAX_EVIDENCE_PER_BLOCK)
    throw malformed(`${pieces.length} pieces of evidence`);
  const hasParent = listOf(parent).length > 0;
  return {
    ...(hasParent && { parentCertificate: certificateFromItem(parent) }),
    reveal: hexFromBytes(bytesOf(reveal, 96)),
    inbox: events.map(inboxEventFromItem),
    evidence: pieces.map(evidenceFromItem),
    transactions: listOf(transactions).map((transaction) => bytesOf(transaction)),
    receiptsRoot: hexOf(receipts, 32),
  };
}

const NO_GUARDIAN_CERTIFICATE: RlpItem[] = [];
