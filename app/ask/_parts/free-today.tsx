'use client';
import { unitsOfPost } from '../../../lib/client/sponsor/units-of-post.ts';
import { useAllowance } from '../../../lib/react/sponsor/use-allowance.ts';
import { useMinute } from '../../../lib/react/sponsor/use-minute.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { freeLeftWords } from '../../../lib/ui/free-left-words.ts';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { postsFromUnits, sponsorMessages } from '../../../lib/ui/sponsor-messages.ts';
import { SideSection } from './side-section.tsx';

const words = sponsorMessages.today;

/** How much the connected account may still post today without a coin; nothing without one. */
export function FreeToday() {
  const chain = useChain();
  const { account } = useWallet();
  const timestampMs = useMinute();
  const { value } = useAllowance(account && { account, module: 'qa', timestampMs });
  const postUnits = chain && unitsOfPost(chain);
  if (!value || postUnits === undefined) return null;
  const left = postsFromUnits(BigInt(value.unitsLeftToday), postUnits);
  const exact = sponsorMessages.free.leftUnits(
    BigInt(value.unitsLeftToday),
    BigInt(value.unitsPerDay),
  );
  return (
    <SideSection title={words.title}>
      {value.unitsPerDay === 0 ? (
        <p className="text-ink-2">{words.none}</p>
      ) : (
        <p title={exact} data-free-left={`${left}`}>
          {freeLeftWords(value, postUnits)}
        </p>
      )}
      <p className="mt-1">
        <PageLink href={links.freeToday} className="link inline-block py-1.5">
          {words.more}
        </PageLink>
      </p>
    </SideSection>
  );
}
