'use client';
import type { QuestionView } from '../../../../lib/client/qa/views.ts';
import { useSimilar } from '../../../../lib/react/qa/use-similar.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { Proof } from '../../../../lib/ui/proof.tsx';
import { SideSection } from '../../_parts/side-section.tsx';

const words = askMessages.side;
const SHOWN = 6;

export function QuestionSide({
  question,
  height,
}: {
  question: QuestionView;
  height: bigint | undefined;
}) {
  const found = useSimilar({ title: question.title, limit: SHOWN }).value ?? [];
  const similar = found.filter(({ id }) => id !== question.id).slice(0, SHOWN - 1);
  return (
    <>
      {similar.length > 0 && (
        <SideSection title={words.similar}>
          <ul className="grid gap-1.5">
            {similar.map(({ id, title }) => (
              <li key={`${id}`}>
                <PageLink
                  href={links.question(id)}
                  className="link inline-block py-1 wrap-anywhere max-desk:py-2.5"
                >
                  <bdi>{title}</bdi>
                </PageLink>
              </li>
            ))}
          </ul>
        </SideSection>
      )}
      <SideSection title={words.checked}>
        <p className="mb-2.5 text-ink-2">{words.checkedWords}</p>
        <Proof height={height} />
      </SideSection>
    </>
  );
}
