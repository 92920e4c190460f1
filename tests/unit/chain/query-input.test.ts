import { describe, expect, it } from 'vitest';
import {
  addressIn,
  assertQueryInput,
  choiceIn,
  countIn,
  integerIn,
  isQueryInput,
  limitIn,
  optional,
  textIn,
} from '../../../lib/chain/query-input.ts';
import { MAX_QUERY_FIELDS, MAX_QUERY_INPUT_CHARACTERS } from '../../../lib/core/limits.ts';

const malformed = expect.objectContaining({ code: 'query/malformed' });
const ACCOUNT = `0x${'AB'.repeat(20)}`;

describe('the input of a query from outside', () => {
  it('is an object of plain values', () => {
    expect(isQueryInput({ a: 'text', b: 1, c: 2n, d: true, e: undefined })).toBe(true);
    const odd = [undefined, null, 7, 'text', [], ['a'], { a: {} }, { a: [] }, { a: null }];
    for (const input of [...odd, { a: () => 1 }, { a: Symbol('a') }]) {
      expect(isQueryInput(input)).toBe(false);
      expect(() => assertQueryInput(input)).toThrow(malformed);
    }
  });

  it('has at most MAX_QUERY_FIELDS fields and MAX_QUERY_INPUT_CHARACTERS characters', () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 1]));
    expect(isQueryInput(fields(MAX_QUERY_FIELDS))).toBe(true);
    expect(isQueryInput(fields(MAX_QUERY_FIELDS + 1))).toBe(false);
    const a = 'x'.repeat(MAX_QUERY_INPUT_CHARACTERS - 1);
    expect(isQueryInput({ a })).toBe(true);
    expect(isQueryInput({ a: `${a}x` })).toBe(false);
    expect(isQueryInput({ [`${a}xx`]: 1 })).toBe(false);
  });

  it('has no integer of more than 256 bits', () => {
    expect(isQueryInput({ a: 2n ** 256n - 1n })).toBe(true);
    expect(isQueryInput({ a: 2n ** 300n })).toBe(false);
    expect(isQueryInput({ a: -(2n ** 300n) })).toBe(false);
  });
});

describe('what a query reads', () => {
  it('is of the kind it expects', () => {
    expect(addressIn({ a: ACCOUNT }, 'a')).toBe(ACCOUNT.toLowerCase());
    expect(integerIn({ a: 7n }, 'a')).toBe(7n);
    expect(integerIn({ a: 2n ** 255n }, 'a', 256)).toBe(2n ** 255n);
    expect(countIn({ a: 7 }, 'a')).toBe(7);
    expect(limitIn({ a: 7 }, 'a', 7)).toBe(7);
    expect(textIn({ a: '' }, 'a')).toBe('');
    expect(choiceIn({ a: 'new' }, 'a', ['old', 'new'])).toBe('new');
  });

  it.each([
    ['an address', () => addressIn({ a: '0x12' }, 'a')],
    ['an integer', () => integerIn({ a: 7 }, 'a')],
    ['an integer that fits', () => integerIn({ a: 2n ** 64n }, 'a')],
    ['an unsigned integer', () => integerIn({ a: -1n }, 'a')],
    ['a whole number', () => countIn({ a: 1.5 }, 'a')],
    ['a limit above zero', () => limitIn({ a: 0 }, 'a', 7)],
    ['a limit that is kept', () => limitIn({ a: 8 }, 'a', 7)],
    ['a text', () => textIn({ a: 1 }, 'a')],
    ['a choice', () => choiceIn({ a: 'odd' }, 'a', ['old', 'new'])],
    ['what is there', () => textIn({}, 'a')],
    ['a field of its own', () => textIn(Object.create({ a: 'text' }), 'a')],
  ])('must be %s', (_, read) => {
    expect(read).toThrow(malformed);
  });

  it('may be absent', () => {
    expect(optional({}, 'a', integerIn)).toBeUndefined();
    expect(optional({ a: undefined }, 'a', integerIn)).toBeUndefined();
    expect(optional({ a: 1n }, 'a', integerIn)).toBe(1n);
    expect(() => optional({ a: '1' }, 'a', integerIn)).toThrow(malformed);
  });
});
