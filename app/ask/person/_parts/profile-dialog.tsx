import { useState } from 'react';
import { profileAction } from '../../../../lib/client/qa/actions.ts';
import type { ProfileView } from '../../../../lib/client/qa/views.ts';
import type { ErrorObject } from '../../../../lib/client/types.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { problemFrom } from '../../../../lib/ui/problem.ts';
import { TextEditor } from '../../../../lib/ui/text-editor.tsx';
import { ComposerForm } from '../../_parts/composer-form.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';
import { problemOf } from '../../_parts/problem-of.ts';

const words = askMessages.writing.profile;
const ROWS = 4;

/** Name and words about oneself. */
export function ProfileDialog({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const { items, post, forget } = usePost();
  const failed = items.find(
    ({ primaryType, state }) => primaryType === 'QaSetProfile' && state === 'failed',
  );
  const [name, setName] = useState(`${failed?.fields.name ?? profile.name ?? ''}`);
  const [bio, setBio] = useState(`${failed?.fields.bio ?? profile.bio}`);
  const [problem, setProblem] = useState<ErrorObject>();
  const send = () => {
    try {
      post(profileAction(name.trim(), bio));
      onClose();
    } catch (thrown) {
      setProblem(problemFrom(thrown));
    }
  };
  // Whoever closes it wants no more of what failed.
  const cancel = () => {
    if (failed) forget(failed.id);
    onClose();
  };
  return (
    <Dialog open onClose={cancel} title={words.title}>
      <ComposerForm onSend={send} className="grid grid-cols-1 gap-4">
        <FailedNotice error={failed?.error} />
        <Field
          label={words.name}
          hint={words.nameHint}
          value={name}
          autoComplete="off"
          problem={problemOf('name', problem)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextEditor
          isShort
          label={words.bio}
          rows={ROWS}
          value={bio}
          onChange={setBio}
          maxBytes={undefined}
          problem={problemOf('bio', problem)}
        />
        <Button kind="primary" size="large" wide type="submit">
          {words.submit}
        </Button>
      </ComposerForm>
    </Dialog>
  );
}
