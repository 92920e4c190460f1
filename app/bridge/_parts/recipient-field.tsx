import { ChevronRight } from 'lucide-react';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Field } from '../../../lib/ui/field.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { Notice } from '../../../lib/ui/notice.tsx';

const words = bridgeMessages.bridge;

/** Another account than one's own, behind a warning. */
export function RecipientField({
  value,
  problem,
  isBusy,
  onChange,
}: {
  value: string;
  problem: string | undefined;
  isBusy: boolean;
  onChange(value: string): void;
}) {
  return (
    <details className="group -mt-4">
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1.5 rounded-chip text-sm text-ink-2">
        <ChevronRight
          size={15}
          aria-hidden="true"
          className="transition-[rotate] duration-(--fast) group-open:rotate-90"
        />
        {words.otherRecipient}
      </summary>
      <div className="mt-2 grid gap-3">
        <Notice kind="care" title={words.recipientWarning}>
          {words.recipientWords}
        </Notice>
        <Field
          label={words.recipient}
          name="recipient"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder={messages.wallet.toHint}
          autoComplete="off"
          spellCheck={false}
          readOnly={isBusy}
          problem={problem}
        />
      </div>
    </details>
  );
}
