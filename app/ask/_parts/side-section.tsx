import type { ReactNode } from 'react';

/** Something beside the page, under a line of its own. */
export function SideSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t-2 border-ink pt-3.5 text-sm">
      <h2 className="mb-3 text-sm">{title}</h2>
      {children}
    </section>
  );
}
