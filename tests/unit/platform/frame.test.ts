import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, equalBytes } from '../../../lib/core/bytes.ts';
import { MAX_FRAME_CHUNKS, MAX_MESSAGE_BYTES } from '../../../lib/core/limits.ts';
import { createFrameReader, encodeFrame, type Frame } from '../../../lib/platform/libp2p/frame.ts';

const frames = fc.array(
  fc.record({
    kind: fc.constantFrom('request' as const, 'answer' as const, 'refusal' as const),
    request: fc.nat(0xffffffff),
    payload: fc.uint8Array({ maxLength: 300 }),
  }),
  { maxLength: 20 },
);

const LARGEST = {
  kind: 'answer',
  request: 1,
  payload: new Uint8Array(MAX_MESSAGE_BYTES),
} as const;

describe('frames of a request stream', () => {
  it('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 200 })), (sent, cuts) => {
        const bytes = concatBytes(...sent.map(encodeFrame));
        const reader = createFrameReader();
        const received: Frame[] = [];
        let offset = 0;
        for (const size of [...cuts, bytes.length]) {
          received.push(...reader.push(bytes.subarray(offset, offset + size)));
          offset += size;
        }
        expect(received).toEqual(sent.map((frame) => ({ ...frame })));
      }),
    );
  });

  it('are read in time and memory that follow what has arrived, cut as small as is allowed', () => {
    const bytes = encodeFrame({ ...LARGEST, payload: new Uint8Array(MAX_MESSAGE_BYTES).fill(9) });
    const reader = createFrameReader();
    const size = Math.ceil(bytes.length / MAX_FRAME_CHUNKS);
    const frames: Frame[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      frames.push(...reader.push(bytes.subarray(at, at + size)));
    }
    expect(frames.length).toBe(1);
    expect(equalBytes(frames[0]?.payload ?? bytes, bytes.subarray(9))).toBe(true);
  });

  it('are refused when they come in too many pieces', () => {
    const reader = createFrameReader();
    const bytes = encodeFrame(LARGEST);
    for (let i = 0; i < MAX_FRAME_CHUNKS; i++) reader.push(bytes.subarray(i, i + 1));
    const code = 'network/bad-frame';
    expect(() => reader.push(bytes.subarray(MAX_FRAME_CHUNKS, MAX_FRAME_CHUNKS + 1))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('carry the largest message and nothing larger', () => {
    const [read] = createFrameReader().push(encodeFrame(LARGEST));
    expect(read?.payload.length).toBe(MAX_MESSAGE_BYTES);
    const larger = encodeFrame({ ...LARGEST, payload: new Uint8Array(MAX_MESSAGE_BYTES + 1) });
    const code = 'network/bad-frame';
    expect(() => createFrameReader().push(larger)).toThrow(expect.objectContaining({ code }));
  });
});
