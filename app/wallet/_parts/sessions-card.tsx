import { useSession } from '../../../lib/react/session/use-session.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { sessionMessages } from '../../../lib/ui/session-messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { SessionRow } from './session-row.tsx';

const words = sessionMessages.card;
const NO_SESSIONS = 'query/unknown';

/** What browsers may sign for the account by themselves, and the end of it. */
export function SessionsCard({ unit }: { unit: string }) {
  const state = useSession();
  const wallet = useWallet();
  const isLive = useStatus()?.phase === 'live';
  const nowMs = useNow();
  const { list, session, stage, error, readError, lost } = state;
  if (readError?.code === NO_SESSIONS) return null;
  const isDisabled = stage !== 'idle' || !isLive || wallet.isWrongNetwork;
  return (
    <Card
      flush
      id="sessions"
      title={words.title}
      aside={
        list &&
        list.length > 1 && (
          <Button size="small" disabled={isDisabled} onClick={() => void state.closeAll()}>
            {words.revokeAll}
          </Button>
        )
      }
    >
      <div className="grid gap-3 px-6 pb-5 text-sm text-ink-2 max-desk:px-4">
        <p>{words.lead}</p>
        {lost && <p role="status">{words[lost]}</p>}
        {list?.length === 0 && <p>{words.none}</p>}
        {stage !== 'idle' && <p role="status">{words.waits}</p>}
        {!list && !readError && <Bones reason={words.reading} rows={2} />}
        {(error ?? readError) && (
          <Problem error={(error ?? readError) as NonNullable<typeof error>} />
        )}
      </div>
      {list && list.length > 0 && (
        <ul aria-label={words.list}>
          {list.map((view) => (
            <SessionRow
              key={view.id}
              {...{ view, unit, nowMs, isDisabled }}
              isHere={view.id === session?.id}
              onRevoke={() => void state.close(view.id)}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Problem({ error }: { error: Parameters<typeof ErrorNotice>[0]['error'] }) {
  return <ErrorNotice error={error} kind={error.code === 'wallet/rejected' ? 'plain' : 'care'} />;
}
