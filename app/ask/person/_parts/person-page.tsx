'use client';
import { useSearchParams } from 'next/navigation';
import type { ProfileView } from '../../../../lib/client/qa/views.ts';
import { profileWith } from '../../../../lib/client/qa/with-outbox.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { useLedger } from '../../../../lib/react/qa/use-ledger.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useProfile } from '../../../../lib/react/qa/use-profile.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Empty } from '../../../../lib/ui/empty.tsx';
import { recipientFromText } from '../../../../lib/ui/recipient-from-text.ts';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { AskReading } from '../../_parts/ask-reading.tsx';
import { NodeNotice } from '../../_parts/node-notice.tsx';
import { NothingHere } from '../../_parts/nothing-here.tsx';
import { QuestionPages } from '../../_parts/question-pages.tsx';
import { Answered } from './answered.tsx';
import { KarmaCard } from './karma-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { OwnActions } from './own-actions.tsx';
import { PrivilegesCard } from './privileges-card.tsx';
import { ProfileHead } from './profile-head.tsx';

const words = askMessages.person;
const ENTRIES_AT_ONCE = 20;
const MOST_ENTRIES = 60;

/** Somebody who asks and answers here. */
export function PersonPage() {
  const { address } = recipientFromText(useSearchParams().get('account') ?? '');
  if (!address) {
    return (
      <NothingHere here={words.title} title={words.missing}>
        {words.missingNext}
      </NothingHere>
    );
  }
  return <Person key={address} address={address} />;
}

function Person({ address }: { address: Address }) {
  const { value, height, problem } = useProfile({ account: address });
  const { items } = usePost();
  const isOwn = useWallet().account === address;
  const profile = value && isOwn ? profileWith(value, height ?? 0n, items) : value;
  if (!profile) {
    return (
      <>
        <AskCrumb here={words.title} />
        <h1 className="sr-only">{words.title}</h1>
        <AskReading problem={problem} />
      </>
    );
  }
  return (
    <>
      <AskCrumb here={words.title} />
      <NodeNotice />
      <ProfileHead profile={profile} />
      {isOwn && <OwnActions profile={profile} />}
      <Reputation profile={profile} isOwn={isOwn} />
      <Asked address={address} />
      <Answered address={address} />
    </>
  );
}

function Reputation({ profile, isOwn }: { profile: ProfileView; isOwn: boolean }) {
  const rules = useRules().value;
  const ledger = useLedger({ account: profile.account, limit: MOST_ENTRIES });
  return (
    <div className="grid grid-cols-[minmax(0,7fr)_minmax(0,5fr)] items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
      {ledger.value ? (
        <LedgerCard page={ledger.value} points={profile.points} shownAtFirst={ENTRIES_AT_ONCE} />
      ) : (
        <AskReading problem={ledger.problem} rows={4} />
      )}
      {rules && (
        <div className="grid grid-cols-1 gap-6 max-desk:gap-4">
          <PrivilegesCard profile={profile} rules={rules} />
          {isOwn && rules.karma && <KarmaCard account={profile.account} karma={rules.karma} />}
        </div>
      )}
    </div>
  );
}

function Asked({ address }: { address: Address }) {
  const { account } = useWallet();
  return (
    <section aria-label={words.asked} className="mt-12">
      <h2 className="border-b border-hairline pb-3">{words.asked}</h2>
      <QuestionPages
        input={{ order: 'new', author: address, account }}
        empty={<Empty title={words.nothingAsked}>{words.nothingAskedNext}</Empty>}
      />
    </section>
  );
}
