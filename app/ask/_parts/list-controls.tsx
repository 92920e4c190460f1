'use client';
import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { cx } from '../../../lib/ui/cx.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { SEARCH_INPUT_ID } from '../../../lib/ui/search-form.tsx';
import { LIST_ORDERS, type ListChoice, listLink } from './list-choice.ts';

const words = askMessages.list;

/** Which questions: in what order, and with what words. */
export function ListControls({
  choice,
  total,
  onSearch,
}: {
  choice: ListChoice;
  /** Of all questions that are listed; undefined until it is known. */
  total: number | undefined;
  onSearch: (text: string) => void;
}) {
  return (
    <div className="mb-2 flex flex-wrap items-center justify-between gap-4">
      <nav
        aria-label={words.order}
        className="inline-flex gap-0.5 rounded-[11px] bg-cloth-sunken p-[3px] max-desk:flex max-desk:w-full max-desk:overflow-x-auto"
      >
        {LIST_ORDERS.map((order) => {
          const isCurrent = order === choice.order && choice.words === '';
          return (
            <PageLink
              key={order}
              href={listLink({ ...choice, order, words: '' })}
              replace
              scroll={false}
              aria-current={isCurrent ? 'true' : undefined}
              className={cx(
                'inline-flex h-[34px] items-center justify-center rounded-[8px] px-3.5 text-control font-medium whitespace-nowrap max-desk:h-11 max-desk:flex-1 max-desk:px-2',
                isCurrent
                  ? 'bg-cloth-top text-ink shadow-low ring ring-hairline'
                  : 'text-ink-2 hover:text-ink',
              )}
            >
              {words.orders[order]}
            </PageLink>
          );
        })}
      </nav>
      <SearchField text={choice.words} total={total} onSearch={onSearch} />
    </div>
  );
}

function SearchField({
  text,
  total,
  onSearch,
}: {
  text: string;
  total: number | undefined;
  onSearch: (text: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (location.hash === `#${SEARCH_INPUT_ID}`) input.current?.focus();
  }, []);
  return (
    <search className="max-desk:w-full">
      <label className="flex h-10 w-[280px] items-center gap-2.5 rounded-[11px] border border-outline bg-cloth-top px-3.5 text-control focus-within:border-transparent focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus max-desk:h-11 max-desk:w-full">
        <Search size={16} aria-hidden="true" />
        <span className="sr-only">{words.search}</span>
        <input
          ref={input}
          id={SEARCH_INPUT_ID}
          type="text"
          autoComplete="off"
          value={text}
          placeholder={words.searchIn(text === '' && total !== 0 ? total : undefined)}
          onChange={({ target }) => onSearch(target.value)}
          onKeyDown={({ key }) => key === 'Escape' && onSearch('')}
          className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3"
        />
        {text !== '' && (
          <button
            type="button"
            aria-label={words.clear}
            onClick={() => {
              onSearch('');
              input.current?.focus();
            }}
            className="-mr-2 inline-grid size-8 place-items-center rounded-chip text-ink-3 hover:text-ink max-desk:size-11"
          >
            <X size={15} aria-hidden="true" />
          </button>
        )}
      </label>
    </search>
  );
}
