// Texts like those of people: few words are common and most are rare. The same at each run.

export interface Words {
  /** From 0 to `below` - 1. */
  number(below: number): number;
  text(length: number): string;
  tags(): string;
}

export function createWords(seed: number): Words {
  const words = Array.from({ length: DIFFERENT }, (_, at) => wordAt(at));
  let state = seed;

  function number(below: number): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  }

  function word(): string {
    return words[Math.floor(words.length ** (number(1_000_000) / 1_000_000)) - 1] as string;
  }

  return {
    number,
    text: (length) => Array.from({ length }, word).join(' '),
    tags: () => [...new Set([number(40), number(40), number(400)].map(wordAt))].join(' '),
  };
}

export function wordAt(index: number): string {
  let word = '';
  for (let rest = index + 5; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
}

const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu', 'al', 'en'];
const DIFFERENT = 30_000;
