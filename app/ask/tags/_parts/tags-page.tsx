'use client';
import { useState } from 'react';
import { useTags } from '../../../../lib/react/qa/use-tags.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Empty } from '../../../../lib/ui/empty.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { PageHead } from '../../../../lib/ui/page-head.tsx';
import { SEARCH_INPUT_ID } from '../../../../lib/ui/search-form.tsx';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { AskReading } from '../../_parts/ask-reading.tsx';
import { ITEM } from '../../_parts/items.ts';
import { NodeNotice } from '../../_parts/node-notice.tsx';
import { TagChip } from '../../_parts/tag-chip.tsx';

const words = askMessages.tags;
const SHOWN = 60;

/** The tags of most questions, and any other by its first letters. */
export function TagsPage() {
  const [text, setText] = useState('');
  const prefix = text.trim().toLowerCase();
  const tags = useTags({ prefix: prefix === '' ? undefined : prefix, limit: SHOWN });
  return (
    <>
      <AskCrumb here={words.title} />
      <PageHead title={words.title} lead={words.lead} />
      <NodeNotice />
      <div className="mb-6 max-w-[320px]">
        <Field
          id={SEARCH_INPUT_ID}
          label={words.find}
          value={text}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {!tags.value ? (
        <AskReading problem={tags.problem} />
      ) : tags.value.length === 0 ? (
        <Empty picture="loose" title={prefix === '' ? words.none : words.nothing(prefix)}>
          {prefix === '' ? words.noneNext : words.nothingNext}
        </Empty>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-x-6">
          {tags.value.map(({ name, questions }) => (
            <li
              key={name}
              {...{ [ITEM]: '' }}
              className="flex min-h-12 items-center justify-between gap-3 border-b border-hairline text-sm"
            >
              <TagChip name={name} />
              <span className="text-ink-2">{words.count(questions)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
