import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

/** A labelled input. The problem is written under it and read with it. */
export function Field({
  label,
  aside,
  hint,
  problem,
  after,
  large,
  ...input
}: {
  label: string;
  /** Beside the label, such as the balance. */
  aside?: ReactNode;
  hint?: ReactNode;
  problem?: string | undefined;
  /** Inside the box, after the input: a unit or a button. */
  after?: ReactNode;
  large?: boolean;
} & Omit<ComponentProps<typeof Base.Control>, 'className'>) {
  return (
    <Base.Root invalid={problem !== undefined} className="block">
      <div className="mb-1.5 flex items-baseline justify-between gap-3 text-sm">
        <Base.Label className="font-medium text-ink-2">{label}</Base.Label>
        {aside}
      </div>
      <div
        className={cx(
          'flex items-center gap-2.5 rounded-field border bg-cloth-top px-3.5 focus-within:border-transparent focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          large ? 'h-16' : 'h-12',
          problem === undefined ? 'border-outline' : 'border-fault-line',
        )}
      >
        <Base.Control
          {...input}
          className={cx(
            'h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3',
            large && 'text-xl font-strong tracking-tight',
          )}
        />
        {after}
      </div>
      {problem !== undefined ? (
        <Base.Error match className="mt-1.5 text-sm text-fault">
          {problem}
        </Base.Error>
      ) : (
        hint && <Base.Description className="mt-1.5 text-sm text-ink-2">{hint}</Base.Description>
      )}
    </Base.Root>
  );
}
