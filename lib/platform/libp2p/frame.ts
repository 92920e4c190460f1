import { WeftError } from '../../core/errors.ts';
import { MAX_FRAME_CHUNKS, MAX_MESSAGE_BYTES } from '../../core/limits.ts';

// One message of a request stream: a length of 4 bytes (big-endian, of what follows), a kind of 1
// byte, a request number of 4 bytes, then the payload. Answers may come in any order.

export type FrameKind = 'request' | 'answer' | 'refusal';

export interface Frame {
  kind: FrameKind;
  request: number;
  payload: Uint8Array;
}

const KINDS: readonly FrameKind[] = ['request', 'answer', 'refusal'];
const LENGTH_BYTES = 4;
const HEAD_BYTES = 5;
const NO_BYTES = new Uint8Array(0);

export function encodeFrame({ kind, request, payload }: Frame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LENGTH_BYTES + HEAD_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, HEAD_BYTES + payload.length);
  view.setUint8(LENGTH_BYTES, KINDS.indexOf(kind));
  view.setUint32(LENGTH_BYTES + 1, request);
  bytes.set(payload, LENGTH_BYTES + HEAD_BYTES);
  return bytes;
}

/** Cuts a stream of bytes into frames; holds at most one unfinished frame. */
export interface FrameReader {
  /**
   * @throws WeftError `network/bad-frame` for a wrong length or kind, or too many pieces; the
   * stream is then lost.
   */
  push(chunk: Uint8Array): Frame[];
}

export function createFrameReader(): FrameReader {
  let bytes: Uint8Array = NO_BYTES;
  let held = 0;
  let wanted = LENGTH_BYTES;
  let chunks = 0;

  /** Copies what belongs to this frame; the result is how much that was. */
  function take(chunk: Uint8Array): number {
    const part = chunk.subarray(0, wanted - held);
    bytes = withRoom(bytes, held, held + part.length, wanted);
    bytes.set(part, held);
    held += part.length;
    return part.length;
  }

  return {
    push(chunk) {
      const frames: Frame[] = [];
      if (++chunks > MAX_FRAME_CHUNKS) {
        throw new WeftError('network/bad-frame', 'a frame in too many pieces', { chunks });
      }
      for (let at = 0; at < chunk.length; ) {
        at += take(chunk.subarray(at));
        if (held < wanted) break;
        if (wanted === LENGTH_BYTES) {
          wanted += frameLength(bytes);
          continue;
        }
        frames.push(frameFrom(bytes.subarray(LENGTH_BYTES, wanted)));
        bytes = NO_BYTES;
        held = 0;
        wanted = LENGTH_BYTES;
        chunks = 0;
      }
      return frames;
    },
  };
}

/** Grows by doubling, so that reading is linear and memory follows what has arrived. */
function withRoom(bytes: Uint8Array, held: number, needed: number, most: number): Uint8Array {
  if (needed <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.min(most, Math.max(needed, 2 * bytes.length)));
  larger.set(bytes.subarray(0, held));
  return larger;
}

function frameLength(bytes: Uint8Array): number {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (length < HEAD_BYTES || length > HEAD_BYTES + MAX_MESSAGE_BYTES) {
    throw new WeftError('network/bad-frame', `frame of ${length} bytes`, { length });
  }
  return length;
}

function frameFrom(bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const kind = KINDS[view.getUint8(0)];
  if (kind === undefined) throw new WeftError('network/bad-frame', 'frame of unknown kind');
  return { kind, request: view.getUint32(1), payload: bytes.subarray(HEAD_BYTES) };
}
