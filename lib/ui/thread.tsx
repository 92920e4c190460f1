import { cx } from './cx.ts';

/** Slack is pending, tight is final. A word stands beside it, so it is hidden from readers. */
export function Thread({ tight }: { tight: boolean }) {
  return (
    <svg
      viewBox="0 0 22 8"
      aria-hidden="true"
      className={cx(
        'h-2 w-[22px] transition-colors duration-(--base)',
        tight ? 'text-dye-3' : 'text-ink-3',
      )}
    >
      <path
        d={tight ? 'M1 4C8 4 15 4 21 4' : 'M1 3c3 0 3 3 6 3s4-4 7-4 4 3 7 2'}
        fill="none"
        stroke="currentColor"
        strokeWidth={tight ? 3 : 2}
        strokeLinecap="round"
      />
    </svg>
  );
}
