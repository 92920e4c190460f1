import { WeftError } from '../../../lib/core/errors.ts';
import { MAX_RESPONSE_BYTES } from '../../../lib/core/limits.ts';
import { encodeRlp } from '../../../lib/core/rlp.ts';
import { type BlocksRequest, blocksRequestFromBytes } from '../../../lib/node/peers/wire.ts';
import type { Network, Protocol } from '../../../lib/node/ports.ts';
import type { Recording } from './recording.ts';

/**
 * A network of neighbours that only ever answer from a recording, at once: whatever time a node
 * needs to catch up with them, it needs itself.
 */
export function createRecordedNetwork(recording: Recording): Network {
  function answer(protocol: Protocol, data: Uint8Array): Uint8Array {
    if (protocol === 'status') return recording.status;
    if (protocol === 'blocks') return rangeOf(recording, blocksRequestFromBytes(data));
    throw new WeftError('network/refused', 'the recording has no answer');
  }

  return {
    id: 'bench',
    start: async () => undefined,
    stop: async () => undefined,
    peers: () => NEIGHBOURS,
    addresses: () => [],
    publish: async () => undefined,
    onGossip: () => undefined,
    request: async (_, protocol, data) => answer(protocol, data),
    onRequest: () => undefined,
    onPeerConnected: () => undefined,
    onPeerDisconnected: () => undefined,
    penalise: () => undefined,
  };
}

/** Within the bounds of an answer, as a real neighbour cuts it. */
function rangeOf({ blocks, finalizations }: Recording, request: BlocksRequest): Uint8Array {
  if (request.kind === 'hash') return encodeRlp([]);
  const from = Number(request.from) - 1;
  let to = from;
  for (let size = 0; to < Math.min(from + request.count, blocks.length); to++) {
    size += blocks[to]?.length ?? 0;
    if (size > MAX_RESPONSE_BYTES && to > from) break;
  }
  return encodeRlp([blocks.slice(from, to), [], finalizations[to - 1] ?? []]);
}

const NEIGHBOURS = ['one', 'two', 'three', 'four'].map((id) => ({
  ...{ id, direct: true, transport: 'memory' as const, seed: false },
  ...{ bytesIn: 0, bytesOut: 0 },
}));
