import { grown } from './index-shown.ts';

/** Bits of questions, while one search looks at what they have. */
export interface Marks {
  /** `bits` are not zero. */
  add(question: number, bits: number): void;
  /** Tells each question that has any; nothing is left for the next search. */
  take(each: (question: number, bits: number) => void): void;
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
    take(each) {
      const taken = marked;
      marked = [];
      for (const question of taken) {
        const bits = marks[question] as number;
        marks[question] = 0;
        each(question, bits);
      }
    },
  };
}
