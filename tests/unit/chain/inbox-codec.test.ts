import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataOfInboxEvent, TOKEN_SEEN } from '../../../lib/chain/inbox.ts';
import {
  inboxEventFrom,
  inboxEventFromItem,
  itemFromInboxEvent,
  sizeOfInbox,
} from '../../../lib/chain/inbox-codec.ts';
import { concatBytes } from '../../../lib/core/bytes.ts';
import { MAX_INBOX_EVENT_BYTES } from '../../../lib/core/limits.ts';
import { decodeRlp, encodeRlp } from '../../../lib/core/rlp.ts';
import { inboxEvent } from './arbitraries.ts';

describe('an event of the inbox', () => {
  it('comes back from a body, and from a log', () => {
    fc.assert(
      fc.property(inboxEvent, (event) => {
        const item = decodeRlp(encodeRlp(itemFromInboxEvent(event)));
        expect(inboxEventFromItem(item)).toEqual(event);
        expect(inboxEventFrom(event.type, dataOfInboxEvent(event))).toEqual(event);
      }),
    );
  });

  it('is refused in any form but the one that contracts write', () => {
    fc.assert(
      fc.property(inboxEvent, fc.nat(), fc.integer({ min: 1, max: 255 }), (event, at, change) => {
        const data = dataOfInboxEvent(event);
        const index = at % data.length;
        const changed = data.map((byte, i) => (i === index ? byte ^ change : byte));
        expectOther(event.type, changed, event);
        expectOther(event.type, data.slice(0, index), event);
        expectOther(event.type, concatBytes(data, new Uint8Array(1)), event);
      }),
    );
  });

  it('is refused above its largest size, and with a text above 32 bytes', () => {
    const large = new Uint8Array(MAX_INBOX_EVENT_BYTES + 1);
    expect(() => inboxEventFrom(TOKEN_SEEN, large)).toThrow('inbox event of 513 bytes');
    const token = {
      type: TOKEN_SEEN,
      token: `0x${'11'.repeat(20)}`,
      kind: 1,
      decimals: 18,
    } as const;
    const long = { ...token, name: new Uint8Array(33), symbol: new Uint8Array() };
    expect(() => inboxEventFrom(TOKEN_SEEN, dataOfInboxEvent(long))).toThrow('text of 33 bytes');
  });

  it('is refused with a number that no contract gives', () => {
    expect(() => inboxEventFrom(0, new Uint8Array(32))).toThrow('of type 0');
    expect(() => inboxEventFrom(8, new Uint8Array(64))).toThrow('of type 8');
  });

  it('takes the bytes of its item in a body', () => {
    fc.assert(
      fc.property(fc.array(inboxEvent, { maxLength: 4 }), (events) => {
        const items = events.map((event) => encodeRlp(itemFromInboxEvent(event)));
        expect(sizeOfInbox(events)).toBe(concatBytes(...items).length);
      }),
    );
  });
});

/** Either it is malformed, or it is another event, never the same one again. */
function expectOther(type: number, data: Uint8Array, event: unknown): void {
  let read: unknown;
  try {
    read = inboxEventFrom(type, data);
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'codec/malformed' });
    return;
  }
  expect(read).not.toEqual(event);
}
