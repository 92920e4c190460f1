'use client';
import type { Address } from '../../../lib/client/types.ts';
import { useProfile } from '../../../lib/react/qa/use-profile.ts';
import { useRules } from '../../../lib/react/qa/use-rules.ts';
import { useSession } from '../../../lib/react/session/use-session.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { useShellActions } from '../../_parts/shell-actions.ts';
import { FreeToday } from './free-today.tsx';
import { nextPrivilege } from './next-privilege.ts';
import { SideSection } from './side-section.tsx';

const words = askMessages.writing.me;
const LINK = 'link inline-block py-1.5 max-desk:py-3';

/** Who reads here: points, what they allow next, what is free today, and who signs. */
export function MeSide() {
  const { account, status } = useWallet();
  const { openConnect } = useShellActions();
  if (account) return <Me account={account} />;
  return (
    <SideSection title={words.title}>
      <p className="mb-3 text-ink-2">{words.visitor}</p>
      <Button size="small" disabled={status !== 'disconnected'} onClick={openConnect}>
        {words.connect}
      </Button>
    </SideSection>
  );
}

function Me({ account }: { account: Address }) {
  const profile = useProfile({ account }).value;
  const rules = useRules().value;
  const next = profile && rules && nextPrivilege(profile, rules);
  const { privilegeWords } = askMessages.person;
  return (
    <>
      <SideSection title={words.points}>
        <p className="text-2xl leading-[1.1] font-strong tracking-tighter">
          {profile ? formatNumber(profile.points) : '–'}
        </p>
        {profile && rules && (
          <p className="mt-2 text-ink-2">
            {next ? words.next(privilegeWords[next.privilege], next.missing) : words.all}
          </p>
        )}
        <PageLink href={links.person(account)} className={LINK}>
          {words.profile}
        </PageLink>
        <SessionState />
      </SideSection>
      <FreeToday />
    </>
  );
}

function SessionState() {
  const { session } = useSession();
  const state = session === undefined ? 'unknown' : session === null ? 'none' : 'open';
  return (
    <p className="mt-2 text-ink-2" data-session={state}>
      {words.session[state]}{' '}
      {session && (
        <PageLink href={`${links.wallet}#sessions`} className={LINK}>
          {words.manage}
        </PageLink>
      )}
    </p>
  );
}
