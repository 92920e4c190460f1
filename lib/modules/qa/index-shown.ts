/** Which questions show a content: hardly ever more than one. */
export interface ShownContents {
  add(content: number, question: number): void;
  remove(content: number, question: number): void;
  /** Zero for none, SEVERAL for more than one. */
  onlyOf(content: number): number;
  /** When they are several. */
  allOf(content: number): readonly number[];
}

/** No question has this number. */
export const SEVERAL = 0xffff_ffff;

/** One number a content, side by side, because search reads a hundred thousand of them. */
export function createShownContents(): ShownContents {
  let only = new Uint32Array(1_024);
  const several = new Map<number, number[]>();

  function allOf(content: number): readonly number[] {
    const one = only[content] ?? 0;
    if (one === SEVERAL) return several.get(content) ?? NONE;
    return one === 0 ? NONE : [one];
  }

  function keep(content: number, questions: number[]): void {
    if (content >= only.length) only = grown(only, content);
    only[content] = questions.length > 1 ? SEVERAL : (questions[0] ?? 0);
    if (questions.length > 1) several.set(content, questions);
    else several.delete(content);
  }

  return {
    add: (content, question) => keep(content, [...allOf(content), question]),
    remove(content, question) {
      const rest = [...allOf(content)];
      const at = rest.indexOf(question);
      if (at >= 0) rest.splice(at, 1);
      keep(content, rest);
    },
    onlyOf: (content) => only[content] ?? 0,
    allOf,
  };
}

/** The same numbers with room for one at `index`. */
export function grown(numbers: Uint32Array, index: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * (index + 1));
  larger.set(numbers);
  return larger;
}

const NONE: readonly number[] = [];
