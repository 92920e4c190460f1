/** Which questions show a content, by its slot: hardly ever more than one. */
export interface ShownContents {
  add(slot: number, question: number): void;
  remove(slot: number, question: number): void;
  /** Zero for none. */
  firstOf(slot: number): number;
  othersOf(slot: number): readonly number[];
}

/** One number a slot, side by side, because search reads a hundred thousand of them. */
export function createShownContents(): ShownContents {
  let first = new Uint32Array(1_024);
  const others = new Map<number, number[]>();

  return {
    add(slot, question) {
      if (slot >= first.length) first = grown(first, slot);
      if (first[slot] === 0) first[slot] = question;
      else others.set(slot, [...(others.get(slot) ?? NONE), question]);
    },
    remove(slot, question) {
      const rest = [...(others.get(slot) ?? NONE)];
      const at = rest.indexOf(question);
      if (at >= 0) rest.splice(at, 1);
      else if (first[slot] === question) first[slot] = rest.pop() ?? 0;
      if (rest.length > 0) others.set(slot, rest);
      else others.delete(slot);
    },
    firstOf: (slot) => first[slot] ?? 0,
    othersOf: (slot) => (others.size > 0 ? (others.get(slot) ?? NONE) : NONE),
  };
}

/** The same numbers with room for one at `index`. */
export function grown(numbers: Uint32Array, index: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * (index + 1));
  larger.set(numbers);
  return larger;
}

const NONE: readonly number[] = [];
