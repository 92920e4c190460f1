import type { PostRow } from './index-row.ts';
import { createShelf, type Shelf } from './index-shelf.ts';
import type { QuestionOrder } from './views.ts';

/** Questions in every order. */
export interface QuestionShelves {
  /** Looks at a question and its answers again; it may not be known yet, or no longer. */
  shelve(question: number): void;
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

  function activeMsOf(question: number): number {
    let activeMs = posts.get(question)?.changedMs ?? 0;
    for (const answer of posts.answersOf(question)) {
      activeMs = Math.max(activeMs, posts.get(answer)?.changedMs ?? 0);
    }
    return activeMs;
  }

  return {
    activeMsOf,
    list: (order) => shelves[order],
    shelve(id) {
      const row = posts.get(id);
      shelves.new.put(id, row && 0);
      shelves.active.put(id, row && activeMsOf(id));
      shelves.unanswered.put(id, row?.answers === 0 ? 0 : undefined);
      shelves.bounty.put(id, row && row.bountyWei > 0n ? row.bountyWei : undefined);
      shelves.votes.put(id, row?.score);
    },
  };
}
