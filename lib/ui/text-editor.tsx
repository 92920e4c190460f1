'use client';
import { type ReactNode, useId, useState } from 'react';
import { utf8Length } from '../core/utf8.ts';
import { askMessages } from './ask-messages.ts';
import { cx } from './cx.ts';
import { Markdown } from './markdown.tsx';

const words = askMessages.writing.editor;
/** From this part of the limit on it is said how much room is left. */
const NEAR = 0.8;

export interface TextEditorProps {
  label: string;
  /** True where a heading says the same. */
  isLabelHidden?: boolean;
  value: string;
  onChange(text: string): void;
  maxBytes: number | undefined;
  problem?: string | undefined;
  rows?: number;
  /** Under the text: what it costs, and the button. */
  foot?: ReactNode;
  /** A short text has no help of its own. */
  isShort?: boolean;
  autoFocus?: boolean;
}

/** Markdown, and how it will look. */
export function TextEditor(props: TextEditorProps) {
  const { label, isLabelHidden = false, value, onChange, maxBytes, problem, rows = 8 } = props;
  const { foot, isShort = false, autoFocus = false } = props;
  const id = useId();
  const [isPreview, setPreview] = useState(false);
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-3 text-sm">
        <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium text-ink-2'}>
          {label}
        </label>
        <ModeChoice isPreview={isPreview} onChoose={setPreview} />
      </div>
      <div
        className={cx(
          'overflow-hidden rounded-[14px] border bg-cloth-top [--ground:var(--cloth-top)] focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          problem === undefined ? 'border-outline' : 'border-fault-line',
        )}
      >
        <textarea
          id={id}
          hidden={isPreview}
          value={value}
          rows={rows}
          // biome-ignore lint/a11y/noAutofocus: it opens where a person pressed a button to write
          autoFocus={autoFocus}
          spellCheck
          dir="auto"
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-help ${id}-problem`}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="block min-h-20 w-full resize-y bg-transparent px-4 py-3.5 leading-[1.6] outline-none placeholder:text-ink-3 [&[hidden]]:hidden"
        />
        {isPreview && (
          <section aria-label={words.preview} className="min-h-20 px-4 py-3.5">
            {value.trim() === '' ? (
              <p className="text-ink-2">{words.nothing}</p>
            ) : (
              <Markdown text={value} />
            )}
          </section>
        )}
        {foot && (
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 border-t border-hairline py-2.5 pr-3 pl-4 text-xs text-ink-2">
            {foot}
          </div>
        )}
      </div>
      <div className="mt-1.5 flex flex-wrap justify-between gap-x-4 gap-y-1 text-xs text-ink-2">
        <span id={`${id}-help`}>{isShort ? words.keys : words.help}</span>
        <Room value={value} maxBytes={maxBytes} />
      </div>
      <p id={`${id}-problem`} aria-live="polite" className="text-sm text-fault">
        {problem}
      </p>
    </div>
  );
}

function ModeChoice({
  isPreview,
  onChoose,
}: {
  isPreview: boolean;
  onChoose: (isPreview: boolean) => void;
}) {
  return (
    <fieldset
      aria-label={words.mode}
      className="inline-flex gap-0.5 rounded-[11px] bg-cloth-sunken p-[3px]"
    >
      {[false, true].map((each) => (
        <button
          key={`${each}`}
          type="button"
          aria-pressed={each === isPreview}
          onClick={() => onChoose(each)}
          className={cx(
            'h-[30px] rounded-[8px] px-3 text-sm font-medium max-desk:h-11',
            each === isPreview
              ? 'bg-cloth-top text-ink shadow-low ring ring-hairline'
              : 'text-ink-2 hover:text-ink',
          )}
        >
          {each ? words.preview : words.write}
        </button>
      ))}
    </fieldset>
  );
}

/** Nothing far from the limit, for whom bytes are of no interest. */
function Room({ value, maxBytes }: { value: string; maxBytes: number | undefined }) {
  // A character has three bytes at most, counted as a script counts it.
  if (maxBytes === undefined || value.length * 3 < maxBytes * NEAR) return null;
  const bytes = utf8Length(value);
  if (bytes < maxBytes * NEAR) return null;
  const isTooLong = bytes > maxBytes;
  return (
    <span className={cx(isTooLong && 'text-fault')}>
      {isTooLong ? words.tooLong(bytes - maxBytes) : words.of(bytes, maxBytes)}
    </span>
  );
}
