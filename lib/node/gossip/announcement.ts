import { type Hash, hexFromBytes } from '../../core/bytes.ts';
import { keccak256 } from '../../core/keccak.ts';
import { MAX_GOSSIP_INLINE_BYTES, MAX_MESSAGE_BYTES } from '../../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  listOf,
  malformed,
  numberOf,
  uintItem,
} from '../../core/rlp.ts';

// Gossip floods small messages well and large ones badly, so a large one is announced by hash and
// size, and each node pulls it from the neighbour it heard of it.

export type Announcement =
  | { kind: 'inline'; payload: Uint8Array }
  | { kind: 'body'; hash: Hash; size: number };

export function announcementOf(payload: Uint8Array): Uint8Array {
  if (payload.length <= MAX_GOSSIP_INLINE_BYTES) return encodeRlp([INLINE, payload]);
  return encodeRlp([BODY, keccak256(payload), uintItem(payload.length)]);
}

/** @throws WeftError `codec/malformed`, also for a body that should have been inline. */
export function announcementFromBytes(bytes: Uint8Array): Announcement {
  const [kind, content, sizeItem] = listOf(decodeRlp(bytes));
  if (bytesOf(kind, 1)[0] === INLINE[0]) {
    const payload = bytesOf(content);
    if (payload.length > MAX_GOSSIP_INLINE_BYTES) throw malformed('inline body too large');
    return { kind: 'inline', payload };
  }
  if (bytesOf(kind, 1)[0] !== BODY[0]) throw malformed('kind of announcement');
  const size = numberOf(sizeItem);
  if (size <= MAX_GOSSIP_INLINE_BYTES || size > MAX_MESSAGE_BYTES) throw malformed('body size');
  return { kind: 'body', hash: hexFromBytes(bytesOf(content, 32)), size };
}

const INLINE = Uint8Array.of(0);
const BODY = Uint8Array.of(1);
