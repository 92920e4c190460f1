import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressFromText, checksumAddress } from '../../../lib/core/address.ts';
import { formatCoins, formatUnits } from '../../../lib/core/amount.ts';
import { errorObjectFrom, WeftError } from '../../../lib/core/errors.ts';
import { bytesFromText, textFromBytes } from '../../../lib/core/utf8.ts';

describe('UTF-8', () => {
  it('encodes as the platform does', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(text, (value) => {
        const encoded = new Uint8Array(new TextEncoder().encode(value));
        expect(bytesFromText(value)).toEqual(encoded);
        expect(textFromBytes(encoded)).toBe(value);
      }),
    );
  });

  it('decodes as the platform does, or refuses as it does', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const tricky = fc.array(
      fc.constantFrom(
        0x41,
        0x7f,
        0x80,
        0xbf,
        0xc0,
        0xc2,
        0xe0,
        0xa0,
        0xed,
        0xef,
        0xf0,
        0x90,
        0xf4,
        0xf8,
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(tricky, (values) => {
        const bytes = Uint8Array.from(values);
        let expected: string | undefined;
        try {
          expected = strict.decode(bytes);
        } catch {
          expected = undefined;
        }
        if (expected === undefined) expect(() => textFromBytes(bytes)).toThrow('UTF-8');
        else expect(textFromBytes(bytes)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses lone surrogates', () => {
    for (const text of ['\ud800', 'a\udfff', '\udc00\ud800']) {
      expect(() => bytesFromText(text)).toThrow('surrogate');
    }
  });
});

describe('addresses', () => {
  const checksummed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

  it('are written with the checksum of EIP-55', () => {
    for (const example of [
      checksummed,
      '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
      '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
      '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
      '0x52908400098527886E0F7030069857D2E4169EE7',
      '0xde709f2102306220921060314715629080e2fb77',
    ]) {
      expect(checksumAddress(example.toLowerCase() as `0x${string}`)).toBe(example);
      expect(addressFromText(` ${example}\n`)).toBe(example.toLowerCase());
    }
  });

  it('are read in one case, and with a right checksum only in two', () => {
    const lower = checksummed.toLowerCase();
    expect(addressFromText(lower)).toBe(lower);
    expect(addressFromText(`0x${lower.slice(2).toUpperCase()}`)).toBe(lower);
    const typo = checksummed.replace('aA', 'Aa');
    expect(() => addressFromText(typo)).toThrow(
      expect.objectContaining({ code: 'address/checksum' }),
    );
    for (const text of ['', '0x', lower.slice(2), `${lower}00`, lower.replace('5', 'g')]) {
      expect(() => addressFromText(text)).toThrow(
        expect.objectContaining({ code: 'address/malformed' }),
      );
    }
  });
});

describe('amounts', () => {
  it('are written without trailing zeros', () => {
    expect(formatCoins(0n)).toBe('0');
    expect(formatCoins(1n)).toBe('0.000000000000000001');
    expect(formatCoins(10n ** 18n)).toBe('1');
    expect(formatCoins(15n * 10n ** 17n)).toBe('1.5');
    expect(formatUnits(123n, 0)).toBe('123');
    expect(formatUnits(-1_050n, 3)).toBe('-1.05');
  });
});

describe('errors', () => {
  it('cross a border whole', () => {
    const error = new WeftError('area/reason', 'words', { count: 3, sure: true, name: 'x' });
    const copy = WeftError.fromObject(structuredClone(error.toObject()));
    expect(copy).toBeInstanceOf(WeftError);
    expect(copy.toObject()).toEqual(error.toObject());
    expect(errorObjectFrom(error)).toEqual(error.toObject());
    expect(errorObjectFrom(new TypeError('odd')).code).toBe('internal/unexpected');
    expect(errorObjectFrom('text').message).toBe('text');
  });
});
