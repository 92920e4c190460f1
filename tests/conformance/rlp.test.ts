import {
  decodeRlp as ethersDecode,
  encodeRlp as ethersEncode,
  type RlpStructuredData,
} from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { decodeRlp, encodeRlp, type RlpItem } from '../../lib/core/rlp.ts';

// Recursive length prefix: Ethereum yellow paper, appendix B.

const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 5 },
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('item'), { maxLength: 8 }),
  ),
}));

describe('RLP', () => {
  it('is what ethers encodes, and decodes to the same', () => {
    fc.assert(
      fc.property(item, (value) => {
        const bytes = encodeRlp(value);
        expect(hexFromBytes(bytes)).toBe(ethersEncode(textOf(value)));
        expect(textOf(decodeRlp(bytes))).toEqual(ethersDecode(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('decodes nothing that ethers refuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        let value: RlpItem;
        try {
          value = decodeRlp(bytes);
        } catch {
          return;
        }
        expect(ethersDecode(bytes)).toEqual(textOf(value));
      }),
      { numRuns: 3_000 },
    );
  });

  // Examples of the specification.
  const examples: [string, RlpItem, Hex][] = [
    ['the empty string', ascii(''), '0x80'],
    ['dog', ascii('dog'), '0x83646f67'],
    ['cat and dog', [ascii('cat'), ascii('dog')], '0xc88363617483646f67'],
    ['the empty list', [], '0xc0'],
    ['the byte 15', Uint8Array.of(15), '0x0f'],
    ['1024', Uint8Array.of(4, 0), '0x820400'],
    ['the number three of set theory', [[], [[]], [[], [[]]]], '0xc7c0c1c0c3c0c1c0'],
    [
      'a text of 56 letters',
      ascii('Lorem ipsum dolor sit amet, consectetur adipisicing elit'),
      '0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974',
    ],
  ];
  it.each(examples)('%s', (_, value, hex) => {
    expect(hexFromBytes(encodeRlp(value))).toBe(hex);
    expect(decodeRlp(bytesFromHex(hex))).toEqual(value);
  });
});

function textOf(value: RlpItem): RlpStructuredData {
  return Array.isArray(value) ? value.map(textOf) : hexFromBytes(value);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
