import type { ReactNode } from 'react';

/** A line of the card about one's own stake: what it is, what it says beneath, what to do. */
export function OwnStakeRow({
  below,
  action,
  children,
  ...data
}: {
  below?: ReactNode;
  /** At the right: a button, or the time until it is free. */
  action?: ReactNode;
  children: ReactNode;
  [data: `data-${string}`]: string;
}) {
  return (
    <li
      {...data}
      className="grid min-h-16 grid-cols-[minmax(0,1fr)_auto] items-center gap-4 border-t border-hairline px-6 py-3 first:border-t-0 max-desk:px-4"
    >
      <div className="min-w-0">
        <p>{children}</p>
        {below && <div className="mt-1">{below}</div>}
      </div>
      <div className="text-right">{action}</div>
    </li>
  );
}
