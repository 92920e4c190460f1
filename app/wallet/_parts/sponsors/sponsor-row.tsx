import { joinAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import type { GrantView } from '../../../../lib/client/sponsor/views.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { useJoined } from '../../../../lib/react/sponsor/use-joined.ts';
import { AccountAddress } from '../../../../lib/ui/address.tsx';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { formatMoment } from '../../../../lib/ui/format/format-time.ts';
import { shortHex } from '../../../../lib/ui/format/short-hex.ts';
import {
  placeWords,
  postsFromUnits,
  sponsorMessages,
} from '../../../../lib/ui/sponsor-messages.ts';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { ActionButton } from '../../../_parts/action-button.tsx';
import { ActionOutcome } from '../../../_parts/action-outcome.tsx';
import { useAction } from '../../../_parts/use-action.ts';
import { type GrantStanding, grantStanding } from './grant-standing.ts';

const words = sponsorMessages.free;
const MINUTE_MS = 60_000;

/** One sponsor: what he gives, whether to this account, and the way in. */
export function SponsorRow({
  grant,
  account,
  balanceWei,
  postUnits,
  unit,
}: {
  grant: GrantView;
  account: Address;
  balanceWei: bigint;
  postUnits: bigint;
  unit: string;
}) {
  const action = useAction();
  const nowMs = useNow(MINUTE_MS);
  const isAsked = grant.requires !== 'nothing';
  const { value: joined = null } = useJoined(isAsked ? { account, grant: grant.id } : undefined);
  const standing = grantStanding(grant, { joined, balanceWei, nowMs });
  const { id, opener, series, module, unitsPerAccountPerDay } = grant;
  const posts = sponsorMessages.posts(postsFromUnits(unitsPerAccountPerDay, postUnits));
  const least = `${formatAmount(grant.minimumCoinsWei).short} ${unit}`;
  return (
    <li
      data-sponsor={id}
      data-standing={standing.state}
      className="grid gap-1.5 border-t border-hairline px-6 py-3.5 text-sm max-desk:px-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="flex items-center gap-2.5">
          <AccountAddress address={opener} />
          {opener === account && <Chip>{words.own}</Chip>}
        </span>
        {standing.state === 'coins' && (
          <ActionButton
            state={action}
            size="small"
            aria-label={words.joinOf(shortHex(opener))}
            onClick={() =>
              void action.run(() => joinAction({ grant: id, series, invitation: '0x' }))
            }
          >
            {words.join}
          </ActionButton>
        )}
      </div>
      <p className="text-ink-2" title={sponsorMessages.units(unitsPerAccountPerDay)}>
        {placeWords(module)}: {words.gives(posts)}
      </p>
      <p>{stateWords(standing, least, nowMs)}</p>
      {(action.error || (action.transaction && !action.isDone)) && <ActionOutcome state={action} />}
    </li>
  );
}

function stateWords(standing: GrantStanding, least: string, nowMs: number): string {
  const { states } = words;
  if (standing.state === 'waits') return states.waits(formatMoment(standing.fromMs, nowMs));
  const state = states[standing.state];
  return typeof state === 'string' ? state : state(least);
}
