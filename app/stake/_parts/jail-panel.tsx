import { unjailAction } from '../../../lib/client/actions/stake-actions.ts';
import type { ValidatorView } from '../../../lib/client/types.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionButton } from '../../_parts/action-button.tsx';
import { ActionOutcome } from '../../_parts/action-outcome.tsx';
import { useAction } from '../../_parts/use-action.ts';
import { LeaveButton } from './leave-button.tsx';
import type { PanelProps } from './panel-props.ts';

const words = stakeMessages.validate.jail;

/** Away for too long: when it may return, and the button that returns it. */
export function JailPanel({
  validator,
  validators,
  nowMs,
  onLeave,
}: PanelProps & { validator: ValidatorView }) {
  const state = useAction();
  const { epoch, endsAtMs = nowMs, parameters } = validators;
  const freeAt = validator.mayUnjailAtEpoch ?? epoch;
  const waitMs = endsAtMs - nowMs + Number(freeAt - epoch - 1n) * parameters.epochMs;
  return (
    <>
      <Notice kind="care" title={words.title}>
        {words.words} {epoch >= freeAt ? words.free : words.from(freeAt)}
      </Notice>
      {epoch < freeAt && <p className="text-lg font-strong">{words.in(formatSpan(waitMs))}</p>}
      <ActionOutcome state={state} />
      <ActionButton
        state={state}
        kind="primary"
        wide
        disabled={epoch < freeAt}
        onClick={() => void state.run(unjailAction)}
      >
        {words.unjail}
      </ActionButton>
      <LeaveButton onLeave={onLeave} />
    </>
  );
}
