'use client';
import { hideAction } from '../../../../lib/client/qa/actions.ts';
import type { PostView } from '../../../../lib/client/qa/views.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { privilegeProblem } from '../../_parts/privilege-problem.ts';

const words = askMessages.flags;

/** What a moderator decides about a flagged post; nothing for everybody else. */
export function Judgement({ post: { id, isHidden } }: { post: PostView }) {
  const { me, items, post: send } = usePost();
  const rules = useRules().value;
  if (!me || !rules || privilegeProblem('hide', me, rules)) return null;
  const decision = items.find(
    ({ primaryType, fields, state }) =>
      primaryType === 'QaHide' && fields.post === id && state !== 'failed',
  );
  return (
    <>
      <Button
        size="small"
        kind="fault"
        disabled={decision !== undefined}
        onClick={() => send(hideAction(id, true))}
      >
        {isHidden ? words.keepHidden : words.hide}
      </Button>
      <Button
        size="small"
        disabled={decision !== undefined}
        onClick={() => send(hideAction(id, false))}
      >
        {isHidden ? words.show : words.leave}
      </Button>
      {decision && (
        <span role="status" className="inline-flex items-center">
          <Chip kind="pending">{decision.fields.hidden ? words.hides : words.shows}</Chip>
        </span>
      )}
    </>
  );
}
