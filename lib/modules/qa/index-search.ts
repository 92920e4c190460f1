import { bytesFromHex, type Hash } from '../../core/bytes.ts';
import { MAX_SOUGHT_WORDS, MAX_WORDS_PER_POST } from '../../core/module-limits.ts';
import { type Packed, packBytes } from '../../core/packed.ts';
import { createDictionary } from './index-dictionary.ts';
import { createMarks } from './index-marks.ts';
import { createShownContents } from './index-shown.ts';
import { soughtIn, wordsIn } from './index-words.ts';
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
  addContent(hash: Hash, content: Content): void;
  removeContent(hash: Hash, content: Content): void;
  /** A post of the question shows this content from now on, or no longer. */
  show(hash: Hash, question: number): void;
  hide(hash: Hash, question: number): void;
  /** Questions in which all words are, in any of their posts; undefined if nothing is sought. */
  find(typed: string): Hit[] | undefined;
  /** Questions that share words with a title, and how many. */
  alike(title: string): Hit[];
}

export function createSearchIndex(): SearchIndex {
  const dictionary = createDictionary();
  const slots = new Map<Packed, number>();
  const shown = createShownContents();
  const free: number[] = [];
  let slotCount = 0;
  const marks = createMarks();

  function slotOf(hash: Hash): number {
    const key = packBytes(bytesFromHex(hash));
    const known = slots.get(key);
    if (known !== undefined) return known;
    const slot = free.pop() ?? slotCount++;
    slots.set(key, slot);
    return slot;
  }

  /** Marks bit `bit` of each question that has the word, and the one above of its title. */
  function mark(word: string, bit: number): void {
    for (const entry of dictionary.entriesOf(word)) {
      const added = (entry & 1) === 1 ? bit | (bit << MAX_SOUGHT_WORDS) : bit;
      const slot = entry >> 1;
      const question = shown.firstOf(slot);
      if (question > 0) marks.add(question, added);
      for (const other of shown.othersOf(slot)) marks.add(other, added);
    }
  }

  /** Of each question in which one of the words is: which, and how many are in its title. */
  function look(words: readonly (readonly string[])[]): (Hit & { bits: number })[] {
    for (const [at, alternatives] of words.entries()) {
      for (const word of alternatives) mark(word, 1 << at);
    }
    return marks.take().map(([question, bits]) => ({
      question,
      bits: bits & ALL,
      inTitle: ones(bits >> MAX_SOUGHT_WORDS),
    }));
  }

  return {
    addContent(hash, content) {
      eachWord(content, slotOf(hash), dictionary.add);
    },
    removeContent(hash, content) {
      const slot = slotOf(hash);
      eachWord(content, slot, dictionary.remove);
      slots.delete(packBytes(bytesFromHex(hash)));
      free.push(slot);
    },
    show(hash, question) {
      shown.add(slotOf(hash), question);
    },
    hide(hash, question) {
      shown.remove(slotOf(hash), question);
    },
    find(typed) {
      const { whole, start } = soughtIn(typed, MAX_SOUGHT_WORDS);
      const words = whole.slice(0, start ? MAX_SOUGHT_WORDS - 1 : MAX_SOUGHT_WORDS).map((w) => [w]);
      if (start) words.push(dictionary.wordsFrom(start));
      if (words.length === 0) return undefined;
      const all = (1 << words.length) - 1;
      return look(words).filter(({ bits }) => bits === all);
    },
    alike(title) {
      const words = [...wordsIn(title, MAX_SOUGHT_WORDS)].map((word) => [word]);
      return look(words).filter(({ inTitle }) => inTitle > 0 && 3 * inTitle >= words.length);
    },
  };
}

/** Each word of a content, with what stands for it: the slot, and whether in title or tags. */
function eachWord(content: Content, slot: number, each: (word: string, entry: number) => void) {
  const { title, tags, text } = content;
  const head = wordsIn(`${title} ${tags.join(' ')}`, MAX_WORDS_PER_POST);
  for (const word of head) each(word, 2 * slot + 1);
  for (const word of wordsIn(text, MAX_WORDS_PER_POST)) if (!head.has(word)) each(word, 2 * slot);
}

const ALL = (1 << MAX_SOUGHT_WORDS) - 1;

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count++;
  return count;
}
