import { createIdLists } from './index-id-lists.ts';

/** Which questions have which tags. A content and the question that shows it come in any order. */
export interface TagIndex {
  addContent(content: number, tags: readonly string[]): void;
  removeContent(content: number): void;
  show(content: number, question: number): void;
  hide(content: number, question: number): void;
  tagsOf(content: number): readonly string[];
  /** Ids ascending. */
  questionsOf(tag: string): readonly number[];
  /** Every tag, and how many questions have it. */
  counts(): Iterable<[string, number]>;
}

export function createTagIndex(): TagIndex {
  const tags = new Map<number, readonly string[]>();
  const shownBy = createIdLists<number>();
  const questions = createIdLists<string>();

  return {
    addContent(content, added) {
      if (added.length === 0) return;
      tags.set(content, added);
      for (const tag of added) for (const id of shownBy.of(content)) questions.add(tag, id);
    },
    removeContent(content) {
      tags.delete(content);
    },
    show(content, question) {
      shownBy.add(content, question);
      for (const tag of tags.get(content) ?? []) questions.add(tag, question);
    },
    hide(content, question) {
      shownBy.remove(content, question);
      for (const tag of tags.get(content) ?? []) questions.remove(tag, question);
    },
    tagsOf: (content) => tags.get(content) ?? [],
    questionsOf: questions.of,
    counts: questions.counts,
  };
}
