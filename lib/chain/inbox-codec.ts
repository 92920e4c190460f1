import { type Address, equalBytes, hexFromBytes, uintFromBytes } from '../core/bytes.ts';
import { MAX_INBOX_EVENT_BYTES } from '../core/limits.ts';
import {
  bytesOf,
  encodeRlp,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
} from '../core/rlp.ts';
import {
  BOUNDARY_ACCEPTED,
  COIN_EXITED,
  dataOfInboxEvent,
  EXIT_ENDED,
  EXIT_STARTED,
  GATEWAY_DEPOSITED,
  type InboxEvent,
  TOKEN_SEEN,
  VAULT_DEPOSITED,
} from './inbox.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH, type AssetKind } from './outbox.ts';

/** In a body: `[type, data]`, the data being what the contract hashed. */
export function itemFromInboxEvent(event: InboxEvent): RlpItem {
  return [uintItem(BigInt(event.type)), dataOfInboxEvent(event)];
}

/** Bytes the events take in a body, their list's own prefix apart. */
export function sizeOfInbox(events: readonly InboxEvent[]): number {
  return events.reduce((sum, event) => sum + encodeRlp(itemFromInboxEvent(event)).length, 0);
}

/** @throws WeftError `codec/malformed`. */
export function inboxEventFromItem(item: RlpItem | undefined): InboxEvent {
  const [type, data] = listOf(item, 2);
  return inboxEventFrom(numberOf(type), bytesOf(data));
}

/**
 * What a contract logged, from its number and its data.
 * @throws WeftError `codec/malformed` for any bytes but those the contracts write.
 */
export function inboxEventFrom(type: number, data: Uint8Array): InboxEvent {
  if (data.length > MAX_INBOX_EVENT_BYTES) throw malformed(`inbox event of ${data.length} bytes`);
  const event = parse(type, data);
  // Every value has one encoding, so that what is hashed is what was read.
  if (!equalBytes(dataOfInboxEvent(event), data)) throw malformed('inbox event of another form');
  return event;
}

function parse(type: number, data: Uint8Array): InboxEvent {
  const words = new Words(data);
  switch (type) {
    case BOUNDARY_ACCEPTED:
      return { type, epoch: words.u64(0) };
    case TOKEN_SEEN:
      return {
        ...{ type, token: words.address(0), kind: words.kind(1), decimals: words.u8(2) },
        ...{ name: words.text(3), symbol: words.text(4) },
      };
    case GATEWAY_DEPOSITED:
      return {
        ...{ type, kind: words.kind(0), token: words.address(1) },
        ...{ from: words.address(2), to: words.address(3), value: words.uint(4) },
      };
    case VAULT_DEPOSITED:
      return {
        ...{ type, slot: words.u64(0), kind: words.kind(1), token: words.address(2) },
        ...{ owner: words.address(3), value: words.uint(4), birth: words.u64(5) },
      };
    case EXIT_STARTED:
    case EXIT_ENDED:
    case COIN_EXITED:
      return { type, slot: words.u64(0), exitId: words.uint(1) };
    default:
      throw malformed(`inbox event of type ${type}`);
  }
}

const WORD = 32;
const MAX_TEXT_BYTES = 32;

/** Words of 32 bytes by their place; what does not fit its type is malformed. */
class Words {
  readonly #data: Uint8Array;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  uint(place: number): bigint {
    return uintFromBytes(this.#bytes(place * WORD, WORD));
  }

  u64(place: number): bigint {
    return this.#below(place, 1n << 64n);
  }

  u8(place: number): number {
    return Number(this.#below(place, 1n << 8n));
  }

  kind(place: number): AssetKind {
    const kind = this.u8(place);
    if (kind === ASSET_ETH || kind === ASSET_ERC20 || kind === ASSET_ERC721) return kind;
    throw malformed(`asset of kind ${kind}`);
  }

  address(place: number): Address {
    this.#below(place, 1n << 160n);
    return hexFromBytes(this.#bytes(place * WORD + 12, 20)) as Address;
  }

  /** The head tells where its length stands. */
  text(place: number): Uint8Array {
    const at = Number(this.#below(place, BigInt(MAX_INBOX_EVENT_BYTES)));
    const length = uintFromBytes(this.#bytes(at, WORD));
    if (length > BigInt(MAX_TEXT_BYTES)) throw malformed(`text of ${length} bytes`);
    return this.#bytes(at + WORD, Number(length));
  }

  #below(place: number, bound: bigint): bigint {
    const value = this.uint(place);
    if (value >= bound) throw malformed('an integer that is too large for its type');
    return value;
  }

  #bytes(at: number, length: number): Uint8Array {
    if (at + length > this.#data.length) throw malformed('an inbox event that ends early');
    return this.#data.slice(at, at + length);
  }
}
