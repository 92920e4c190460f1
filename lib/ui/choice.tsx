import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** One of few, side by side. */
export function Choice<Value extends string | number>({
  label,
  name,
  options,
  value,
  isDisabled,
  hint,
  className = 'grid-cols-3',
  onChoose,
}: {
  label: string;
  /** Of the radio buttons in their form. */
  name: string;
  options: readonly { value: Value; words: string }[];
  value: Value;
  isDisabled?: boolean;
  hint?: ReactNode;
  /** Columns. */
  className?: string;
  onChoose(value: Value): void;
}) {
  return (
    <fieldset disabled={isDisabled} className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{label}</legend>
      <div className={cx('grid gap-2', className)}>
        {options.map((option) => (
          <label
            key={option.value}
            className="relative flex h-11 cursor-pointer items-center justify-center rounded-control border border-hairline-strong bg-cloth-top px-2 text-center text-control [--ground:var(--cloth-top)] hover:border-outline has-checked:border-dye-3 has-checked:font-strong has-checked:inset-ring has-checked:inset-ring-dye-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChoose(option.value)}
              className="absolute opacity-0"
            />
            {option.words}
          </label>
        ))}
      </div>
      {hint && <p className="mt-1.5 text-sm text-ink-2">{hint}</p>}
    </fieldset>
  );
}
