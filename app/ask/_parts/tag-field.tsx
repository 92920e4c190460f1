'use client';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTags } from '../../../lib/react/qa/use-tags.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { cx } from '../../../lib/ui/cx.ts';
import { tagsFromText } from './tags-from-text.ts';

const words = askMessages.writing.newQuestion;
const SUGGESTED = 6;

/** What a question is about: words of small letters, each with a way out. */
export function TagField({
  tags,
  most,
  problem,
  onChange,
}: {
  tags: readonly string[];
  most: number;
  problem: string | undefined;
  onChange: (tags: string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const prefix = tagsFromText(typed)[0] ?? '';
  const isFull = tags.length >= most;

  const add = (text: string) => {
    const more = tagsFromText(text).filter((tag) => !tags.includes(tag));
    if (more.length > 0 && !isFull) onChange([...tags, ...more].slice(0, most));
    setTyped('');
  };
  // Typed ends are keys; pasted ones, and those of a phone's keyboard, come inside the text.
  const type = (text: string) => (/[\s,]/.test(text) ? add(text) : setTyped(text));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && typed === '') onChange(tags.slice(0, -1));
    const isEnd = event.key === ' ' || event.key === ',' || event.key === 'Enter';
    if (!isEnd || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add(typed);
  };

  return (
    <div className="text-sm">
      <label htmlFor={id} className="mb-1.5 block font-medium text-ink-2">
        {words.tags}
      </label>
      <div
        className={cx(
          'flex min-h-12 flex-wrap items-center gap-2 rounded-field border bg-cloth-top px-3 py-1.5 focus-within:border-transparent focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          problem === undefined ? 'border-outline' : 'border-fault-line',
        )}
      >
        <ChosenTags tags={tags} onChange={onChange} />
        <input
          id={id}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          readOnly={isFull}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-hint ${id}-problem`}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => add(typed)}
          className="h-9 min-w-24 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <Explanation id={id} most={most} problem={problem} />
      {/* Of one height whatever it holds: a press of the button below must not miss it. */}
      <div className="mt-1 h-8 overflow-hidden max-desk:h-11">
        {!isFull && <Suggestions prefix={prefix} chosen={tags} onAdd={add} />}
      </div>
    </div>
  );
}

function Explanation({
  id,
  most,
  problem,
}: {
  id: string;
  most: number;
  problem: string | undefined;
}) {
  return (
    <>
      <p id={`${id}-hint`} className="mt-1.5 text-ink-2">
        {words.tagsHint(most)}
      </p>
      <p id={`${id}-problem`} aria-live="polite" className="text-fault">
        {problem}
      </p>
    </>
  );
}

function ChosenTags({
  tags,
  onChange,
}: {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
}) {
  const remove = (tag: string) => onChange(tags.filter((each) => each !== tag));
  return tags.map((tag) => <ChosenTag key={tag} tag={tag} onRemove={() => remove(tag)} />);
}

function ChosenTag({ tag, onRemove }: { tag: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-8 items-center gap-1 rounded-chip bg-cloth-sunken pl-2.5 text-xs font-[540] max-desk:h-9">
      {tag}
      <button
        type="button"
        aria-label={words.removeTag(tag)}
        onClick={onRemove}
        className="inline-grid h-full w-7 place-items-center rounded-chip text-ink-2 hover:text-ink max-desk:w-9"
      >
        <X size={13} aria-hidden="true" />
      </button>
    </span>
  );
}

function Suggestions({
  prefix,
  chosen,
  onAdd,
}: {
  prefix: string;
  chosen: readonly string[];
  onAdd: (tag: string) => void;
}) {
  const known = useTags({ prefix: prefix === '' ? undefined : prefix, limit: SUGGESTED }).value;
  const suggested = known?.filter(({ name }) => !chosen.includes(name)) ?? [];
  if (suggested.length === 0) return null;
  return (
    <ul aria-label={words.suggestions} className="flex flex-wrap gap-2">
      {suggested.map(({ name }) => (
        <li key={name}>
          <button
            type="button"
            // The field would lose the focus, and take what is typed for a tag.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAdd(name)}
            className="h-8 rounded-chip px-2.5 text-xs text-ink-2 inset-ring inset-ring-hairline-strong hover:text-ink hover:inset-ring-outline max-desk:h-11"
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
