import { Check } from 'lucide-react';
import { cx } from './cx.ts';

export interface Step {
  key: string;
  title: string;
  words: string;
  state: 'done' | 'now' | 'later';
}

/** Numbered steps: what a person signs, and what he waits for. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol
      aria-label={label}
      className="grid auto-cols-fr grid-flow-col max-desk:auto-cols-auto max-desk:grid-flow-row"
    >
      {steps.map((step, i) => (
        <li
          key={step.key}
          data-step={step.key}
          data-state={step.state}
          aria-current={step.state === 'now' ? 'step' : undefined}
          className={cx(
            'relative pt-[34px] pr-3 text-sm text-ink-2',
            'max-desk:min-h-11 max-desk:pt-px max-desk:pb-[18px] max-desk:pl-[38px] max-desk:last:min-h-0 max-desk:last:pb-0',
          )}
        >
          {i < steps.length - 1 && <Line done={step.state === 'done'} />}
          <Dot state={step.state} number={i + 1} />
          <b className={cx('block', step.state !== 'later' && 'text-ink')}>{step.title}</b>
          {step.words}
        </li>
      ))}
    </ol>
  );
}

function Line({ done }: { done: boolean }) {
  return (
    <i
      aria-hidden="true"
      className={cx(
        'absolute top-[11px] right-0 left-6 h-0.5 max-desk:top-6 max-desk:right-auto max-desk:bottom-0 max-desk:left-[11px] max-desk:h-auto max-desk:w-0.5',
        done ? 'bg-dye-3' : 'bg-hairline-strong',
      )}
    />
  );
}

function Dot({ state, number }: { state: Step['state']; number: number }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'absolute top-0 left-0 grid size-6 place-items-center rounded-full text-xs font-strong',
        state === 'done' && 'bg-dye-3 text-on-dye',
        state === 'now' && 'bg-ground text-dye-3 inset-ring-2 inset-ring-dye-3',
        state === 'later' && 'bg-ground text-ink-2 inset-ring inset-ring-outline',
      )}
    >
      {state === 'done' ? <Check size={14} strokeWidth={2.5} /> : number}
    </span>
  );
}
