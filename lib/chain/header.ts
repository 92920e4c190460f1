import { assert } from '../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  type Hash,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../core/bytes.ts';
import { keccakHex } from '../core/keccak.ts';
import { malformed } from '../core/rlp.ts';

export const HEADER_BYTES = 358;
export const HEADER_VERSION = 1;

/**
 * What validators sign. Roots and counts are those after executing this block. The layout is frozen
 * for the life of the contracts that verify it: anything new goes into the body or the state.
 */
export interface Header {
  version: number;
  genesisHash: Hash;
  epoch: bigint;
  view: bigint;
  height: bigint;
  parentHash: Hash;
  /** Milliseconds since 1970, UTC. */
  timestampMs: number;
  proposer: Address;
  bodyRoot: Hash;
  stateRoot: Hash;
  outboxRoot: Hash;
  coinRoot: Hash;
  coinCount: bigint;
  inboxCount: bigint;
  inboxHash: Hash;
  mix: Hash;
  /** Zero except at an epoch's boundary. */
  nextCommitteeHash: Hash;
}

/** The 358 bytes of a header: fields in declaration order, fixed width, big-endian. */
export function bytesFromHeader(header: Header): Uint8Array<ArrayBuffer> {
  const bytes = concatBytes(
    bytesFromUint(BigInt(header.version), 2),
    bytesFromHex(header.genesisHash),
    u64(header.epoch),
    u64(header.view),
    u64(header.height),
    bytesFromHex(header.parentHash),
    u64(BigInt(header.timestampMs)),
    bytesFromHex(header.proposer),
    bytesFromHex(header.bodyRoot),
    bytesFromHex(header.stateRoot),
    bytesFromHex(header.outboxRoot),
    bytesFromHex(header.coinRoot),
    u64(header.coinCount),
    u64(header.inboxCount),
    bytesFromHex(header.inboxHash),
    bytesFromHex(header.mix),
    bytesFromHex(header.nextCommitteeHash),
  );
  assert(bytes.length === HEADER_BYTES, 'header fields have their frozen widths');
  return bytes;
}

/** @throws WeftError `codec/malformed` unless the input is exactly one well-formed header. */
export function headerFromBytes(bytes: Uint8Array): Header {
  if (bytes.length !== HEADER_BYTES) throw malformed(`header of ${bytes.length} bytes`);
  let offset = 0;
  const take = (length: number) => bytes.subarray(offset, (offset += length));
  const hash = () => hexFromBytes(take(32));
  const integer = () => uintFromBytes(take(8));
  const header: Header = {
    version: Number(uintFromBytes(take(2))),
    genesisHash: hash(),
    epoch: integer(),
    view: integer(),
    height: integer(),
    parentHash: hash(),
    timestampMs: Number(integer()),
    proposer: hexFromBytes(take(20)),
    bodyRoot: hash(),
    stateRoot: hash(),
    outboxRoot: hash(),
    coinRoot: hash(),
    coinCount: integer(),
    inboxCount: integer(),
    inboxHash: hash(),
    mix: hash(),
    nextCommitteeHash: hash(),
  };
  if (header.version !== HEADER_VERSION) throw malformed(`header version ${header.version}`);
  if (!Number.isSafeInteger(header.timestampMs)) throw malformed('timestamp too large');
  return header;
}

export function hashOfHeader(header: Header): Hash {
  return keccakHex(bytesFromHeader(header));
}
