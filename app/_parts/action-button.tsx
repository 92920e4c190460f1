import { Button } from '../../lib/ui/button.tsx';
import type { ButtonStyle } from '../../lib/ui/button-style.ts';
import { Spinner } from '../../lib/ui/spinner.tsx';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import type { ActionState } from './use-action.ts';

const words = stakeMessages.stake.action;

/** A button that says what it waits for from the press to the final block. */
export function ActionButton({
  state,
  onClick,
  disabled = false,
  children,
  ...style
}: ButtonStyle & {
  state: ActionState;
  /** Absent: it submits the form around it. */
  onClick?: () => void;
  disabled?: boolean;
  'aria-label'?: string;
  children: string;
}) {
  return (
    <Button
      {...style}
      type={onClick ? 'button' : 'submit'}
      onClick={onClick}
      disabled={disabled || state.isBusy || !state.isReady}
      data-stage={state.stage}
    >
      {state.isBusy && <Spinner />}
      {state.isBusy ? stageWords(state.stage) : children}
    </Button>
  );
}

function stageWords(stage: ActionState['stage']): string {
  if (stage === 'making') return stakeMessages.validate.form.makingKey;
  if (stage === 'preparing' || stage === 'signing') return words.signing;
  return words.sending;
}
