import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';

/** What a question is about; leads to the others about it. */
export function TagChip({ name }: { name: string }) {
  return (
    <PageLink
      href={links.tag(name)}
      className="relative inline-flex h-6 flex-none items-center rounded-chip px-[9px] text-xs font-medium whitespace-nowrap text-ink-2 inset-ring inset-ring-hairline-strong after:absolute after:-inset-y-2.5 after:inset-x-0 hover:text-ink hover:inset-ring-outline"
    >
      {name}
    </PageLink>
  );
}
