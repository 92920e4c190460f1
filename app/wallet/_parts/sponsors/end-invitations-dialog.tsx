import { endInvitationsAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { ConfirmForm } from './confirm-form.tsx';
import type { GrantDialogProps } from './dialog-props.ts';

const words = sponsorMessages.end;

/** Puts everybody out who joined by an invitation. */
export function EndInvitationsDialog({ grant, onClose }: GrantDialogProps) {
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <ConfirmForm words={words} action={() => endInvitationsAction(grant.id)} onClose={onClose} />
    </Dialog>
  );
}
