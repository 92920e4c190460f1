import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesFromHex,
  bytesFromUint,
  compareBytes,
  concatBytes,
  equalBytes,
  type Hex,
  hexFromBytes,
  isHex,
  uintFromBytes,
  uintLength,
  writeHex,
  writeUint,
} from '../../../lib/core/bytes.ts';
import { packBytes, unpackBytes } from '../../../lib/core/packed.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

describe('bytes', () => {
  it('hexadecimal is what Buffer says, both ways and in both cases', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const hex = hexFromBytes(value);
        expect(hex).toBe(`0x${Buffer.from(value).toString('hex')}`);
        expect(bytesFromHex(hex)).toEqual(value);
        expect(bytesFromHex(`0x${hex.slice(2).toUpperCase()}`)).toEqual(value);
      }),
    );
  });

  it('hexadecimal of many bytes is made in pieces, none of them lost', () => {
    for (const length of [2_046, 2_047, 2_048, 4_095, 70_000]) {
      const value = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
      expect(hexFromBytes(value)).toBe(`0x${Buffer.from(value).toString('hex')}`);
    }
  });

  it('hexadecimal and integers are written where they belong and nowhere else', () => {
    const target = new Uint8Array(8).fill(0);
    writeHex('0xaabb', target, 1);
    writeUint(0x0102_03n, target, 4, 3);
    expect(hexFromBytes(target)).toBe('0x00aabb0001020300');
    expect(() => writeHex('0xaabb', target, 7)).toThrow();
    expect(() => writeUint(0x0100n, target, 4, 1)).toThrow();
    expect(target[3]).toBe(0);
  });

  it('refuses what is not hexadecimal', () => {
    for (const text of [
      '',
      '0',
      '0x0',
      '0xg0',
      '0x0g',
      '00',
      '0X00',
      '0x 0',
      '0x@0',
      '0x`0',
      '0x/0',
    ]) {
      expect(isHex(text)).toBe(false);
      expect(() => bytesFromHex(text as Hex)).toThrow();
    }
    expect(isHex('0x00', 2)).toBe(false);
    expect(isHex(5)).toBe(false);
  });

  it('integers of any width are what BigInt says', () => {
    const wide = fc.bigInt({ min: 0n, max: 2n ** 300n });
    fc.assert(
      fc.property(wide, fc.nat(40), (value, length) => {
        const fits = value < 2n ** BigInt(8 * length);
        if (!fits) {
          expect(() => bytesFromUint(value, length)).toThrow();
          return;
        }
        const encoded = bytesFromUint(value, length);
        expect(encoded.length).toBe(length);
        expect(hexFromBytes(encoded)).toBe(
          `0x${length === 0 ? '' : value.toString(16).padStart(2 * length, '0')}`,
        );
        expect(uintFromBytes(encoded)).toBe(value);
        expect(uintLength(value)).toBe(Math.ceil(value.toString(2).length / 8) - (value ? 0 : 1));
      }),
      { numRuns: 1_000 },
    );
    expect(() => bytesFromUint(-1n, 8)).toThrow();
  });

  it('order is that of hexadecimal text', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const [x, y] = [hexFromBytes(a), hexFromBytes(b)];
        expect(Math.sign(compareBytes(a, b))).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(equalBytes(a, b)).toBe(x === y);
      }),
    );
    expect(concatBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  it('packed bytes come back and keep their order', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9_000 }), bytes, (a, b) => {
        expect(unpackBytes(packBytes(a))).toEqual(a);
        expect(packBytes(a) < packBytes(b)).toBe(compareBytes(a, b) < 0);
      }),
    );
    const hash = Uint8Array.from({ length: 32 }, (_, i) => 255 - i * 8);
    expect(unpackBytes(packBytes(hash))).toEqual(hash);
  });
});
