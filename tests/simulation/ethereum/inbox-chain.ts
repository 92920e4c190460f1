import { BOUNDARY_ACCEPTED, GATEWAY_DEPOSITED, type InboxEvent } from '../../../lib/chain/inbox.ts';
import { assert } from '../../../lib/core/assert.ts';
import type { Address, Hash } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { accountOf } from '../simulated-chain.ts';

/** `inbox[index]` as the contract computes it, word by word: none of the chain's own code. */
export function inboxAfterEvent(before: Hash, index: number, event: InboxEvent): Hash {
  const data = fieldsOf(event).map(word).join('');
  const length = data.length / 2;
  const eventHash = keccakOf([event.type, 64, length].map(word).join('') + data);
  return keccakOf(before.slice(2) + word(index) + eventHash.slice(2));
}

/** The deposit with this number; an invented one differs from all that are made. */
export function depositOf(number: number, isInvented = false): InboxEvent {
  return {
    type: GATEWAY_DEPOSITED,
    kind: 0,
    token: `0x${'00'.repeat(20)}`,
    from: DEPOSITOR,
    to: accountOf(number % 7),
    value: BigInt(isInvented ? 1_000_000 + number : 1 + number),
  };
}

/** A deposit has five words, a boundary one; each fills whole words, so nothing is padded. */
function fieldsOf(event: InboxEvent): (bigint | number | string)[] {
  if (event.type === BOUNDARY_ACCEPTED) return [event.epoch];
  assert(event.type === GATEWAY_DEPOSITED, 'an event that happens here');
  return [event.kind, event.token, event.from, event.to, event.value];
}

function word(value: bigint | number | string): string {
  return BigInt(value).toString(16).padStart(64, '0');
}

function keccakOf(hex: string): Hash {
  return keccakHex(new Uint8Array(Buffer.from(hex, 'hex')));
}

const DEPOSITOR: Address = `0x${'de'.repeat(20)}`;
