import { useLayoutEffect, useRef, useState } from 'react';
import type { QaAction, QuestionText } from '../../../lib/client/qa/actions.ts';
import { isOpen, type OutboxItem, placeOf, writtenIn } from '../../../lib/client/qa/outbox-item.ts';
import type { ErrorObject } from '../../../lib/client/types.ts';
import { type KeptText, useDraft } from '../../../lib/react/qa/use-draft.ts';
import { usePost } from '../../../lib/react/qa/use-post.ts';
import { problemFrom } from '../../../lib/ui/problem.ts';

export interface Composer extends Pick<KeptText, 'text' | 'change' | 'savedAtMs'> {
  /** What is wrong with what is written. */
  problem: ErrorObject | undefined;
  /** What was sent from here and came to nothing. */
  failed: OutboxItem | undefined;
  /** Something from here is on its way. */
  isSending: boolean;
  /** Undefined if it could not be sent: then `problem` says why, or a wallet is asked for first. */
  submit(): OutboxItem | undefined;
}

/**
 * A form whose text becomes a post: kept while it is written, shown at once when it is sent, and
 * there again if that fails. `place` names it, as `placeOf` does its action.
 */
export function useComposer(
  place: string,
  initial: QuestionText,
  actionFrom: (text: QuestionText) => QaAction,
): Composer {
  const { items, post, forget } = usePost();
  const draft = useDraft(place, initial);
  const { text, change, clear, isUntouched } = draft;
  const [problem, setProblem] = useState<ErrorObject>();
  const here = items.filter((item) => placeOf(item) === place);
  const failed = here.find(({ state }) => state === 'failed');
  const sent = here.find(isOpen);

  // What is on its way is shown elsewhere, and never in both places, not even for one frame; what
  // failed comes back, unless something else is written.
  const shown = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (sent && shown.current !== sent.id) {
      shown.current = sent.id;
      clear();
    }
    if (failed && isUntouched && shown.current !== -failed.id) {
      shown.current = -failed.id;
      change(writtenIn(failed));
    }
  }, [sent, failed, isUntouched, clear, change]);

  const submit = () => {
    try {
      const action = actionFrom(text);
      setProblem(undefined);
      if (sent) return undefined;
      if (failed) forget(failed.id);
      return post(action);
    } catch (thrown) {
      setProblem(problemFrom(thrown));
      return undefined;
    }
  };
  return {
    ...{ text, savedAtMs: draft.savedAtMs, problem, failed, isSending: sent !== undefined, submit },
    change(part) {
      setProblem(undefined);
      change(part);
    },
  };
}
