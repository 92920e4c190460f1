import type { SeenSent, SentState } from '../../../lib/client/bridge/sent.ts';
import { AssetAmount, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { formatMoment } from '../../../lib/ui/format/format-time.ts';
import { HashText } from '../../../lib/ui/hash.tsx';
import type { BridgeSituation } from './bridge-situation.ts';

const { sent: words, table } = bridgeMessages;
/** Ids of exits begin with the number of the coin, before so many bits. */
const EXITS_PER_COIN_BITS = 32n;

/** What this browser's wallet sent and neither chain shows: it waits, or it will never arrive. */
export function SentCards({ situation }: { situation: BridgeSituation }) {
  const { sent } = situation;
  if (sent.length === 0) return null;
  return (
    <ul aria-label={words.label} className="mb-4 grid gap-4">
      {sent.map((each) => (
        <li key={each.hash} data-sent={each.what} data-state={each.state}>
          <SentCard sent={each} situation={situation} />
        </li>
      ))}
    </ul>
  );
}

function SentCard({ sent, situation }: { sent: SeenSent; situation: BridgeSituation }) {
  const { assets, sender } = situation;
  const { hash, what, moved, sentAtMs } = sent;
  const state = shownState(sent.state);
  const isOver = state !== 'waiting';
  return (
    <article className="rounded-[14px] border border-hairline bg-cloth-raised px-5 py-[18px] max-desk:p-4">
      <div className="mb-2 flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-lg tracking-tight">
            {words.names[what]}
            {moved && (
              <>
                {' '}
                <AssetAmount moved={moved} asset={nameOf(assets, moved)} />
              </>
            )}
          </h3>
          <p className="text-sm text-ink-2">{aboutOf(sent)}</p>
        </div>
        <Chip kind={isOver ? 'care' : 'pending'}>{words.chips[state]}</Chip>
      </div>
      <p className="text-sm text-ink-2">{words.words[state]}</p>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2 text-xs text-ink-2">
        <span className="flex items-center gap-2">
          <HashText hash={hash} what={table.transaction} />
          {formatMoment(sentAtMs, Date.now())}
        </span>
        {isOver && (
          <Button size="small" onClick={() => sender.log.forget(hash)}>
            {words.forget}
          </Button>
        )}
      </div>
    </article>
  );
}

/** One in a block waits until that block was read. */
function shownState(state: SentState): keyof typeof words.chips {
  return state === 'included' || state === 'final' ? 'waiting' : state;
}

/** Which withdrawals or coin it is about. */
function aboutOf({ what, ids }: SeenSent): string {
  const [first] = ids;
  if (first === undefined || what === 'refund') return '';
  if (what === 'claim') return words.claims(ids.length);
  return words.coin(what === 'startExit' ? first : first >> EXITS_PER_COIN_BITS);
}
