import { MAX_COMPLETED_WORDS } from '../../core/module-limits.ts';
import { createPostings } from './index-postings.ts';
import { grown } from './index-shown.ts';
import { createVocabulary } from './index-vocabulary.ts';
import type { WordPlace } from './index-words.ts';

/** Which contents have a word. */
export interface Dictionary {
  /**
   * False if the content has the word already, which is known of the one that was added last:
   * words of one content come one after the other. False as well for words that are in every text.
   */
  add(place: WordPlace, content: number, isInTitle: boolean): boolean;
  remove(word: string, content: number): void;
  /** Twice the number of each content, one more if it is in its title; in no particular order. */
  eachEntry(word: string, tell: (entry: number) => void): void;
  /** The first words in alphabetical order that begin so, at most MAX_COMPLETED_WORDS. */
  wordsFrom(start: string): string[];
}

export function createDictionary(): Dictionary {
  const vocabulary = createVocabulary();
  const postings = createPostings();
  /** The newest entry of each word, and one. */
  let newest = new Uint32Array(1_024);
  // Sorted when somebody first asks, and kept so: while an index is built nobody does.
  let sorted: string[] | undefined;

  function sortedWords(): string[] {
    sorted ??= [...vocabulary.words()].sort();
    return sorted;
  }

  return {
    add(place, content, isInTitle) {
      const word = vocabulary.numberAt(place);
      if (word === undefined) return false;
      if (word >= newest.length) newest = grown(newest, word);
      const before = newest[word] as number;
      if (before > 0 && (before - 1) >> 1 === content) return false;
      const entry = 2 * content + (isInTitle ? 1 : 0);
      newest[word] = entry + 1;
      if (sorted && postings.count(word) === 0) {
        const text = vocabulary.wordOf(word);
        sorted.splice(placeOf(sorted, text), 0, text);
      }
      postings.add(word, entry);
      return true;
    },
    remove(text, content) {
      const word = vocabulary.numberOf(text);
      if (word === undefined) return;
      newest[word] = 0;
      const isGone = postings.remove(word, 2 * content) || postings.remove(word, 2 * content + 1);
      if (!isGone || postings.count(word) > 0) return;
      vocabulary.forget(word);
      sorted?.splice(placeOf(sorted, text), 1);
    },
    eachEntry(text, tell) {
      const word = vocabulary.numberOf(text);
      if (word !== undefined) postings.each(word, tell);
    },
    wordsFrom(start) {
      const words = sortedWords();
      const from = placeOf(words, start);
      let to = from;
      while (to - from < MAX_COMPLETED_WORDS && words[to]?.startsWith(start)) to++;
      return words.slice(from, to);
    },
  };
}

function placeOf(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] as string) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
