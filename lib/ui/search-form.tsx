'use client';
import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { messages } from './messages.ts';

const words = messages.explorer;
export const SEARCH_INPUT_ID = 'search';

/** The one field that finds anything; `onSearch` says whether it understood the text. */
export function SearchForm({ onSearch }: { onSearch: (text: string) => boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [isUnclear, setUnclear] = useState(false);
  useEffect(() => {
    if (location.hash === `#${SEARCH_INPUT_ID}`) input.current?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = input.current?.value ?? '';
    setUnclear(text.trim() !== '' && !onSearch(text));
  };
  return (
    <search className="block max-w-[720px]">
      <form onSubmit={submit}>
        <label
          className={cx(
            'flex h-14 items-center gap-2.5 rounded-[14px] border bg-cloth-top px-3.5 text-md shadow-low focus-within:border-transparent focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus max-desk:text-base',
            isUnclear ? 'border-fault-line' : 'border-outline',
          )}
        >
          <Search size={19} aria-hidden="true" />
          <span className="sr-only">{words.searchLabel}</span>
          <input
            ref={input}
            id={SEARCH_INPUT_ID}
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={words.searchPlaceholder}
            aria-invalid={isUnclear}
            aria-describedby={isUnclear ? 'search-problem' : undefined}
            onChange={() => setUnclear(false)}
            className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3"
          />
          <kbd
            title={messages.nav.search}
            className="rounded-chip border border-b-2 border-hairline-strong bg-cloth-raised px-[7px] py-1 font-mono text-xs leading-none text-ink-2 max-desk:hidden"
          >
            /
          </kbd>
        </label>
      </form>
      {isUnclear && (
        <p id="search-problem" role="alert" className="mt-1.5 text-sm text-fault">
          {words.searchProblem}
        </p>
      )}
    </search>
  );
}
