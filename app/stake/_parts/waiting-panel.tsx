import { Countdown } from '../../../lib/ui/countdown.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { LeaveButton } from './leave-button.tsx';
import type { PanelProps } from './panel-props.ts';

const words = stakeMessages.validate;

/** Registered, and waiting for the epoch in which its key votes. */
export function WaitingPanel({
  kind,
  validators,
  nowMs,
  onLeave,
}: PanelProps & { kind: 'waiting' | 'idle' | 'replacing' }) {
  const { epoch, endsAtMs, parameters } = validators;
  if (kind === 'idle') {
    return (
      <>
        <Notice kind="care" title={words.waiting.idleTitle}>
          {words.waiting.idle(parameters.maxMembers)}
        </Notice>
        <LeaveButton onLeave={onLeave} />
      </>
    );
  }
  return (
    <>
      <Notice title={words.waiting.title}>
        {kind === 'replacing' ? words.key.replacing(epoch + 1n) : words.waiting.words(epoch + 1n)}
      </Notice>
      {endsAtMs !== undefined && (
        <p className="text-lg font-strong">
          <Countdown
            untilMs={endsAtMs}
            nowMs={nowMs}
            words={words.waiting.in}
            passed={words.waiting.now}
          />
        </p>
      )}
      <LeaveButton onLeave={onLeave} />
    </>
  );
}
