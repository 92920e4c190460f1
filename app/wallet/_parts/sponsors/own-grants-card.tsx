import dynamic from 'next/dynamic';
import { useState } from 'react';
import { unitsOfPost } from '../../../../lib/client/sponsor/units-of-post.ts';
import type { GrantView } from '../../../../lib/client/sponsor/views.ts';
import type { Address, ChainInfo } from '../../../../lib/client/types.ts';
import { useGrants } from '../../../../lib/react/sponsor/use-grants.ts';
import { useMinute } from '../../../../lib/react/sponsor/use-minute.ts';
import { Bones } from '../../../../lib/ui/bones.tsx';
import { Button } from '../../../../lib/ui/button.tsx';
import { Card } from '../../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../../lib/ui/error-notice.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { GrantDialog, type GrantDialogName } from './grant-dialog.tsx';
import { OwnGrant } from './own-grant.tsx';

const words = sponsorMessages.own;
const NO_SPONSORS = 'query/unknown';

// The form comes when somebody is about to fill it in.
const OpenGrantDialog = dynamic(
  () => import('./open-grant-dialog.tsx').then((module) => module.OpenGrantDialog),
  { ssr: false },
);

/** The grants that the account opened, and the way to open one. */
export function OwnGrantsCard({ account, chain }: { account: Address; chain: ChainInfo }) {
  const timestampMs = useMinute();
  const { value: grants, problem } = useGrants({ timestampMs });
  const [isOpening, setOpening] = useState(false);
  const [opened, setOpened] = useState<{ what: GrantDialogName; grant: GrantView }>();
  const postUnits = unitsOfPost(chain);
  if (problem?.code === NO_SPONSORS || postUnits === undefined) return null;
  const own = grants?.filter(({ opener }) => opener === account);
  const shared = { account, chain, postUnits };
  return (
    <Card flush id="sponsoring" title={words.title}>
      <div className="grid grid-cols-1 gap-4 px-6 pb-5 text-sm text-ink-2 max-desk:px-4">
        <p>{words.lead}</p>
        {own?.length === 0 && <p>{words.none}</p>}
        {!own && !problem && <Bones reason={sponsorMessages.free.reading} rows={2} />}
        {problem && <ErrorNotice error={problem} kind="care" />}
        <div>
          <Button size="small" onClick={() => setOpening(true)}>
            {words.open}
          </Button>
        </div>
      </div>
      {own && own.length > 0 && (
        <ul>
          {own.map((grant) => (
            <OwnGrant
              key={grant.id}
              grant={grant}
              unit={chain.coinSymbol}
              postUnits={postUnits}
              onOpen={(what) => setOpened({ what, grant })}
            />
          ))}
        </ul>
      )}
      {opened && <GrantDialog {...shared} {...opened} onClose={() => setOpened(undefined)} />}
      {isOpening && <OpenGrantDialog {...shared} onClose={() => setOpening(false)} />}
    </Card>
  );
}
