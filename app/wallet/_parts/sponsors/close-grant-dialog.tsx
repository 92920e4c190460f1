import { closeGrantAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { ConfirmForm } from './confirm-form.tsx';
import type { GrantDialogProps } from './dialog-props.ts';

const words = sponsorMessages.close;

/** Ends a grant; its coins come back. */
export function CloseGrantDialog({ grant, chain, onClose }: GrantDialogProps) {
  const comesBack = <Amount wei={grant.depositWei} unit={chain.coinSymbol} />;
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <ConfirmForm
        words={words}
        facts={[{ label: words.comesBack, value: comesBack }]}
        more={grant.paidWei > 0n ? words.held : undefined}
        action={() => closeGrantAction(grant.id)}
        onClose={onClose}
      />
    </Dialog>
  );
}
