import { expect, it } from 'vitest';
import { tagsFromText } from '../../../app/ask/_parts/tags-from-text.ts';

it('ends a tag at every comma and blank', () => {
  expect(tagsFromText('one, two three')).toEqual(['one', 'two', 'three']);
  expect(tagsFromText('one,two\tthree\nfour')).toEqual(['one', 'two', 'three', 'four']);
});

it('says each tag once, as the chain writes it', () => {
  expect(tagsFromText('Rust rust C++ -node.js-')).toEqual(['rust', 'c', 'node-js']);
});

it('finds none where there are no letters and digits', () => {
  expect(tagsFromText(' , --- ,')).toEqual([]);
});
