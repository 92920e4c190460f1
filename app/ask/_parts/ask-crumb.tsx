import { ChevronRight } from 'lucide-react';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';

/** The way back to the questions. */
export function AskCrumb({ here }: { here: string }) {
  return (
    <nav
      aria-label={askMessages.crumb}
      className="mb-3.5 flex items-center gap-2 text-sm text-ink-2"
    >
      <PageLink
        href={links.ask}
        className="-my-1 py-1 underline-offset-[3px] hover:text-ink hover:underline max-desk:-my-3 max-desk:py-3"
      >
        {askMessages.home}
      </PageLink>
      <ChevronRight size={14} aria-hidden="true" />
      <span aria-current="page" className="truncate">
        {here}
      </span>
    </nav>
  );
}
