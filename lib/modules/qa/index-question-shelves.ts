import type { PostRow } from './index-row.ts';
import { createShelf, type Shelf } from './index-shelf.ts';
import type { QuestionOrder } from './views.ts';

/** Questions in every order. */
export interface QuestionShelves {
  /** Looks at a question and its answers again; it may not be known yet, or no longer. */
  shelve(question: number): void;
  /** An answer of it is there, changed at that time, or is there no longer. */
  answered(question: number, changedMs: number | undefined): void;
  /** The newest of its own versions and those of its answers. */
  activeMsOf(question: number): number;
  list(order: QuestionOrder): Pick<Shelf, 'fromTop' | 'has' | 'size'>;
}

export function createQuestionShelves(posts: {
  get(id: number): PostRow | undefined;
  answersOf(question: number): readonly number[];
}): QuestionShelves {
  const shelves: Readonly<Record<QuestionOrder, Shelf>> = {
    new: createShelf(),
    active: createShelf(),
    unanswered: createShelf(),
    bounty: createShelf(),
    votes: createShelf(),
  };

  // Kept, because somebody votes on one of a thousand answers a thousand times.
  const newestAnswers = new Map<number, number>();

  function activeMsOf(question: number): number {
    return Math.max(posts.get(question)?.changedMs ?? 0, newestAnswers.get(question) ?? 0);
  }

  function newestAnswerOf(question: number): number {
    let newestMs = 0;
    for (const answer of posts.answersOf(question)) {
      newestMs = Math.max(newestMs, posts.get(answer)?.changedMs ?? 0);
    }
    return newestMs;
  }

  function shelve(id: number): void {
    const row = posts.get(id);
    shelves.new.put(id, row && 0);
    shelves.active.put(id, row && activeMsOf(id));
    shelves.unanswered.put(id, row?.answers === 0 ? 0 : undefined);
    shelves.bounty.put(id, row && row.bountyWei > 0n ? row.bountyWei : undefined);
    shelves.votes.put(id, row?.score);
  }

  return {
    activeMsOf,
    list: (order) => shelves[order],
    shelve,
    answered(question, changedMs) {
      const knownMs = newestAnswers.get(question) ?? 0;
      const newestMs = changedMs === undefined ? newestAnswerOf(question) : changedMs;
      if (changedMs !== undefined && newestMs <= knownMs) return;
      if (newestMs > 0) newestAnswers.set(question, newestMs);
      else newestAnswers.delete(question);
      shelve(question);
    },
  };
}
