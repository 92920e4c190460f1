import { MAX_SOUGHT_WORDS, MAX_WORDS_PER_POST } from '../../core/module-limits.ts';
import { createDictionary } from './index-dictionary.ts';
import { createMarks } from './index-marks.ts';
import { createShownContents, SEVERAL } from './index-shown.ts';
import { soughtIn, takePlaces, takeWords, wordsIn } from './index-words.ts';
import type { Content } from './records.ts';

/** A question that words find. */
export interface Hit {
  question: number;
  /** How many of the words are in its title or are tags of it. */
  inTitle: number;
}

/**
 * Words of all contents, and which questions show which content. Contents and posts come in any
 * order; a content that no post shows any more stays, unseen, as long as the state has it.
 */
export interface SearchIndex {
  addContent(content: number, said: Content): void;
  removeContent(content: number, said: Content): void;
  /** A post of the question shows this content from now on, or no longer. */
  show(content: number, question: number): void;
  hide(content: number, question: number): void;
  /** Questions in which all words are, in any of their posts; undefined if nothing is sought. */
  find(typed: string): Hit[] | undefined;
  /** Questions that share words with a title, and how many. */
  alike(title: string): Hit[];
}

export function createSearchIndex(): SearchIndex {
  const dictionary = createDictionary();
  const shown = createShownContents();
  const marks = createMarks();

  /** Marks bit `bit` of each question that has the word, and the one above of its title. */
  function mark(word: string, bit: number): void {
    dictionary.eachEntry(word, (entry) => {
      const added = (entry & 1) === 1 ? bit | (bit << MAX_SOUGHT_WORDS) : bit;
      const question = shown.onlyOf(entry >> 1);
      if (question === SEVERAL) {
        for (const each of shown.allOf(entry >> 1)) marks.add(each, added);
      } else if (question > 0) marks.add(question, added);
    });
  }

  /** Questions in which the words are, unless `isHit` refuses which ones those are. */
  function look(
    words: readonly (readonly string[])[],
    isHit: (bits: number, inTitle: number) => boolean,
  ): Hit[] {
    for (const [at, alternatives] of words.entries()) {
      for (const word of alternatives) mark(word, 1 << at);
    }
    const hits: Hit[] = [];
    marks.take((question, bits) => {
      const inTitle = ones(bits >> MAX_SOUGHT_WORDS);
      if (isHit(bits & ALL, inTitle)) hits.push({ question, inTitle });
    });
    return hits;
  }

  return {
    addContent(content, said) {
      takePlaces(headOf(said), MAX_WORDS_PER_POST, (place) => dictionary.add(place, content, true));
      takePlaces(said.text, MAX_WORDS_PER_POST, (place) => dictionary.add(place, content, false));
    },
    removeContent(content, said) {
      const removed = new Set<string>();
      eachWord(said, (word) => {
        if (removed.has(word)) return false;
        removed.add(word);
        dictionary.remove(word, content);
        return true;
      });
    },
    show: shown.add,
    hide: shown.remove,
    find(typed) {
      const { whole, start } = soughtIn(typed, MAX_SOUGHT_WORDS);
      const words = whole.slice(0, start ? MAX_SOUGHT_WORDS - 1 : MAX_SOUGHT_WORDS).map((w) => [w]);
      if (start) words.push(dictionary.wordsFrom(start));
      if (words.length === 0) return undefined;
      const all = (1 << words.length) - 1;
      return look(words, (bits) => bits === all);
    },
    alike(title) {
      const words = [...wordsIn(title, MAX_SOUGHT_WORDS)].map((word) => [word]);
      return look(words, (_, inTitle) => inTitle > 0 && 3 * inTitle >= words.length);
    },
  };
}

/** Words of a content, those of title and tags first, as far as search knows them. */
function eachWord(said: Content, isNew: (word: string) => boolean): void {
  takeWords(headOf(said), MAX_WORDS_PER_POST, isNew);
  takeWords(said.text, MAX_WORDS_PER_POST, isNew);
}

function headOf({ title, tags }: Content): string {
  return tags.length > 0 ? `${title} ${tags.join(' ')}` : title;
}

const ALL = (1 << MAX_SOUGHT_WORDS) - 1;

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count++;
  return count;
}
