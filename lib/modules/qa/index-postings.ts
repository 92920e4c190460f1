/** Entries by the number of a word. An entry is less than 2^31, and a word has each once. */
export interface Postings {
  add(word: number, entry: number): void;
  /** False if it is not there. */
  remove(word: number, entry: number): boolean;
  /** In no particular order. */
  each(word: number, tell: (entry: number) => void): void;
  count(word: number): number;
}

/**
 * While an index is built, millions of entries come and nobody asks: they are written one behind
 * the other, which a processor does far quicker than adding to thirty thousand lists in turn. When
 * somebody first asks, they are laid side by side, word by word; what comes later is in lists.
 */
export function createPostings(): Postings {
  let counts = new Uint32Array(FEWEST);
  let written: Written | undefined = createWritten();
  let laid = { entries: new Uint32Array(0), starts: counts, counts };
  const later = new Map<number, number[]>();

  function lay(): void {
    if (!written) return;
    laid = laidFrom(written, counts);
    written = undefined;
  }

  function removeLaid(word: number, entry: number): boolean {
    const start = laid.starts[word] ?? 0;
    const end = start + (laid.counts[word] ?? 0);
    const at = laid.entries.subarray(start, end).indexOf(entry);
    if (at < 0) return false;
    laid.entries[start + at] = laid.entries[end - 1] as number;
    laid.counts[word] = end - 1 - start;
    return true;
  }

  function removeLater(word: number, entry: number): boolean {
    const list = later.get(word);
    const at = list?.indexOf(entry) ?? -1;
    if (!list || at < 0) return false;
    const last = list.pop() as number;
    if (at < list.length) list[at] = last;
    if (list.length === 0) later.delete(word);
    return true;
  }

  return {
    count: (word) => counts[word] ?? 0,
    add(word, entry) {
      if (word >= counts.length) counts = enlarged(counts, word);
      counts[word] = (counts[word] as number) + 1;
      if (written) {
        written.put(word, entry);
        return;
      }
      const list = later.get(word);
      if (list) list.push(entry);
      else later.set(word, [entry]);
    },
    remove(word, entry) {
      lay();
      if (!removeLater(word, entry) && !removeLaid(word, entry)) return false;
      counts[word] = (counts[word] as number) - 1;
      return true;
    },
    each(word, tell) {
      lay();
      const start = laid.starts[word] ?? 0;
      const end = start + (laid.counts[word] ?? 0);
      for (let at = start; at < end; at++) tell(laid.entries[at] as number);
      for (const entry of later.get(word) ?? NONE) tell(entry);
    },
  };
}

interface Written {
  put(word: number, entry: number): void;
  each(tell: (word: number, entry: number) => void): void;
}

/** Words of an entry behind the entry, which is told from them by its highest bit. */
function createWritten(): Written {
  let numbers = new Uint32Array(FEWEST);
  let length = 0;
  let newest = -1;

  function push(number: number): void {
    if (length === numbers.length) numbers = enlarged(numbers, length);
    numbers[length++] = number;
  }

  return {
    put(word, entry) {
      if (entry !== newest) push(IS_ENTRY + entry);
      newest = entry;
      push(word);
    },
    each(tell) {
      let entry = 0;
      for (let at = 0; at < length; at++) {
        const number = numbers[at] as number;
        if (number >= IS_ENTRY) entry = number - IS_ENTRY;
        else tell(number, entry);
      }
    },
  };
}

function laidFrom(written: Written, counts: Uint32Array) {
  const starts = new Uint32Array(counts.length);
  let sum = 0;
  for (let word = 0; word < counts.length; word++) {
    starts[word] = sum;
    sum += counts[word] as number;
  }
  const entries = new Uint32Array(sum);
  const ends = starts.slice();
  written.each((word, entry) => {
    entries[ends[word] as number] = entry;
    ends[word] = (ends[word] as number) + 1;
  });
  return { entries, starts, counts: counts.slice() };
}

function enlarged(numbers: Uint32Array, index: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(2 * numbers.length, index + 1));
  larger.set(numbers);
  return larger;
}

const IS_ENTRY = 2 ** 31;
const FEWEST = 256;
const NONE: readonly number[] = [];
