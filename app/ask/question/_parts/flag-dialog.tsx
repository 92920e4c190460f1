import { useState } from 'react';
import { flagAction } from '../../../../lib/client/qa/actions.ts';
import { placeOf } from '../../../../lib/client/qa/outbox-item.ts';
import type { ErrorObject } from '../../../../lib/client/types.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { problemFrom } from '../../../../lib/ui/problem.ts';
import { ComposerForm } from '../../_parts/composer-form.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';
import { problemOf } from '../../_parts/problem-of.ts';

const words = askMessages.writing.flag;

/** Says to moderators what is wrong with a post. */
export function FlagDialog({ post, onClose }: { post: bigint; onClose: () => void }) {
  const { items, post: send } = usePost();
  const failed = items.find(
    (item) => placeOf(item) === `QaFlag/${post}` && item.state === 'failed',
  );
  const [reason, setReason] = useState(`${failed?.fields.reason ?? ''}`);
  const [problem, setProblem] = useState<ErrorObject>();
  const submit = () => {
    try {
      send(flagAction(post, reason));
      onClose();
    } catch (thrown) {
      setProblem(problemFrom(thrown));
    }
  };
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <ComposerForm onSend={submit} className="grid grid-cols-1 gap-4">
        <FailedNotice error={failed?.error} />
        <Field
          label={words.label}
          hint={words.hint}
          value={reason}
          autoComplete="off"
          problem={problemOf('reason', problem)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button kind="primary" size="large" wide type="submit">
          {words.submit}
        </Button>
      </ComposerForm>
    </Dialog>
  );
}
