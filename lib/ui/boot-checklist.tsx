import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BootStep } from '../client/types.ts';
import { bootFacts, bootShare } from './boot-facts.ts';
import { cx } from './cx.ts';
import { errorWords } from './error-words.ts';
import { formatSeconds } from './format/format-time.ts';
import { messages } from './messages.ts';
import { Spinner } from './spinner.tsx';

const words = messages.node;

/** The join, step by step, with the time at which each ended. */
export function BootChecklist({ steps }: { steps: readonly BootStep[] }) {
  const done = steps.filter((step) => step.state === 'done').length;
  return (
    <div className="text-sm">
      <div className="mb-1.5 flex items-center justify-between gap-3 border-b border-hairline pb-2">
        <h2 className="text-sm">
          {done === steps.length ? words.bootTitle : words.bootTitleRunning}
        </h2>
        <span className="text-ink-2">{words.bootCount(done, steps.length)}</span>
      </div>
      <ol>
        {steps.map((step) => (
          <li
            key={step.name}
            data-boot-step={step.name}
            data-state={step.state}
            className="grid min-h-[30px] grid-cols-[22px_96px_minmax(0,1fr)_auto] items-center max-desk:grid-cols-[22px_88px_minmax(0,1fr)_auto]"
          >
            <StateIcon state={step.state} />
            <b className={cx('font-medium', step.state === 'waiting' ? 'text-ink-3' : 'text-ink')}>
              {words.bootSteps[step.name]}
            </b>
            <span className={step.state === 'failed' ? 'text-fault' : 'truncate text-ink-2'}>
              {step.error ? errorWords(step.error).happened : bootFacts(step)}
            </span>
            <span
              className={cx(
                'text-right',
                step.state === 'running' ? 'font-strong text-dye-3' : 'text-ink-2',
              )}
            >
              {lastColumn(step)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function StateIcon({ state }: { state: BootStep['state'] }): ReactNode {
  return (
    <span className={cx('flex', state === 'failed' ? 'text-fault' : 'text-dye-3')}>
      {state === 'done' && <Check size={14} aria-hidden="true" />}
      {state === 'failed' && <X size={14} aria-hidden="true" />}
      {state === 'running' && <Spinner />}
      <span className="sr-only">{words.bootStates[state]}</span>
    </span>
  );
}

function lastColumn(step: BootStep): string {
  if (step.atMs !== undefined) return formatSeconds(step.atMs);
  const share = step.state === 'running' ? bootShare(step) : undefined;
  return share === undefined ? '' : `${Math.min(99, Math.floor(share * 100))} %`;
}
