import { type Block, blockFromBytes, bytesFromBlock } from '../../chain/block.ts';
import {
  type Certificate,
  certificateFromItem,
  itemFromCertificate,
} from '../../chain/certificate.ts';
import { bytesFromHeader, type Header, headerFromBytes } from '../../chain/header.ts';
import {
  bytesFromConsensusMessage,
  consensusMessageFromBytes,
  itemFromVote,
  voteFromItem,
} from '../../consensus/messages.ts';
import type { ConsensusMessage, Vote } from '../../consensus/types.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_REQUEST_ITEMS } from '../../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';

// What nodes ask each other, one RLP list each; the first item is the kind and never changes. The
// decoders throw `codec/malformed` and bound every list.

export type BlocksRequest =
  | { kind: 'range'; from: bigint; count: number }
  /** More of a proof: the answer is a range without blocks. */
  | { kind: 'headers'; from: bigint; count: number }
  | { kind: 'hash'; hash: Hash };

/**
 * Blocks by height, and what makes them final: the headers after the last block, if any, and the
 * finalization of the last of all, within one epoch. A proof that is longer than what was asked has
 * no finalization yet, and goes on with a request for headers.
 */
export interface BlockRange {
  blocks: Block[];
  headers: Header[];
  finalization: Certificate | undefined;
}

export type CertificatesRequest =
  | { kind: 'range'; epoch: bigint; fromView: bigint; toView: bigint }
  /** Votes of one member, which asks whether someone else signs with its key. */
  | { kind: 'votes'; epoch: bigint; signer: number; fromView: bigint }
  /** Consensus messages for the peer; the answer is empty. */
  | { kind: 'push'; messages: ConsensusMessage[] };

export function bytesFromBlocksRequest(request: BlocksRequest): Uint8Array {
  if (request.kind === 'hash') return encodeRlp([HASH, hexItem(request.hash)]);
  const kind = request.kind === 'range' ? RANGE : HEADERS;
  return encodeRlp([kind, uintItem(request.from), uintItem(request.count)]);
}

export function blocksRequestFromBytes(bytes: Uint8Array): BlocksRequest {
  const [kind, first, second] = listOf(decodeRlp(bytes));
  switch (bytesOf(kind, 1)[0]) {
    case RANGE[0]:
      return { kind: 'range', from: uintOf(first), count: countOf(second) };
    case HEADERS[0]:
      return { kind: 'headers', from: uintOf(first), count: countOf(second) };
    case HASH[0]:
      return { kind: 'hash', hash: hexOf(first, 32) };
    default:
      throw malformed('kind of request');
  }
}

/** `blocks` are encoded already, because the server sends them as it stores them. */
export function bytesFromBlockRange(
  range: Omit<BlockRange, 'blocks'> & { blocks: readonly Uint8Array[] },
): Uint8Array {
  return encodeRlp([
    [...range.blocks],
    range.headers.map(bytesFromHeader),
    range.finalization ? itemFromCertificate(range.finalization) : [],
  ]);
}

export function blockRangeFromBytes(bytes: Uint8Array): BlockRange {
  const [blocks, headers, finalization] = listOf(decodeRlp(bytes), 3);
  const isProven = listOf(finalization).length > 0;
  return {
    blocks: bounded(blocks).map((item) => blockFromBytes(bytesOf(item))),
    headers: bounded(headers).map((item) => headerFromBytes(bytesOf(item))),
    finalization: isProven ? certificateFromItem(finalization) : undefined,
  };
}

/** One block or nothing. */
export function bytesFromFoundBlock(block: Block | undefined): Uint8Array {
  return encodeRlp(block ? [bytesFromBlock(block)] : []);
}

export function foundBlockFromBytes(bytes: Uint8Array): Block | undefined {
  const [block] = listOf(decodeRlp(bytes));
  return block && blockFromBytes(bytesOf(block));
}

export function bytesFromCertificatesRequest(request: CertificatesRequest): Uint8Array {
  switch (request.kind) {
    case 'range':
      return encodeRlp([RANGE, ...[request.epoch, request.fromView, request.toView].map(uintItem)]);
    case 'votes': {
      const { epoch, signer, fromView } = request;
      return encodeRlp([VOTES, uintItem(epoch), uintItem(signer), uintItem(fromView)]);
    }
    case 'push':
      return encodeRlp([PUSH, request.messages.map(bytesFromConsensusMessage)]);
  }
}

export function certificatesRequestFromBytes(bytes: Uint8Array): CertificatesRequest {
  const [kind, first, second, third] = listOf(decodeRlp(bytes));
  switch (bytesOf(kind, 1)[0]) {
    case RANGE[0]: {
      const [epoch, fromView, toView] = [uintOf(first), uintOf(second), uintOf(third)];
      return { kind: 'range', epoch, fromView, toView };
    }
    case VOTES[0]: {
      const [epoch, signer, fromView] = [uintOf(first), numberOf(second), uintOf(third)];
      return { kind: 'votes', epoch, signer, fromView };
    }
    case PUSH[0]: {
      const messages = bounded(first).map((item) => consensusMessageFromBytes(bytesOf(item)));
      return { kind: 'push', messages };
    }
    default:
      throw malformed('kind of request');
  }
}

export function bytesFromCertificates(certificates: readonly Certificate[]): Uint8Array {
  return encodeRlp(certificates.map(itemFromCertificate));
}

export function certificatesFromBytes(bytes: Uint8Array): Certificate[] {
  return bounded(decodeRlp(bytes)).map(certificateFromItem);
}

export function bytesFromVotes(votes: readonly Vote[]): Uint8Array {
  return encodeRlp(votes.map(itemFromVote));
}

export function votesFromBytes(bytes: Uint8Array): Vote[] {
  return bounded(decodeRlp(bytes)).map(voteFromItem);
}

function countOf(item: RlpItem | undefined): number {
  const count = numberOf(item);
  if (count < 1 || count > MAX_REQUEST_ITEMS) throw malformed('count');
  return count;
}

function bounded(item: RlpItem | undefined): RlpItem[] {
  const items = listOf(item);
  if (items.length > MAX_REQUEST_ITEMS) throw malformed(`${items.length} items`);
  return items;
}

const RANGE = Uint8Array.of(1);
const HASH = Uint8Array.of(2);
const VOTES = Uint8Array.of(3);
const PUSH = Uint8Array.of(4);
const HEADERS = Uint8Array.of(5);
