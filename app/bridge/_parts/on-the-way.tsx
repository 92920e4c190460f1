import { waitingClaims } from '../../../lib/client/bridge/sent.ts';
import {
  isEnded,
  type Transfer,
  type WithdrawalTransfer,
} from '../../../lib/client/bridge/transfer.ts';
import { type Claims, useClaims } from '../../../lib/react/bridge/use-claims.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { ClaimQueue } from './claim-queue.tsx';
import { DepositCard } from './deposit-card.tsx';
import { ExitCard } from './exit-card.tsx';
import { PoorForClaims } from './poor-for-claims.tsx';
import { SentCards } from './sent-cards.tsx';
import { WithdrawalCard } from './withdrawal-card.tsx';

const words = bridgeMessages.bridge;

/** Every transfer that has not ended, and the queue of claims. */
export function OnTheWay({ situation }: { situation: BridgeSituation }) {
  const { facts, sender, sent, transfers } = situation;
  const claims = useClaims(sender);
  const moving = transfers?.filter((transfer) => !isEnded(transfer)) ?? [];
  const claimable = moving.filter(
    (each): each is WithdrawalTransfer => each.type === 'withdrawal' && each.state === 'claimable',
  );
  const waiting = waitingClaims(sent);
  const open = claimable.flatMap((each) => each.open).filter((index) => !waiting.has(index));
  const isRunning = claims.stage !== 'idle' && claims.stage !== 'waiting';
  return (
    <section aria-labelledby="moving" className="min-w-0">
      <div className="mb-4 flex min-h-10 items-center justify-between gap-3">
        <h2 id="moving">
          {words.onTheWay} <span className="font-text text-ink-3">{moving.length || ''}</span>
        </h2>
        {claimable.length > 1 && open.length > 0 && (
          <Button size="small" disabled={isRunning} onClick={() => void claims.claim(open)}>
            {bridgeMessages.claims.all(open.length)}
          </Button>
        )}
      </div>
      <PoorForClaims situation={situation} />
      <ClaimQueue claims={claims} />
      <SentCards situation={situation} />
      {!transfers ? (
        <Card>
          <Bones reason={words.reading} rows={3} />
        </Card>
      ) : moving.length === 0 && sent.length === 0 ? (
        <Card>
          <Empty title={words.nothingHere}>{words.nothingHereNext}</Empty>
        </Card>
      ) : (
        <ol className="grid gap-4">
          {moving.map((transfer) => (
            <li key={transfer.id} data-transfer={transfer.id} data-state={transfer.state}>
              <TransferCard transfer={transfer} situation={situation} claims={claims} />
            </li>
          ))}
        </ol>
      )}
      {facts && !facts.isComplete && (
        <p className="mt-3 text-xs text-ink-2">{words.historyFrom(facts.readFrom)}</p>
      )}
    </section>
  );
}

function TransferCard({
  transfer,
  situation,
  claims,
}: {
  transfer: Transfer;
  situation: BridgeSituation;
  claims: Claims;
}) {
  switch (transfer.type) {
    case 'deposit':
      return <DepositCard transfer={transfer} situation={situation} />;
    case 'withdrawal':
      return <WithdrawalCard transfer={transfer} situation={situation} claims={claims} />;
    case 'exit':
      return <ExitCard transfer={transfer} situation={situation} />;
  }
}
