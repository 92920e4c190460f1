import { useState } from 'react';
import {
  type InvitationLink,
  invitationFromText,
} from '../../../../lib/client/sponsor/invitation-link.ts';
import { unitsOfPost } from '../../../../lib/client/sponsor/units-of-post.ts';
import type { AccountView, Address, ChainInfo } from '../../../../lib/client/types.ts';
import { useGrants } from '../../../../lib/react/sponsor/use-grants.ts';
import { useMinute } from '../../../../lib/react/sponsor/use-minute.ts';
import { Bones } from '../../../../lib/ui/bones.tsx';
import { Card } from '../../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../../lib/ui/error-notice.tsx';
import { Proof } from '../../../../lib/ui/proof.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { AllowanceFacts } from './allowance-facts.tsx';
import { InvitationField } from './invitation-field.tsx';
import { InvitationPanel } from './invitation-panel.tsx';
import { SponsorList } from './sponsor-list.tsx';

const words = sponsorMessages.free;
const NO_SPONSORS = 'query/unknown';

/** What costs the account nothing today, who pays for it, and who would. */
export function FreeCard({
  account,
  view,
  chain,
}: {
  account: Address;
  view: AccountView | undefined;
  chain: ChainInfo;
}) {
  const timestampMs = useMinute();
  const { value: grants, problem, height } = useGrants({ timestampMs });
  const [link, setLink] = useState<InvitationLink | undefined>(() =>
    invitationFromText(location.search),
  );
  const postUnits = unitsOfPost(chain);
  if (problem?.code === NO_SPONSORS || postUnits === undefined) return null;
  const modules = [...new Set(['qa', ...(grants ?? []).map(({ module }) => module)])];
  return (
    <Card
      flush
      id="free"
      title={words.title}
      aside={height !== undefined && <Proof height={height} />}
    >
      <div className="grid grid-cols-1 gap-4 px-6 pb-5 text-sm max-desk:px-4">
        <p className="text-ink-2">{words.lead}</p>
        {link && (
          <InvitationPanel {...{ link, account, postUnits }} onDone={() => setLink(undefined)} />
        )}
        {modules.map((module) => (
          <AllowanceFacts key={module} {...{ account, module, timestampMs, postUnits }} />
        ))}
        {!link && <InvitationField onFound={setLink} />}
        {!grants && !problem && <Bones reason={words.reading} rows={2} />}
        {problem && <ErrorNotice error={problem} kind="care" />}
      </div>
      {grants && (
        <SponsorList
          {...{ grants, account, postUnits }}
          balanceWei={view?.balanceWei ?? 0n}
          unit={chain.coinSymbol}
        />
      )}
    </Card>
  );
}
