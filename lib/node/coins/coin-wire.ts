import { MAX_REQUEST_ITEMS } from '../../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  listOf,
  malformed,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import {
  bytesFromCheckpoint,
  bytesFromProof,
  checkpointFromBytes,
  itemFromTransfer,
  type PinnedCheckpoint,
  proofFromBytes,
  transferFromItem,
} from './coin-records.ts';
import type { HistoryEntry } from './coin-store.ts';

// What nodes ask each other about coins of the Vault. Decoders throw `codec/malformed`.

/** What consecutive coin blocks hold of a slot. */
export interface HistoryRange {
  slot: bigint;
  /** Coin block, from 1. */
  from: bigint;
  /** At most MAX_REQUEST_ITEMS. */
  count: number;
}

/** `checkpoint`: the first that covers a coin block, for nodes that have pruned its header. */
export type CoinHistoryRequest =
  | ({ kind: 'range' } & HistoryRange)
  | { kind: 'checkpoint'; coinBlock: bigint };

export function bytesFromHistoryRequest(request: CoinHistoryRequest): Uint8Array {
  if (request.kind === 'checkpoint') return encodeRlp([CHECKPOINT, uintItem(request.coinBlock)]);
  return encodeRlp([RANGE, ...[request.slot, request.from, request.count].map(uintItem)]);
}

export function historyRequestFromBytes(bytes: Uint8Array): CoinHistoryRequest {
  const [kind, first, second, third] = listOf(decodeRlp(bytes));
  switch (bytesOf(kind, 1)[0]) {
    case RANGE[0]: {
      const [slot, from, count] = [uintOf(first), uintOf(second), numberOf(third)];
      const isInside = from > 0n && count > 0 && count <= MAX_REQUEST_ITEMS;
      if (!isInside) throw malformed('range of coin blocks');
      return { kind: 'range', slot, from, count };
    }
    case CHECKPOINT[0]:
      return { kind: 'checkpoint', coinBlock: uintOf(first) };
    default:
      throw malformed('kind of request');
  }
}

/** One or nothing. */
export function bytesFromFoundCheckpoint(found: PinnedCheckpoint | undefined): Uint8Array {
  return encodeRlp(found ? [bytesFromCheckpoint(found)] : []);
}

export function foundCheckpointFromBytes(bytes: Uint8Array): PinnedCheckpoint | undefined {
  const [found] = listOf(decodeRlp(bytes));
  return found && checkpointFromBytes(bytesOf(found));
}

/** In the order of coin blocks, from the one that was asked for first. */
export function bytesFromHistory(entries: readonly HistoryEntry[]): Uint8Array {
  return encodeRlp(
    entries.map(({ proof, transfer }) => [
      bytesFromProof(proof),
      transfer ? itemFromTransfer(transfer) : [],
    ]),
  );
}

export function historyFromBytes(bytes: Uint8Array): HistoryEntry[] {
  const items = listOf(decodeRlp(bytes));
  if (items.length > MAX_REQUEST_ITEMS) throw malformed(`${items.length} items`);
  return items.map((item) => {
    const [proof, transfer] = listOf(item, 2);
    const isMoved = listOf(transfer).length > 0;
    return {
      proof: proofFromBytes(bytesOf(proof)),
      ...(transfer && isMoved && { transfer: transferFromItem(transfer) }),
    };
  });
}

const RANGE = Uint8Array.of(1);
const CHECKPOINT = Uint8Array.of(2);
