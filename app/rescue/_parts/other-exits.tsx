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
import type { RescueState } from './use-rescue.ts';

const words = rescueMessages.exit;

/** An exit by another account, and what is to be done about it now. */
export interface OtherExit {
  exit: ExitReport;
  answer?: Answer;
}

/** Those that matter still: by them the coin may go, or a bond became one's own. */
export function otherExitsOf(file: CoinFile, report: CoinReport, nowMs: number): OtherExit[] {
  return report.exits
    .filter(({ exitor }) => exitor !== report.account)
    .map((exit) => {
      const answer = answerTo(exit, file, report, nowMs);
      return { exit, ...(answer && { answer }) };
    })
    .filter(({ exit, answer }) => answer || (exit.state === 'open' && !report.isExited));
}

/** What stops each, and bonds that became one's own by that. */
export function OtherExits({
  others,
  report: { isExited, rules },
  state,
  nowMs,
}: {
  others: readonly OtherExit[];
  report: CoinReport;
  state: RescueState;
  nowMs: number;
}) {
  const open = others.filter(({ exit }) => exit.state === 'open');
  return (
    <div className="grid gap-3">
      {open.length > 0 && !isExited && (
        <Notice kind="fault" title={words.others(open.length)}>
          {words.othersNext}
        </Notice>
      )}
      {others.map((other) => (
        <AnswerNotice key={String(other.exit.id)} {...{ other, state, nowMs }} rules={rules} />
      ))}
    </div>
  );
}

function AnswerNotice({
  other: { exit, answer },
  state: { isBusy, act },
  nowMs,
  rules,
}: {
  other: OtherExit;
  state: RescueState;
  nowMs: number;
  rules: CoinReport['rules'];
}) {
  const title = words.other(shortHex(exit.exitor));
  if (!answer) {
    return (
      <Notice title={title}>{exit.openChallenges > 0 ? words.asked : words.unanswerable}</Notice>
    );
  }
  const { duty, deadlineMs } = answer;
  const bond = `${formatAmount(rules.challengeBondWei).short} ETH`;
  return (
    <section aria-label={title} data-answer={duty.call}>
      <Notice
        kind={deadlineMs === undefined ? 'plain' : 'care'}
        title={title}
        actions={
          <Button
            kind="primary"
            size="small"
            disabled={isBusy}
            onClick={() => act((by) => by.answer(exit, duty, rules))}
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
