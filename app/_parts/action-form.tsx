import { type FormEvent, type ReactNode, useState } from 'react';
import type { ActionRequest } from '../../lib/react/wallet/wallet-types.ts';
import { Button } from '../../lib/ui/button.tsx';
import { type Fact, Facts } from '../../lib/ui/facts.tsx';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { ActionButton } from './action-button.tsx';
import { ActionOutcome } from './action-outcome.tsx';
import { useAction } from './use-action.ts';

/** What stands in the one field of the form. */
export interface Typed {
  text: string;
  type(next: string): void;
  /** It was pressed once and not sent, so that it is known to be meant and may be wrong. */
  isChecked: boolean;
  isReadOnly: boolean;
}

/** What the form shows and does with it. */
export interface TypedMeaning {
  field: ReactNode;
  /** What follows from it. */
  facts: Fact[];
  /** Said in the same size as everything else. */
  risk: string;
  submitWords: string;
  /** Undefined while it cannot be sent. */
  action: (() => ActionRequest) | undefined;
}

/** One field, what follows from it, and the signature. */
export function ActionForm({
  initialText = '',
  submitKind = 'primary',
  meaningOf,
  onClose,
}: {
  initialText?: string;
  /** `fault` for what cannot be undone. */
  submitKind?: 'primary' | 'fault';
  meaningOf(typed: Typed): TypedMeaning;
  onClose(): void;
}) {
  const state = useAction();
  const [text, setText] = useState(initialText);
  const [isChecked, setChecked] = useState(false);

  const type = (next: string) => {
    setText(next);
    if (state.error) state.reset();
  };
  const isReadOnly = state.isBusy || state.isDone;
  const typed = { text, type, isChecked: isChecked && !isReadOnly, isReadOnly };
  const { field, facts, risk, submitWords, action } = meaningOf(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (action && !state.isBusy) void state.run(action);
  };

  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-4">
      {field}
      {!state.isDone && (
        <>
          <Facts facts={facts} />
          <p className="text-sm text-ink-2">{risk}</p>
        </>
      )}
      <ActionOutcome state={state} />
      {state.isDone ? (
        <Button wide size="large" onClick={onClose}>
          {stakeMessages.stake.action.close}
        </Button>
      ) : (
        <ActionButton state={state} kind={submitKind} size="large" wide>
          {submitWords}
        </ActionButton>
      )}
    </form>
  );
}
