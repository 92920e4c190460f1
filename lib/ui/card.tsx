import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface CardProps {
  title?: string;
  /** Words or a control at the right of the title. */
  aside?: ReactNode;
  /** No padding around the content: for tables and lists. */
  flush?: boolean;
  /** The one form a page is about. */
  raised?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
}

/** Groups what changes together. Never a card in a card. */
export function Card({ title, aside, flush, raised, id, className, children }: CardProps) {
  return (
    <section
      id={id}
      aria-label={title}
      className={cx(
        'min-w-0 rounded-card border border-hairline',
        raised ? 'bg-cloth-top shadow-float [--ground:var(--cloth-top)]' : 'bg-cloth-raised',
        flush ? 'overflow-hidden' : 'p-6 max-desk:px-4 max-desk:py-[18px]',
        className,
      )}
    >
      {title && (
        <header
          className={cx(
            'flex min-h-7 items-center justify-between gap-3',
            flush ? 'px-6 pt-6 pb-2.5 max-desk:px-4 max-desk:pt-[18px]' : 'mb-[18px]',
          )}
        >
          <h2>{title}</h2>
          {aside && (
            <div className="flex items-center justify-end text-right text-sm text-ink-2">
              {aside}
            </div>
          )}
        </header>
      )}
      {children}
    </section>
  );
}
