import type { SponsorAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { type Fact, Facts } from '../../../../lib/ui/facts.tsx';
import { messages } from '../../../../lib/ui/messages.ts';
import { ActionButton } from '../../../_parts/action-button.tsx';
import { ActionOutcome } from '../../../_parts/action-outcome.tsx';
import { useAction } from '../../../_parts/use-action.ts';

/** What an action does, and its one signature. */
export function ConfirmForm({
  words,
  facts = [],
  more,
  action,
  onClose,
}: {
  words: { words: string; submit: string };
  facts?: readonly Fact[];
  more?: string | undefined;
  action(): SponsorAction;
  onClose(): void;
}) {
  const state = useAction();
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-sm text-ink-2">{words.words}</p>
      {facts.length > 0 && <Facts facts={facts} />}
      {more && <p className="text-sm text-ink-2">{more}</p>}
      <ActionOutcome state={state} />
      {state.isDone ? (
        <Button wide size="large" onClick={onClose}>
          {messages.close}
        </Button>
      ) : (
        <ActionButton
          state={state}
          kind="primary"
          size="large"
          wide
          onClick={() => void state.run(action)}
        >
          {words.submit}
        </ActionButton>
      )}
    </div>
  );
}
