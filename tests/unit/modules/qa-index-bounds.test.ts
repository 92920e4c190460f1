import { describe, expect, it } from 'vitest';
import {
  EXCERPT_CHARACTERS,
  MAX_COMPLETED_WORDS,
  MAX_LISTED_POSTS,
  MAX_SOUGHT_WORDS,
  MAX_WORD_LENGTH,
  MAX_WORDS_PER_POST,
} from '../../../lib/core/module-limits.ts';
import { bestOf } from '../../../lib/modules/qa/index-best.ts';
import { createDictionary } from '../../../lib/modules/qa/index-dictionary.ts';
import { createQuestionShelves } from '../../../lib/modules/qa/index-question-shelves.ts';
import type { PostRow } from '../../../lib/modules/qa/index-row.ts';
import { createSearchIndex } from '../../../lib/modules/qa/index-search.ts';
import { soughtIn, takePlaces, wordsIn } from '../../../lib/modules/qa/index-words.ts';
import { excerptOf } from '../../../lib/modules/qa/view-posts.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`);

describe('what search knows of a text', () => {
  it('is its first MAX_WORDS_PER_POST different words, common ones not counted', () => {
    const words = numbered(MAX_WORDS_PER_POST + 1);
    const text = `the ${words.join(' the ')}`;
    expect([...wordsIn(text, MAX_WORDS_PER_POST)]).toEqual(words.slice(0, -1));
  });

  it('is the beginning of a long word, up to MAX_WORD_LENGTH, and typing more finds it too', () => {
    const long = 'x'.repeat(MAX_WORD_LENGTH + 5);
    expect([...wordsIn(long, 9)]).toEqual(['x'.repeat(MAX_WORD_LENGTH)]);
    expect(soughtIn(long, 9).start).toBe('x'.repeat(MAX_WORD_LENGTH));
  });

  it('is in lower case, composed, and of any script', () => {
    expect([...wordsIn('Ｗeft ŽLUŤOUČKÝ-kůň 中文 0xAB', 9)]).toEqual([
      ...['weft', 'žluťoučký', 'kůň', '中文', '0xab'],
    ]);
  });
});

describe('what a stranger wrote to keep a node busy', () => {
  const PATIENCE_MS = 250;

  it.each([
    ['marks without end on one letter', () => wordsIn(`a${marks(0x301)}${marks(0x323)}`, 9)],
    ['a word as long as a search may be', () => soughtIn(`${'a'.repeat(4_094)}!b`, 9)],
    ['one that grows when it is composed', () => soughtIn(`${'\u3316'.repeat(4_094)}!b`, 9)],
    ['empty lines', () => shelved('\n'.repeat(2_000))],
    ['links that never end', () => shelved('['.repeat(2_000))],
    ['links to nowhere', () => shelved('[]('.repeat(700))],
  ])('%s: takes no time', (_, work) => {
    work();
    const beganMs = performance.now();
    work();
    expect(performance.now() - beganMs).toBeLessThan(PATIENCE_MS);
  });

  /** As a page of a list does, and the lists of a few tabs. */
  const shelved = (text: string) => {
    for (let at = 0; at < 4 * MAX_LISTED_POSTS; at++) excerptOf(`${text}a`);
  };
  const marks = (code: number) => String.fromCodePoint(code).repeat(8_000);
});

describe('what is sought', () => {
  it('ends with a beginning unless a blank follows, in any form', () => {
    expect(soughtIn('Two words', 9)).toEqual({ whole: ['two'], start: 'words' });
    expect(soughtIn('two Words ', 9)).toEqual({ whole: ['two', 'words'] });
    expect(soughtIn('cafe\u0301', 9)).toEqual({ whole: [], start: 'café' });
    expect(soughtIn('!', 9)).toEqual({ whole: [] });
  });

  it('is at most MAX_SOUGHT_WORDS words', () => {
    const search = createSearchIndex();
    const words = numbered(MAX_SOUGHT_WORDS);
    search.addContent(1, { title: '', tags: [], text: words.join(' ') });
    search.show(1, 5);
    expect(search.find(`${words.join(' ')} `)).toMatchObject([{ question: 5 }]);
    expect(search.find(`${words.join(' ')} missing `)).toMatchObject([{ question: 5 }]);
    expect(search.find('missing ')).toEqual([]);
    expect(search.find(' ')).toBeUndefined();
  });

  it('may be the beginning of MAX_COMPLETED_WORDS words, the first of the alphabet', () => {
    const dictionary = createDictionary();
    const words = numbered(MAX_COMPLETED_WORDS + 1).sort();
    takePlaces(words.join(' '), words.length, (place) => dictionary.add(place, 1, false));
    expect(dictionary.wordsFrom('word')).toEqual(words.slice(0, -1));
    dictionary.remove(words[0] as string, 1);
    expect(dictionary.wordsFrom('word')).toEqual(words.slice(1));
    expect(dictionary.wordsFrom('none')).toEqual([]);
  });
});

it('a vote on a question of a thousand answers looks at few of them', () => {
  const answers = Array.from({ length: 1_000 }, (_, at) => at + 2);
  let looks = 0;
  const shelves = createQuestionShelves({
    get(id) {
      looks++;
      return { id, changedMs: id, score: 0, answers: 1_000, bountyWei: 0n } as PostRow;
    },
    answersOf: () => answers,
  });
  for (const answer of answers) shelves.answered(1, answer);
  looks = 0;
  shelves.shelve(1);
  shelves.answered(1, 500);
  expect(shelves.activeMsOf(1)).toBe(1_001);
  expect(looks).toBeLessThan(10);
  answers.pop();
  shelves.answered(1, undefined);
  expect(shelves.activeMsOf(1)).toBe(1_000);
});

it('the best of many are the first of all in order', () => {
  const numbers = Array.from({ length: 200 }, (_, at) => (at * 37) % 101);
  const sorted = [...numbers].sort((a, b) => a - b);
  expect(bestOf(numbers, 10, (a, b) => a - b)).toEqual(sorted.slice(0, 10));
});

describe('an excerpt', () => {
  it('has no marks that only a page understands', () => {
    const text = '# Title\n\nSome **bold** [link](https://example.org) and `code`\n```ts\nx\n```';
    expect(excerptOf(text)).toBe('Title Some bold link and code x');
  });

  it('ends between words after EXCERPT_CHARACTERS', () => {
    const excerpt = excerptOf('word '.repeat(EXCERPT_CHARACTERS));
    expect(excerpt.length).toBeLessThanOrEqual(EXCERPT_CHARACTERS + 1);
    expect(excerpt.endsWith('word…')).toBe(true);
  });
});
