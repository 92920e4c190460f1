import { type FormEvent, useState } from 'react';
import {
  type InvitationLink,
  queryFromInvitation,
} from '../../../../lib/client/sponsor/invitation-link.ts';
import { useInvite } from '../../../../lib/react/sponsor/use-invite.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { AccountAddress } from '../../../../lib/ui/address.tsx';
import { Button } from '../../../../lib/ui/button.tsx';
import { CopyButton } from '../../../../lib/ui/copy-button.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { ErrorNotice } from '../../../../lib/ui/error-notice.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { messages } from '../../../../lib/ui/messages.ts';
import { recipientFromText } from '../../../../lib/ui/recipient-from-text.ts';
import { Spinner } from '../../../../lib/ui/spinner.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import type { GrantDialogProps } from './dialog-props.ts';

const words = sponsorMessages.invite;

/** An account is named, the wallet signs, and there is a link to give away. */
export function InviteDialog(props: GrantDialogProps) {
  return (
    <Dialog open onClose={props.onClose} title={words.title}>
      <InviteForm {...props} />
    </Dialog>
  );
}

function InviteForm({ grant, chain }: GrantDialogProps) {
  const { stage, error, sign } = useInvite();
  const { isWrongNetwork } = useWallet();
  const [text, setText] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [link, setLink] = useState<InvitationLink>();
  const { address, problem } = recipientFromText(text, chain.keylessAccounts);
  const isBusy = stage !== 'idle';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    if (!address || isBusy) return;
    const invitation = await sign(grant.id, address);
    if (invitation) setLink({ grant: grant.id, account: address, invitation });
  }
  if (link) {
    return (
      <Signed
        link={link}
        onAnother={() => {
          setLink(undefined);
          setText('');
          setChecked(false);
        }}
      />
    );
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid grid-cols-1 gap-4">
      <p className="text-sm text-ink-2">{words.words}</p>
      <Field
        label={words.account}
        name="invited"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={messages.wallet.toHint}
        autoComplete="off"
        spellCheck={false}
        readOnly={isBusy}
        problem={isChecked && problem ? messages.wallet.problems[problem] : undefined}
      />
      {error && (
        <ErrorNotice error={error} kind={error.code === 'wallet/rejected' ? 'plain' : 'care'} />
      )}
      <Button
        type="submit"
        kind="primary"
        size="large"
        wide
        disabled={isBusy || isWrongNetwork}
        data-stage={stage}
      >
        {isBusy && <Spinner />}
        {isBusy ? words.signing : words.submit}
      </Button>
    </form>
  );
}

function Signed({ link, onAnother }: { link: InvitationLink; onAnother(): void }) {
  const href = `${location.origin}${links.wallet}${queryFromInvitation(link)}`;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Field
        label={words.link}
        name="invitation-link"
        value={href}
        readOnly
        onFocus={(event) => event.target.select()}
        after={<CopyButton value={href} what={words.linkThing} />}
      />
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        {words.only} <AccountAddress address={link.account} />
      </p>
      <Button wide size="large" onClick={onAnother}>
        {words.another}
      </Button>
    </div>
  );
}
