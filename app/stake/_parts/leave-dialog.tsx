import { unregisterAction } from '../../../lib/client/actions/stake-actions.ts';
import type { ValidatorView } from '../../../lib/client/types.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Dialog } from '../../../lib/ui/dialog.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionButton } from '../../_parts/action-button.tsx';
import { ActionOutcome } from '../../_parts/action-outcome.tsx';
import { useAction } from '../../_parts/use-action.ts';
import type { PanelProps } from './panel-props.ts';

const words = stakeMessages.validate.leave;

/**
 * The clean way out: one signature, and the tab stays open until the epoch ends. It shows what it
 * was opened with, whatever becomes of the validator meanwhile.
 */
export function LeaveDialog({
  validator,
  validators,
  unit,
  nowMs,
  onClose,
}: Omit<PanelProps, 'onLeave'> & { validator: ValidatorView; onClose: () => void }) {
  const state = useAction();
  const { endsAtMs = nowMs, parameters } = validators;
  const leftMs = endsAtMs - nowMs;
  const returns = formatSpan(Math.max(0, leftMs) + parameters.unbondingMs);
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <div className="grid grid-cols-1 gap-4">
        <p className="text-sm text-ink-2">
          {leftMs > 0 ? words.words(formatSpan(leftMs)) : words.wordsNow}
        </p>
        <Facts
          facts={[
            { label: words.stake, value: <Amount wei={validator.ownStakeWei} unit={unit} /> },
            { label: words.returns, value: stakeMessages.stake.undelegate.yoursIn(returns) },
          ]}
        />
        <p className="text-sm text-ink-2">{words.others}</p>
        <ActionOutcome state={state} />
        {state.isDone ? (
          <Button wide onClick={onClose}>
            {stakeMessages.stake.action.close}
          </Button>
        ) : (
          <ActionButton
            state={state}
            kind="primary"
            wide
            onClick={() => void state.run(unregisterAction)}
          >
            {words.submit}
          </ActionButton>
        )}
      </div>
    </Dialog>
  );
}
