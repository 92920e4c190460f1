import type { OwnValidator, ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { formatPercent } from '../../../lib/ui/format/format-number.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { LastVotes } from './last-votes.tsx';
import { LeaveButton } from './leave-button.tsx';
import type { PanelProps } from './panel-props.ts';
import type { Held } from './situation.ts';

const words = stakeMessages.validate.voting;

/** A tab that votes: its part of the power, its turns, its last votes, and the way out. */
export function VotingPanel({
  situation: { kind, validator, own },
  validators,
  phase,
  nowMs,
  onLeave,
}: PanelProps & { situation: { kind: 'voting' | 'leaving' } & Held }) {
  const { endsAtMs = nowMs } = validators;
  return (
    <>
      {kind === 'leaving' ? (
        <>
          <Notice kind="care" title={words.leavingTitle}>
            {words.leaving}
          </Notice>
          <p className="text-lg font-strong">
            <Countdown
              untilMs={endsAtMs}
              nowMs={nowMs}
              words={words.leavingIn}
              passed={words.leavingNow}
            />
          </p>
        </>
      ) : (
        <VotesNow phase={phase} />
      )}
      <Facts facts={factsOf(validator, validators, own)} />
      <LastVotes account={validator.account} />
      {kind === 'voting' && <LeaveButton onLeave={onLeave} />}
    </>
  );
}

/** Whoever is in office is silent while its node does not follow the chain. */
function VotesNow({ phase }: Pick<PanelProps, 'phase'>) {
  if (phase !== 'live') {
    return (
      <Notice kind="care" title={words.silentTitle}>
        {words.silent[phase]}
      </Notice>
    );
  }
  return (
    <div>
      <h3>{words.title}</h3>
      <p className="text-sm text-ink-2">{words.inLoom}</p>
    </div>
  );
}

function factsOf(
  { power, turns, missed, attended, blocks }: ValidatorView,
  { totalPower }: ValidatorsView,
  own: OwnValidator | undefined,
): Fact[] {
  const share = formatPercent(Number(power) / Number(totalPower));
  return [
    { label: words.power, value: words.powerOf(power, share) },
    ...(own?.sinceEpoch === undefined
      ? []
      : [{ label: words.since, value: words.sinceEpoch(own.sinceEpoch) }]),
    { label: words.turns, value: words.turnsOf(turns, missed) },
    { label: words.signed, value: words.signedOf(attended, blocks) },
    ...(own?.lastVotedView === undefined
      ? []
      : [{ label: words.lastVote, value: words.lastVoteIn(own.lastVotedView) }]),
  ];
}
