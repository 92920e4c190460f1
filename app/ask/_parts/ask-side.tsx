'use client';
import { useTags } from '../../../lib/react/qa/use-tags.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { SHOW_KEYS_EVENT } from './ask-keys.tsx';
import { MeSide } from './me-side.tsx';
import { SideSection } from './side-section.tsx';
import { TagChip } from './tag-chip.tsx';

const words = askMessages.side;
const SHOWN_TAGS = 12;

/** What stands beside the lists. */
export function AskSide() {
  const tags = useTags({ limit: SHOWN_TAGS });
  const isLive = useStatus()?.phase === 'live';
  return (
    <>
      <MeSide />
      <SideSection title={words.tags}>
        <div className="flex flex-wrap gap-2">
          {tags.value?.map(({ name }) => (
            <TagChip key={name} name={name} />
          ))}
        </div>
        <p className="mt-3 flex flex-wrap gap-x-4">
          <PageLink href={links.tags} className="link py-1.5">
            {askMessages.list.allTags}
          </PageLink>
          <PageLink href={links.flags} className="link py-1.5">
            {words.flags}
          </PageLink>
        </p>
      </SideSection>
      {isLive && tags.height !== undefined && (
        <SideSection title={words.checked}>
          <p className="mb-2.5 text-ink-2">{words.checkedWords}</p>
          <Proof height={tags.height} />
        </SideSection>
      )}
      <SideSection title={words.keys}>
        <Button size="small" onClick={() => dispatchEvent(new Event(SHOW_KEYS_EVENT))}>
          {words.keysHint}
        </Button>
      </SideSection>
    </>
  );
}
