import { MAX_COMPLETED_WORDS } from '../../core/module-limits.ts';

/** Which contents have a word. */
export interface Dictionary {
  /**
   * False if the content has the word already, which is known of the one that was added last:
   * words of one content come one after the other.
   */
  add(word: string, content: number, isInTitle: boolean): boolean;
  remove(word: string, content: number): void;
  /** Twice the number of each content, one more if it is in its title; in no particular order. */
  entriesOf(word: string): readonly number[];
  /** The first words in alphabetical order that begin so, at most MAX_COMPLETED_WORDS. */
  wordsFrom(start: string): string[];
}

export function createDictionary(): Dictionary {
  const entries = new Map<string, number[]>();
  // Sorted when somebody first asks, and kept so: while an index is built nobody does.
  let sorted: string[] | undefined;

  function sortedWords(): string[] {
    sorted ??= [...entries.keys()].sort();
    return sorted;
  }

  return {
    add(word, content, isInTitle) {
      const entry = 2 * content + (isInTitle ? 1 : 0);
      const known = entries.get(word);
      if (known) {
        if ((known[known.length - 1] as number) >> 1 === content) return false;
        known.push(entry);
        return true;
      }
      const copy = copyOf(word);
      entries.set(copy, [entry]);
      sorted?.splice(placeOf(sorted, copy), 0, copy);
      return true;
    },
    remove(word, content) {
      const known = entries.get(word) ?? [];
      const at = known.findIndex((entry) => entry >> 1 === content);
      if (at < 0) return;
      const last = known.pop() as number;
      if (at < known.length) known[at] = last;
      if (known.length > 0) return;
      entries.delete(word);
      sorted?.splice(placeOf(sorted, word), 1);
    },
    entriesOf: (word) => entries.get(word) ?? NONE,
    wordsFrom(start) {
      const words = sortedWords();
      const from = placeOf(words, start);
      let to = from;
      while (to - from < MAX_COMPLETED_WORDS && words[to]?.startsWith(start)) to++;
      return words.slice(from, to);
    },
  };
}

/** Engines keep the whole text in memory of which a string is a part. */
function copyOf(word: string): string {
  return [...word].join('');
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

const NONE: readonly number[] = [];
