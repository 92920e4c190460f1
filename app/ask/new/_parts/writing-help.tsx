'use client';
import { useEffect, useState } from 'react';
import { useSimilar } from '../../../../lib/react/qa/use-similar.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { SideSection } from '../../_parts/side-section.tsx';

const words = askMessages.writing.newQuestion;
const SHOWN = 6;
const QUIET_MS = 150;
const LEAST_LETTERS = 4;

/** Beside the form: whether it was asked before, and what makes it easy to answer. */
export function WritingHelp({ title }: { title: string }) {
  return (
    <>
      <SideSection title={words.similar}>
        <Similar title={useSettled(title.trim())} />
      </SideSection>
      <SideSection title={words.good}>
        <ul className="grid list-disc gap-1.5 pl-5 text-ink-2">
          {words.goodList.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </SideSection>
    </>
  );
}

function Similar({ title }: { title: string }) {
  const isAsked = title.length >= LEAST_LETTERS;
  const similar = useSimilar(isAsked ? { title, limit: SHOWN } : undefined).value;
  if (!isAsked || !similar) return <p className="text-ink-2">{words.similarHint}</p>;
  return (
    <div aria-live="polite">
      {similar.length === 0 ? (
        <p className="text-ink-2">{words.similarNone}</p>
      ) : (
        <ul className="grid gap-1.5">
          {similar.map(({ id, title: other, answers }) => (
            <li key={`${id}`}>
              <PageLink
                href={links.question(id)}
                className="link inline-block py-1 wrap-anywhere max-desk:py-2.5"
              >
                <bdi>{other}</bdi>
              </PageLink>
              <span className="block text-xs text-ink-2">{askMessages.answerCount(answers)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
