import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../lib/core/bytes.ts';
import { MAX_MESSAGE_BYTES } from '../../../lib/core/limits.ts';
import { createFrameReader, encodeFrame, type Frame } from '../../../lib/platform/libp2p/frame.ts';

const frames = fc.array(
  fc.record({
    kind: fc.constantFrom('request' as const, 'answer' as const, 'refusal' as const),
    request: fc.nat(0xffffffff),
    payload: fc.uint8Array({ maxLength: 300 }),
  }),
  { maxLength: 20 },
);

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

  it('carry the largest message and nothing larger', () => {
    const frame = {
      kind: 'answer',
      request: 1,
      payload: new Uint8Array(MAX_MESSAGE_BYTES),
    } as const;
    const [read] = createFrameReader().push(encodeFrame(frame));
    expect(read?.payload.length).toBe(MAX_MESSAGE_BYTES);
    const larger = encodeFrame({ ...frame, payload: new Uint8Array(MAX_MESSAGE_BYTES + 1) });
    const code = 'network/bad-frame';
    expect(() => createFrameReader().push(larger)).toThrow(expect.objectContaining({ code }));
  });
});
