import type { ReactNode } from 'react';

/** Title of a page, one sentence about it, and what belongs beside them. */
export function PageHead({
  title,
  lead,
  aside,
}: {
  title: string;
  lead: string;
  aside?: ReactNode;
}) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-6 max-desk:gap-3">
      <div>
        <h1>{title}</h1>
        <p className="mt-2.5 max-w-[62ch] text-ink-2">{lead}</p>
      </div>
      {aside}
    </div>
  );
}
