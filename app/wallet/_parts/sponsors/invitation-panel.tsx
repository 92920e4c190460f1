import type { InvitationLink } from '../../../../lib/client/sponsor/invitation-link.ts';
import { joinAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import type { GrantView } from '../../../../lib/client/sponsor/views.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { useGrant } from '../../../../lib/react/sponsor/use-grant.ts';
import { useJoined } from '../../../../lib/react/sponsor/use-joined.ts';
import { AccountAddress } from '../../../../lib/ui/address.tsx';
import { Bones } from '../../../../lib/ui/bones.tsx';
import { Button } from '../../../../lib/ui/button.tsx';
import { Facts } from '../../../../lib/ui/facts.tsx';
import { Notice } from '../../../../lib/ui/notice.tsx';
import {
  placeWords,
  postsFromUnits,
  sponsorMessages,
} from '../../../../lib/ui/sponsor-messages.ts';
import { ActionButton } from '../../../_parts/action-button.tsx';
import { ActionOutcome } from '../../../_parts/action-outcome.tsx';
import { useAction } from '../../../_parts/use-action.ts';

const words = sponsorMessages.invitation;

interface PanelProps {
  link: InvitationLink;
  account: Address;
  postUnits: bigint;
  onDone(): void;
}

/** An invitation that somebody came with: from whom, to what, and one free signature. */
export function InvitationPanel(props: PanelProps) {
  const { link, account, onDone } = props;
  const { value: grant, problem } = useGrant({ grant: link.grant });
  const { value: joined } = useJoined({ account, grant: link.grant });
  const forget = (
    <Button size="small" onClick={onDone}>
      {words.dismiss}
    </Button>
  );
  if (joined) return <Notice title={words.joined} />;
  if (problem || grant === null || grant?.isOpen === false) {
    return (
      <Notice kind="care" title={words.title} actions={forget}>
        {words.gone}
      </Notice>
    );
  }
  if (!grant) return <Bones reason={sponsorMessages.free.reading} rows={2} />;
  if (link.account !== account) {
    return (
      <Notice kind="care" title={words.title} actions={forget}>
        {words.otherAccount}{' '}
        <span className="mt-1.5 block">
          <AccountAddress address={link.account} />
        </span>
      </Notice>
    );
  }
  return <Joining {...props} grant={grant} />;
}

function Joining({ link, postUnits, grant }: PanelProps & { grant: GrantView }) {
  const action = useAction();
  const { id, module, opener, series, unitsPerAccountPerDay } = grant;
  const posts = sponsorMessages.posts(postsFromUnits(unitsPerAccountPerDay, postUnits));
  return (
    <section
      aria-label={words.title}
      className="grid gap-3 rounded-field bg-cloth-sunken px-4 py-3.5 [--ground:var(--cloth-sunken)]"
    >
      <b className="block">{words.title}</b>
      <p className="text-ink-2">{words.words(placeWords(module), posts)}</p>
      <Facts facts={[{ label: words.from, value: <AccountAddress address={opener} /> }]} />
      <ActionOutcome state={action} />
      <ActionButton
        state={action}
        kind="primary"
        onClick={() =>
          void action.run(() => joinAction({ grant: id, series, invitation: link.invitation }))
        }
      >
        {words.submit}
      </ActionButton>
    </section>
  );
}
