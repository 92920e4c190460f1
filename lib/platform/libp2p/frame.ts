import { WeftError } from '../../core/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../core/limits.ts';

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
  /** @throws WeftError `network/bad-frame` for a wrong length or kind; the stream is then lost. */
  push(chunk: Uint8Array): Frame[];
}

export function createFrameReader(): FrameReader {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let wanted = LENGTH_BYTES;

  return {
    push(chunk) {
      const frames: Frame[] = [];
      chunks.push(chunk);
      held += chunk.length;
      while (held >= wanted) {
        const bytes = joined(chunks, held);
        wanted = LENGTH_BYTES + frameLength(bytes);
        chunks = [bytes];
        if (held < wanted) break;
        frames.push(frameFrom(bytes.subarray(LENGTH_BYTES, wanted)));
        chunks = [bytes.subarray(wanted)];
        held -= wanted;
        wanted = LENGTH_BYTES;
      }
      return frames;
    },
  };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
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
  return { kind, request: view.getUint32(1), payload: bytes.slice(HEAD_BYTES) };
}
