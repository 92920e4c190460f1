import { expect, it } from 'vitest';
import { idsFromText } from '../../../lib/ui/format/ids-from-text.ts';

it('reads numbers and ranges, each id once', () => {
  expect(idsFromText('7, 12-14 7', 10).ids).toEqual([7n, 12n, 13n, 14n]);
});

it('says what is wrong', () => {
  expect(idsFromText(' ', 10).problem).toBe('empty');
  expect(idsFromText('seven', 10).problem).toBe('malformed');
  expect(idsFromText('9-7', 10).problem).toBe('malformed');
  expect(idsFromText(`${1n << 256n}`, 10).problem).toBe('malformed');
});

it('never makes more than asked for', () => {
  expect(idsFromText('1-10', 10).ids).toHaveLength(10);
  expect(idsFromText('1-11', 10).problem).toBe('too-many');
  expect(idsFromText('0-99999999999999999999', 10).problem).toBe('too-many');
  expect(idsFromText('1-9, 20-21', 10).problem).toBe('too-many');
});
