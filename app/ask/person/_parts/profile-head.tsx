import type { ProfileView } from '../../../../lib/client/qa/views.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { shortHex } from '../../../../lib/ui/format/short-hex.ts';
import { FullAddress } from '../../../../lib/ui/full-address.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { Markdown } from '../../../../lib/ui/markdown.tsx';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { PageTitle } from '../../../../lib/ui/page-title.tsx';
import { Stat } from '../../../../lib/ui/stat.tsx';
import { Swatch } from '../../../../lib/ui/swatch.tsx';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { PersonName } from '../../_parts/person-link.tsx';

const words = askMessages.person;
const NOW_EVERY_MS = 60_000;

/** Name, words about themselves, and what they did here, in numbers. */
export function ProfileHead({ profile }: { profile: ProfileView }) {
  const { account, name, bio, points, redeemed } = profile;
  const nowMs = useNow(NOW_EVERY_MS);
  return (
    <>
      <PageTitle of={words.titleOf(name ?? shortHex(account))} />
      <div className="flex items-center gap-4">
        <Swatch address={account} size={56} />
        <div className="min-w-0">
          <h1 className="wrap-anywhere">
            <PersonName person={profile} />
          </h1>
          <p className="mt-1 flex items-center gap-1 text-sm text-ink-2">
            <FullAddress address={account} />
          </p>
        </div>
      </div>
      <div className="mt-4 text-ink-2">{bio === '' ? words.noBio : <Markdown text={bio} />}</div>
      <PageLink
        href={links.account(account)}
        className="link mt-2 inline-block py-1.5 text-sm max-desk:py-3"
      >
        {words.account}
      </PageLink>
      <dl className="my-7 grid grid-cols-5 gap-x-6 gap-y-5 border-y border-hairline py-5 max-wide:grid-cols-3 max-desk:my-5 max-desk:grid-cols-2 max-desk:py-4">
        <Stat label={words.points}>
          {formatNumber(points)}
          {redeemed > 0n && (
            <small className="block text-xs font-text tracking-[0em] text-ink-2">
              {words.redeemed(redeemed)}
            </small>
          )}
        </Stat>
        <Stat label={words.questions}>{formatNumber(profile.questions)}</Stat>
        <Stat label={words.answers}>{formatNumber(profile.answers)}</Stat>
        <Stat label={words.acceptedAnswers}>{formatNumber(profile.accepted)}</Stat>
        {profile.joinedAtMs !== null && (
          <Stat label={words.joined}>
            <Ago timestampMs={profile.joinedAtMs} nowMs={nowMs} />
          </Stat>
        )}
      </dl>
    </>
  );
}
