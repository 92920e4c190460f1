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
  bytesFromProof,
  itemFromTransfer,
  proofFromBytes,
  transferFromItem,
} from './coin-records.ts';
import type { HistoryEntry } from './coin-store.ts';

// What nodes ask each other about coins of the Vault. Decoders throw `codec/malformed`.

/** What consecutive coin blocks hold of a slot. */
export interface CoinHistoryRequest {
  slot: bigint;
  /** Coin block, from 1. */
  from: bigint;
  /** At most MAX_REQUEST_ITEMS. */
  count: number;
}

export function bytesFromHistoryRequest({ slot, from, count }: CoinHistoryRequest): Uint8Array {
  return encodeRlp([slot, from, count].map(uintItem));
}

export function historyRequestFromBytes(bytes: Uint8Array): CoinHistoryRequest {
  const [slot, from, count] = listOf(decodeRlp(bytes), 3);
  const request = { slot: uintOf(slot), from: uintOf(from), count: numberOf(count) };
  const isInside = request.from > 0n && request.count > 0 && request.count <= MAX_REQUEST_ITEMS;
  if (!isInside) throw malformed('range of coin blocks');
  return request;
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
