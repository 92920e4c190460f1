import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Address } from '../../../lib/client/types.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { cx } from '../../../lib/ui/cx.ts';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { useShellActions } from '../../_parts/shell-actions.ts';
import type { PanelProps } from './panel-props.ts';
import { RegisterForm } from './register-form.tsx';

const words = stakeMessages.validate.steps;

/** The whole way at once, with the form in the step that is next. */
export function JoinSteps({ account, ...panel }: PanelProps & { account: Address | undefined }) {
  const { openConnect } = useShellActions();
  const now = account ? 1 : 0;
  const steps = [
    {
      title: words.connect,
      text: account ? words.connectDone(shortHex(account)) : words.connectWords,
    },
    { title: words.register, text: words.registerWords },
    { title: words.wait, text: words.waitWords },
    { title: words.vote, text: words.voteWords },
  ];
  return (
    <>
      <p className="text-sm text-ink-2">{stakeMessages.validate.lead}</p>
      <ol aria-label={words.label} className="grid grid-cols-1 gap-4">
        {steps.map(({ title, text }, i) => (
          <Step
            key={title}
            number={i + 1}
            title={title}
            text={text}
            isDone={i < now}
            isNow={i === now}
          >
            {i === 0 && !account && (
              <Button kind="primary" wide onClick={openConnect}>
                {messages.wallet.connect}
              </Button>
            )}
            {i === 1 && account && <RegisterForm {...panel} account={account} />}
          </Step>
        ))}
      </ol>
    </>
  );
}

function Step({
  number,
  title,
  text,
  isDone,
  isNow,
  children,
}: {
  number: number;
  title: string;
  text: string;
  isDone: boolean;
  isNow: boolean;
  children: ReactNode;
}) {
  return (
    <li
      aria-current={isNow ? 'step' : undefined}
      className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3"
    >
      <span
        aria-hidden="true"
        className={cx(
          'grid size-6 place-items-center rounded-full text-xs font-[560]',
          isDone
            ? 'bg-dye-wash text-dye-3'
            : isNow
              ? 'bg-dye-3 text-on-dye'
              : 'bg-cloth-sunken text-ink-2',
        )}
      >
        {isDone ? <Check size={14} /> : number}
      </span>
      <div className="min-w-0">
        <h3 className="leading-6">
          {title}
          {isDone && <span className="sr-only"> ({words.done})</span>}
        </h3>
        <p className="text-sm text-ink-2">{text}</p>
        {isNow && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}
