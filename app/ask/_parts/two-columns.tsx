import type { ReactNode } from 'react';

/** What a page is about, and what stands beside it; below it on narrow screens. */
export function TwoColumns({
  label,
  side,
  children,
}: {
  label: string;
  side: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_304px] items-start gap-14 max-wide:grid-cols-1 max-wide:gap-10">
      <div className="min-w-0">{children}</div>
      <aside aria-label={label} className="grid min-w-0 gap-8">
        {side}
      </aside>
    </div>
  );
}
