import type { Hash } from '../../core/bytes.ts';
import { createIdLists } from './index-id-lists.ts';

/** Which questions have which tags. A content and the question that shows it come in any order. */
export interface TagIndex {
  addContent(hash: Hash, tags: readonly string[]): void;
  removeContent(hash: Hash): void;
  show(hash: Hash, question: number): void;
  hide(hash: Hash, question: number): void;
  tagsOf(content: Hash): readonly string[];
  /** Ids ascending. */
  questionsOf(tag: string): readonly number[];
  /** Every tag, and how many questions have it. */
  counts(): Iterable<[string, number]>;
}

export function createTagIndex(): TagIndex {
  const tags = new Map<Hash, readonly string[]>();
  const shownBy = createIdLists<Hash>();
  const questions = createIdLists<string>();

  return {
    addContent(hash, added) {
      if (added.length === 0) return;
      tags.set(hash, added);
      for (const tag of added) for (const id of shownBy.of(hash)) questions.add(tag, id);
    },
    removeContent(hash) {
      tags.delete(hash);
    },
    show(hash, question) {
      shownBy.add(hash, question);
      for (const tag of tags.get(hash) ?? []) questions.add(tag, question);
    },
    hide(hash, question) {
      shownBy.remove(hash, question);
      for (const tag of tags.get(hash) ?? []) questions.remove(tag, question);
    },
    tagsOf: (content) => tags.get(content) ?? [],
    questionsOf: questions.of,
    counts: questions.counts,
  };
}
