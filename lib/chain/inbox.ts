import { type AbiValue, abiEncode } from '../core/abi.ts';
import type { Address, Hash } from '../core/bytes.ts';
import { keccakHex } from '../core/keccak.ts';
import type { AssetKind } from './outbox.ts';

/** What happened on Ethereum that the chain must learn; `type` is the number contracts give it. */
export type InboxEvent =
  | { type: typeof BOUNDARY_ACCEPTED; epoch: bigint }
  | {
      type: typeof TOKEN_SEEN;
      token: Address;
      kind: AssetKind;
      decimals: number;
      /** At most 32 bytes that need not be UTF-8; none if the token did not say. */
      name: Uint8Array;
      symbol: Uint8Array;
    }
  | {
      type: typeof GATEWAY_DEPOSITED;
      kind: AssetKind;
      token: Address;
      from: Address;
      to: Address;
      value: bigint;
    }
  | {
      type: typeof VAULT_DEPOSITED;
      slot: bigint;
      kind: AssetKind;
      token: Address;
      owner: Address;
      value: bigint;
      birth: bigint;
    }
  | {
      type: typeof EXIT_STARTED | typeof EXIT_ENDED | typeof COIN_EXITED;
      slot: bigint;
      exitId: bigint;
    };

export const BOUNDARY_ACCEPTED = 1;
export const TOKEN_SEEN = 2;
export const GATEWAY_DEPOSITED = 3;
export const VAULT_DEPOSITED = 4;
export const EXIT_STARTED = 5;
export const EXIT_ENDED = 6;
export const COIN_EXITED = 7;

/** The data of an event as contracts log it: `abi.encode` of its fields. */
export function dataOfInboxEvent(event: InboxEvent): Uint8Array<ArrayBuffer> {
  return abiEncode(fieldsOf(event));
}

/** `keccak256(abi.encode(type, data))`. */
export function hashOfInboxEvent(event: InboxEvent): Hash {
  return keccakHex(abiEncode([BigInt(event.type), dataOfInboxEvent(event)]));
}

/**
 * The inbox's hash chain with event `index`, counted from 1, after the chain up to the event
 * before. The chain of no event is 32 zero bytes.
 */
export function inboxWith(before: Hash, index: bigint, event: InboxEvent): Hash {
  return keccakHex(abiEncode([before, index, hashOfInboxEvent(event)]));
}

/** How far a chain has read the inbox, as its headers say. */
export interface InboxPosition {
  /** Events applied so far. */
  inboxCount: bigint;
  /** The inbox's hash chain up to there. */
  inboxHash: Hash;
}

/** The position after the events that follow, in order. */
export function inboxAfter(
  { inboxCount, inboxHash }: InboxPosition,
  events: readonly InboxEvent[],
): InboxPosition {
  let [count, hash] = [inboxCount, inboxHash];
  for (const event of events) {
    count++;
    hash = inboxWith(hash, count, event);
  }
  return { inboxCount: count, inboxHash: hash };
}

function fieldsOf(event: InboxEvent): AbiValue[] {
  switch (event.type) {
    case BOUNDARY_ACCEPTED:
      return [event.epoch];
    case TOKEN_SEEN:
      return [event.token, BigInt(event.kind), BigInt(event.decimals), event.name, event.symbol];
    case GATEWAY_DEPOSITED:
      return [BigInt(event.kind), event.token, event.from, event.to, event.value];
    case VAULT_DEPOSITED:
      return [event.slot, BigInt(event.kind), event.token, event.owner, event.value, event.birth];
    case EXIT_STARTED:
    case EXIT_ENDED:
    case COIN_EXITED:
      return [event.slot, event.exitId];
  }
}
