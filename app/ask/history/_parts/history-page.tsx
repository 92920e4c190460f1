'use client';
import { useSearchParams } from 'next/navigation';
import type { PostVersion } from '../../../../lib/client/qa/views.ts';
import { useHistory } from '../../../../lib/react/qa/use-history.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { LinkButton } from '../../../../lib/ui/link-button.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { PageHead } from '../../../../lib/ui/page-head.tsx';
import { PageTitle } from '../../../../lib/ui/page-title.tsx';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { AskReading } from '../../_parts/ask-reading.tsx';
import { idFromText } from '../../_parts/id-from-text.ts';
import { NothingHere } from '../../_parts/nothing-here.tsx';
import { Version } from './version.tsx';

const words = askMessages.history;
const NOW_EVERY_MS = 60_000;

/** Every text that a post had, the newest first, each with what it changed. */
export function HistoryPage() {
  const query = useSearchParams();
  const id = idFromText(query.get('id') ?? '');
  const question = idFromText(query.get('question') ?? '') ?? id;
  const { value, problem } = useHistory(id === undefined ? undefined : { post: id });
  if (id === undefined || value?.length === 0) {
    return (
      <NothingHere here={words.title} title={words.none((query.get('id') ?? '').slice(0, 20))}>
        {words.noneNext}
      </NothingHere>
    );
  }
  return (
    <>
      <PageTitle of={words.of(`${id}`)} />
      <AskCrumb here={words.title} />
      <PageHead
        title={words.title}
        lead={words.lead}
        aside={
          question !== undefined && (
            <LinkButton href={links.question(question, id)}>{words.back}</LinkButton>
          )
        }
      />
      {value ? <Versions versions={value} /> : <AskReading problem={problem} />}
    </>
  );
}

function Versions({ versions }: { versions: readonly PostVersion[] }) {
  const nowMs = useNow(NOW_EVERY_MS);
  const numbered = versions.map((version, i) => ({
    version,
    number: versions.length - i,
    before: versions[i + 1],
  }));
  return (
    <ol>
      {numbered.map(({ version, number, before }) => (
        <Version
          key={`${number}`}
          number={number}
          isNewest={number === versions.length}
          version={version}
          before={before}
          nowMs={nowMs}
        />
      ))}
    </ol>
  );
}
