import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, equalBytes, type Hex } from '../../../lib/core/bytes.ts';
import { MAX_RLP_DEPTH, MAX_RLP_ITEMS, MAX_STORED_RLP_ITEMS } from '../../../lib/core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  firstOfList,
  listOf,
  membersOfList,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../../lib/core/rlp.ts';

const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 5 },
    fc.uint8Array({ maxLength: 70 }),
    fc.array(tie('item'), { maxLength: 6 }),
  ),
}));
const malformed = expect.objectContaining({ code: 'codec/malformed' });

describe('RLP', () => {
  it('decodes what it encoded', () => {
    fc.assert(
      fc.property(item, (value) => {
        expect(decodeRlp(encodeRlp(value))).toEqual(value);
      }),
    );
  });

  it('has one encoding for everything it decodes', () => {
    const short = fc.uint8Array({ maxLength: 12 });
    const prefixed = fc
      .tuple(fc.constantFrom(0x80, 0x81, 0xb7, 0xb8, 0xb9, 0xc0, 0xc1, 0xf7, 0xf8, 0xf9), short)
      .map(([prefix, rest]) => Uint8Array.of(prefix, ...rest));
    fc.assert(
      fc.property(fc.oneof(short, prefixed), (bytes) => {
        let decoded: RlpItem;
        try {
          decoded = decodeRlp(bytes);
        } catch (thrown) {
          expect(thrown).toEqual(malformed);
          return;
        }
        expect(equalBytes(encodeRlp(decoded), bytes)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  const refused: Record<string, Hex> = {
    'no bytes': '0x',
    'bytes after the end': '0x8080',
    'a small byte with a prefix': '0x817f',
    'a string shorter than it says': '0x8201',
    'a long form for a short string': `0xb801ff`,
    'a length with leading zero': `0xb90038${'11'.repeat(56)}`,
    'a length longer than the input': '0xbbffffffff',
    'a length of eight bytes': '0xbfffffffffffffffff',
    'a length that is cut': '0xb9ff',
    'a list shorter than it says': '0xc3c0',
    'a long form for a short list': '0xf801c0',
    'a member longer than its list': '0xc28201',
  };
  it.each(Object.entries(refused))('refuses %s', (_, hex) => {
    expect(() => decodeRlp(bytesFromHex(hex))).toThrow(malformed);
  });

  it('reads as many items as the limit and no more, however small they are', () => {
    const flat = (items: number) =>
      encodeRlp(Array.from({ length: items }, () => new Uint8Array()));
    expect(listOf(decodeRlp(flat(MAX_RLP_ITEMS - 1))).length).toBe(MAX_RLP_ITEMS - 1);
    expect(() => decodeRlp(flat(MAX_RLP_ITEMS))).toThrow(malformed);
    expect(listOf(decodeRlp(flat(MAX_RLP_ITEMS), MAX_STORED_RLP_ITEMS)).length).toBe(MAX_RLP_ITEMS);
    expect(() => decodeRlp(flat(10), 10)).toThrow(malformed);
  });

  it('reads the first member of a list without the others', () => {
    const list = encodeRlp([Uint8Array.of(1, 2), new Uint8Array(100)]);
    expect(firstOfList(list)).toEqual(Uint8Array.of(1, 2));
    for (const bytes of [Uint8Array.of(), Uint8Array.of(0x80), Uint8Array.of(0xc0)]) {
      expect(() => firstOfList(bytes)).toThrow(malformed);
    }
  });

  it('finds the members of a list without reading them', () => {
    const items: RlpItem[] = [Uint8Array.of(1), new Uint8Array(100), [], [[Uint8Array.of(2)]]];
    expect(membersOfList(encodeRlp(items))).toEqual(items.map(encodeRlp));
    expect(membersOfList(encodeRlp([]))).toEqual([]);
    for (const hex of ['0x', '0x80', '0xc0c0', '0xc1', '0xc28201', '0xf801c0'] as const) {
      expect(() => membersOfList(bytesFromHex(hex))).toThrow(malformed);
    }
    const most = encodeRlp(Array.from({ length: MAX_RLP_ITEMS }, () => new Uint8Array()));
    expect(() => membersOfList(most)).toThrow(malformed);
  });

  it('reads lists as deep as the limit and no deeper', () => {
    const nested = (depth: number): RlpItem => (depth === 0 ? [] : [nested(depth - 1)]);
    decodeRlp(encodeRlp(nested(MAX_RLP_DEPTH)));
    expect(() => decodeRlp(encodeRlp(nested(MAX_RLP_DEPTH + 1)))).toThrow(malformed);
  });

  it('refuses a megabyte of nested lists at once', () => {
    const bytes = new Uint8Array(1_000_000);
    for (let at = 0; at + 4 < bytes.length; at += 4) {
      const rest = bytes.length - at - 4;
      bytes.set([0xfa, rest >> 16, (rest >> 8) & 255, rest & 255], at);
    }
    const start = performance.now();
    expect(() => decodeRlp(bytes)).toThrow(malformed);
    expect(performance.now() - start).toBeLessThan(100);
  });

  it('encodes long lists without a limit of the stack', () => {
    const many = Array.from({ length: 300_000 }, () => Uint8Array.of(200));
    expect(listOf(decodeRlp(encodeRlp(many), MAX_STORED_RLP_ITEMS)).length).toBe(many.length);
  });

  it('reads integers in their shortest form only', () => {
    expect(uintOf(new Uint8Array(0))).toBe(0n);
    expect(uintItem(0n)).toEqual(new Uint8Array(0));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (value) => {
        expect(uintOf(uintItem(value), 32)).toBe(value);
      }),
    );
    expect(() => uintOf(Uint8Array.of(0))).toThrow(malformed);
    expect(() => uintOf(Uint8Array.of(0, 1))).toThrow(malformed);
    expect(() => uintOf(new Uint8Array(9).fill(1))).toThrow(malformed);
    expect(() => numberOf(uintItem(2n ** 53n))).toThrow(malformed);
    expect(numberOf(uintItem(2n ** 53n - 1n))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('tells strings from lists and checks sizes', () => {
    expect(() => listOf(new Uint8Array(0))).toThrow(malformed);
    expect(() => listOf(undefined)).toThrow(malformed);
    expect(() => listOf([[]], 2)).toThrow(malformed);
    expect(() => bytesOf([])).toThrow(malformed);
    expect(() => bytesOf(new Uint8Array(3), 4)).toThrow(malformed);
  });
});
