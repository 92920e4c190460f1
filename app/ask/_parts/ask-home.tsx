'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useDeferredValue, useState } from 'react';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { PageTitle } from '../../../lib/ui/page-title.tsx';
import { AskSide } from './ask-side.tsx';
import { type ListChoice, listChoiceFrom, listLink } from './list-choice.ts';
import { ListControls } from './list-controls.tsx';
import { ListEmpty } from './list-empty.tsx';
import { NodeNotice } from './node-notice.tsx';
import { QuestionPages } from './question-pages.tsx';
import { TwoColumns } from './two-columns.tsx';

const words = askMessages.list;

/** The questions, as the address of the page orders and filters them. */
export function AskHome() {
  const query = useSearchParams();
  const choice = listChoiceFrom(query);
  const [total, setTotal] = useState<number>();
  const search = useCallback(
    (text: string) => {
      // Not a visit of its own: typing would fill the history of the browser.
      history.replaceState(null, '', listLink({ ...listChoiceFrom(query), words: text }));
    },
    [query],
  );
  return (
    <>
      {choice.tag !== undefined && <PageTitle of={words.tagged(choice.tag)} />}
      <PageHead
        title={choice.tag === undefined ? askMessages.title : words.tagged(choice.tag)}
        lead={askMessages.lead}
        aside={
          <LinkButton kind="primary" size="large" href={links.newQuestion}>
            {askMessages.newQuestion}
          </LinkButton>
        }
      />
      <NodeNotice />
      <TwoColumns label={askMessages.side.label} side={<AskSide />}>
        <ListControls choice={choice} total={total} onSearch={search} />
        <p aria-live="polite" className="text-sm text-ink-2">
          {choice.words.trim() !== '' && total !== undefined && words.found(total, choice.words)}
          {choice.tag !== undefined && (
            <PageLink
              href={listLink({ ...choice, tag: undefined })}
              className="link ml-2 inline-block py-2"
            >
              {words.withoutTag}
            </PageLink>
          )}
        </p>
        <ChosenQuestions choice={choice} onTotal={setTotal} />
      </TwoColumns>
    </>
  );
}

function ChosenQuestions({
  choice,
  onTotal,
}: {
  choice: ListChoice;
  onTotal: (total: number) => void;
}) {
  const { account } = useWallet();
  const typed = choice.words.trim();
  // The field follows every key; the list follows when there is time.
  const found = useDeferredValue(typed === '' ? undefined : typed);
  const { order, tag } = choice;
  return (
    <QuestionPages
      key={`${order}/${tag ?? ''}`}
      input={{ order, tag, words: found, account }}
      empty={<ListEmpty choice={choice} />}
      onTotal={onTotal}
    />
  );
}
