import { type Answer, answerTo } from '../../../lib/client/rescue/answer-to.ts';
import type { CoinFile } from '../../../lib/client/rescue/open-coin-file.ts';
import type { ExitReport } from '../../../lib/client/rescue/read-exits.ts';
import type { CoinReport } from '../../../lib/client/rescue/rescue-coin.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import type { RescueState } from './use-rescue.ts';

const words = rescueMessages.exit;

/** Exits of the coin by other accounts: what stops each, and bonds that became one's own by that. */
export function OtherExits({
  file,
  report,
  state,
}: {
  file: CoinFile;
  report: CoinReport;
  state: RescueState;
}) {
  const nowMs = useNow();
  const shown = report.exits
    .filter(({ exitor }) => exitor !== report.account)
    .map((exit) => ({ exit, answer: answerTo(exit, file, report, nowMs) }))
    .filter(({ exit, answer }) => answer || (exit.state === 'open' && !report.isExited));
  const open = shown.filter(({ exit }) => exit.state === 'open');
  if (shown.length === 0) return null;
  return (
    <div className="grid gap-3">
      {open.length > 0 && !report.isExited && (
        <Notice kind="fault" title={words.others(open.length)}>
          {words.othersNext}
        </Notice>
      )}
      {shown.map(({ exit, answer }) => (
        <OtherExit
          key={String(exit.id)}
          {...{ exit, answer, state, nowMs }}
          bondWei={report.rules.challengeBondWei}
        />
      ))}
    </div>
  );
}

function OtherExit({
  exit,
  answer,
  state: { isBusy, act },
  nowMs,
  bondWei,
}: {
  exit: ExitReport;
  answer: Answer | undefined;
  state: RescueState;
  nowMs: number;
  bondWei: bigint;
}) {
  const title = words.other(shortHex(exit.exitor));
  if (!answer) {
    return (
      <Notice title={title}>{exit.openChallenges > 0 ? words.asked : words.unanswerable}</Notice>
    );
  }
  const { duty, deadlineMs } = answer;
  const bond = `${formatAmount(bondWei).short} ETH`;
  return (
    <section aria-label={title} data-answer={duty.call}>
      <Notice
        kind="care"
        title={title}
        actions={
          <Button
            kind="primary"
            size="small"
            disabled={isBusy}
            onClick={() => act((by) => by.answer(exit, duty))}
          >
            {words.answers[duty.call](bond)}
          </Button>
        }
      >
        {words.reasons[duty.call]}{' '}
        {deadlineMs !== undefined && (
          <Countdown
            untilMs={deadlineMs}
            nowMs={nowMs}
            words={words.answerUntil}
            passed={words.answerOver}
          />
        )}
      </Notice>
    </section>
  );
}
