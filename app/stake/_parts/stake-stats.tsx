import type { ValidatorsView } from '../../../lib/client/types.ts';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatNumber, formatPercent } from '../../../lib/ui/format/format-number.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { Stat } from '../../../lib/ui/stat.tsx';
import { foundingShare } from './validator-facts.ts';

const words = stakeMessages.stake.stats;

/** The epoch, who votes in it, and how much of that is founding stake. */
export function StakeStats({
  validators: view,
  unit,
  nowMs,
}: {
  validators: ValidatorsView;
  unit: string;
  nowMs: number;
}) {
  const { epoch, endsAtMs, totalPower, parameters, validators } = view;
  const voting = validators.filter(({ power }) => power > 0n).length;
  const candidates = validators.filter(({ isCandidate }) => isCandidate).length;
  const powerUnit = `${formatAmount(parameters.powerUnitWei).short} ${unit}`;
  return (
    <dl className="mb-7 grid grid-cols-5 gap-x-6 gap-y-5 border-y border-hairline py-5 max-wide:grid-cols-3 max-desk:mb-5 max-desk:grid-cols-2 max-desk:py-4">
      <Stat label={words.epoch}>
        {formatNumber(epoch)}
        {endsAtMs !== undefined && (
          <Hint>
            {words.ends}{' '}
            <Countdown
              untilMs={endsAtMs}
              nowMs={nowMs}
              words={words.endsIn}
              passed={words.endsNow}
            />
          </Hint>
        )}
      </Stat>
      <Stat label={words.voting}>
        {formatNumber(voting)}
        <Hint>{words.candidates(candidates)}</Hint>
      </Stat>
      <Stat label={words.power}>
        {formatNumber(totalPower)}
        <Hint>{words.powerUnit(powerUnit)}</Hint>
      </Stat>
      <Stat label={words.founding}>
        <span data-founding-share="">{formatPercent(foundingShare(view))}</span>
        <Hint>{words.foundingHint}</Hint>
      </Stat>
      <Stat label={words.unbonding}>
        {formatSpan(parameters.unbondingMs)}
        <Hint>{words.unbondingAfter}</Hint>
      </Stat>
    </dl>
  );
}

function Hint({ children }: { children: React.ReactNode }) {
  return <span className="mt-1 block text-xs font-text tracking-[0em] text-ink-2">{children}</span>;
}
