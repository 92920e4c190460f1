import { grown } from './index-shown.ts';

/** Bits of questions, while one search looks at what they have. */
export interface Marks {
  /** `bits` are not zero. */
  add(question: number, bits: number): void;
  /** Each question that has any and its bits; nothing is left for the next search. */
  take(): [question: number, bits: number][];
}

/** One number a question, used again by each search, because making them anew takes longer. */
export function createMarks(): Marks {
  let marks = new Uint32Array(1_024);
  let marked: number[] = [];

  return {
    add(question, bits) {
      if (question >= marks.length) marks = grown(marks, question);
      const before = marks[question] as number;
      if (before === 0) marked.push(question);
      marks[question] = before | bits;
    },
    take() {
      const taken = marked.map((question): [number, number] => [question, marks[question] ?? 0]);
      for (const question of marked) marks[question] = 0;
      marked = [];
      return taken;
    },
  };
}
