import type { CoinFile } from '../../../lib/client/rescue/open-coin-file.ts';
import type { ExitReport } from '../../../lib/client/rescue/read-exits.ts';
import type { CoinReport } from '../../../lib/client/rescue/rescue-coin.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { OtherExits, otherExitsOf } from './other-exits.tsx';
import type { RescueState } from './use-rescue.ts';

const words = rescueMessages.exit;

/** Starting an exit, and each exit of the wallet's account with what it needs next. */
export function ExitCard({
  file,
  report,
  state,
}: {
  file: CoinFile;
  report: CoinReport;
  state: RescueState;
}) {
  const { exits, account, owner, isExited, rules } = report;
  const own = exits.filter(({ exitor }) => exitor === account);
  const hasOpen = own.some((exit) => exit.state === 'open');
  const bond = `${formatAmount(rules.exitBondWei).short} ETH`;
  const mayStart = !isExited && owner === account && !hasOpen;
  const nowMs = useNow();
  const others = otherExitsOf(file, report, nowMs);
  if (!mayStart && own.length === 0 && others.length === 0) return null;
  return (
    <Card title={words.title}>
      <div className="grid gap-5">
        {others.length > 0 && <OtherExits {...{ others, report, state, nowMs }} />}
        {mayStart && (
          <>
            <p className="text-sm text-ink-2">
              {words.startLead(bond, formatSpan(rules.windowMs))}
            </p>
            <Button
              kind="primary"
              wide
              disabled={state.isBusy}
              onClick={() => state.act((rescue) => rescue.startExit(rules))}
            >
              {words.start(bond)}
            </Button>
          </>
        )}
        {own.map((exit) => (
          <OwnExit key={String(exit.id)} exit={exit} isExited={isExited} state={state} />
        ))}
      </div>
    </Card>
  );
}

function OwnExit({
  exit,
  isExited,
  state,
}: {
  exit: ExitReport;
  isExited: boolean;
  state: RescueState;
}) {
  const nowMs = useNow();
  const next = stateOf(exit, isExited, nowMs);
  const challenges = exit.challenges.map(({ coinBlock, isWalked }) =>
    words.challenge(coinBlock, isWalked),
  );
  return (
    <section aria-label={words.yours} data-exit-state={next} className="grid gap-4">
      <Facts
        facts={[
          { label: words.state, value: words.states[next] },
          ...(exit.state === 'open' ? timesOf(exit, nowMs) : []),
          { label: words.challenges, value: challenges.join(', ') || words.noChallenges },
        ]}
      />
      <Actions exit={exit} next={next} state={state} />
    </section>
  );
}

function timesOf({ challengeableToMs, maturesAtMs }: ExitReport, nowMs: number): Fact[] {
  return [
    {
      label: words.challengesEnd,
      value: (
        <Countdown
          untilMs={challengeableToMs}
          nowMs={nowMs}
          words={words.challengesUntil}
          passed={words.challengesOver}
        />
      ),
    },
    {
      label: words.matures,
      value: (
        <Countdown
          untilMs={maturesAtMs}
          nowMs={nowMs}
          words={words.maturesIn}
          passed={words.maturesNow}
        />
      ),
    },
  ];
}

/** What can be done now, the most urgent first. */
function Actions({ exit, next, state }: { exit: ExitReport; next: NextState; state: RescueState }) {
  const { isBusy, act } = state;
  const earned = exit.challenges.filter(({ isWalked, isPaid }) => isWalked && !isPaid);
  const mayTakeBond = next === 'finalized' || next === 'void';
  return (
    <div className="flex flex-wrap gap-2">
      {next === 'challenged' && (
        <Button kind="primary" disabled={isBusy} onClick={() => act((by) => by.walk(exit))}>
          {words.walk}
        </Button>
      )}
      {next === 'mature' && (
        <Button kind="primary" disabled={isBusy} onClick={() => act((by) => by.finalize(exit))}>
          {words.finalize}
        </Button>
      )}
      {mayTakeBond && (
        <Button disabled={isBusy} onClick={() => act((by) => by.withdrawBond(exit))}>
          {words.bond}
        </Button>
      )}
      {earned.map(({ coinBlock }) => (
        <Button
          key={String(coinBlock)}
          disabled={isBusy}
          onClick={() => act((by) => by.withdrawChallengeBond(exit, coinBlock))}
        >
          {words.challengeBond(coinBlock)}
        </Button>
      ))}
    </div>
  );
}

type NextState = keyof typeof words.states;

/** By this device's clock; the contract has the last word. */
function stateOf(exit: ExitReport, isExited: boolean, nowMs: number): NextState {
  if (exit.state !== 'open') return exit.state;
  const isMature = nowMs >= exit.maturesAtMs;
  if (exit.openChallenges > 0) return isMature ? 'failed' : 'challenged';
  if (isExited) return isMature ? 'void' : 'open';
  return isMature ? 'mature' : 'open';
}
