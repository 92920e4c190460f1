import { isCommon, type WordPlace } from './index-words.ts';

/** A small number for each word that is in a content. */
export interface Vocabulary {
  /** Undefined for a word that is in every text. */
  numberAt(place: WordPlace): number | undefined;
  /** Undefined for a word that nobody has. */
  numberOf(word: string): number | undefined;
  wordOf(number: number): string;
  words(): Iterable<string>;
  /** Its number may become another's. */
  forget(number: number): void;
}

/**
 * A text is read without making a string of each word of it: most words are found at the place that
 * their hash says. Whoever makes words for one place only has them looked up in the map as well.
 */
export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const free: number[] = [];
  // At each place the number of a word, and one.
  let places = new Uint32Array(FEWEST_PLACES);

  function numberAs(word: string): number {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    const number = free.pop() ?? words.length;
    const copy = copyOf(word);
    numbers.set(copy, number);
    words[number] = copy;
    if (4 * numbers.size > places.length && places.length < MOST_PLACES) {
      places = new Uint32Array(2 * places.length);
    }
    return number;
  }

  return {
    numberAt({ text, from, to, hash }) {
      const at = hash & (places.length - 1);
      const found = (places[at] as number) - 1;
      if (found >= 0 && isAt(words[found] as string, text, from, to)) return found;
      const word = text.slice(from, to);
      if (isCommon(word)) return undefined;
      const number = numberAs(word);
      places[hash & (places.length - 1)] = number + 1;
      return number;
    },
    numberOf: (word) => numbers.get(word),
    wordOf: (number) => words[number] as string,
    words: () => numbers.keys(),
    forget(number) {
      numbers.delete(words[number] as string);
      // Like nothing in any text.
      words[number] = '';
      free.push(number);
    },
  };
}

/** Whether the word is what stands there in the text. */
function isAt(word: string, text: string, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  }
  return true;
}

/** Engines keep the whole text in memory of which a string is a part. */
function copyOf(word: string): string {
  return [...word].join('');
}

/** Powers of two. */
const FEWEST_PLACES = 256;
const MOST_PLACES = 131_072;
