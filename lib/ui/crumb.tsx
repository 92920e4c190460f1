import { ChevronRight } from 'lucide-react';
import { links } from './links.ts';
import { messages } from './messages.ts';
import { PageLink } from './page-link.tsx';

/** The way back from one fact to the explorer. */
export function Crumb({ here }: { here: string }) {
  return (
    <nav
      aria-label={messages.explorer.breadcrumb}
      className="mb-3.5 flex items-center gap-2 text-sm text-ink-2"
    >
      <PageLink
        href={links.explorer}
        className="-my-1 py-1 underline-offset-[3px] hover:text-ink hover:underline"
      >
        {messages.explorer.home}
      </PageLink>
      <ChevronRight size={14} aria-hidden="true" />
      <span aria-current="page">{here}</span>
    </nav>
  );
}
