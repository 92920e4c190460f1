import { useState } from 'react';
import {
  type InvitationLink,
  invitationFromText,
} from '../../../../lib/client/sponsor/invitation-link.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';

const words = sponsorMessages.invitation;

/** Where the link of an invitation is pasted; a whole one is taken at once. */
export function InvitationField({ onFound }: { onFound(link: InvitationLink): void }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  if (!isOpen) {
    return (
      <div>
        <Button size="small" onClick={() => setOpen(true)}>
          {words.open}
        </Button>
      </div>
    );
  }
  return (
    <Field
      label={words.label}
      name="invitation"
      value={text}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        const link = invitationFromText(next);
        if (link) onFound(link);
      }}
      autoComplete="off"
      spellCheck={false}
      autoFocus
      hint={words.hint}
      problem={text.trim() === '' ? undefined : words.malformed}
    />
  );
}
