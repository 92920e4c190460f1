import type { PostVersion } from '../../../../lib/client/qa/views.ts';
import { AccountAddress } from '../../../../lib/ui/address.tsx';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { ITEM } from '../../_parts/items.ts';
import { TextDifference } from './text-difference.tsx';

const words = askMessages.history;

/** One text of a post, with what it changed in the one before. */
export function Version({
  number,
  isNewest,
  version,
  before,
  nowMs,
}: {
  number: number;
  isNewest: boolean;
  version: PostVersion;
  /** Absent for the first. */
  before: PostVersion | undefined;
  nowMs: number;
}) {
  const tags = version.tags.join(' ');
  const tagsBefore = before?.tags.join(' ');
  return (
    <li {...{ [ITEM]: '' }} tabIndex={-1} className="border-t border-hairline py-6">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
        <h2 className="flex flex-wrap items-center gap-2 text-base">
          {words.version(number)}
          {isNewest && <Chip kind="final">{words.now}</Chip>}
          {!before && <Chip>{words.first}</Chip>}
        </h2>
        <span className="flex flex-wrap items-center gap-x-2.5 text-ink-2">
          {words.editor} <AccountAddress address={version.editor} />
          <Ago timestampMs={version.atMs} nowMs={nowMs} />
        </span>
      </div>
      {version.title !== '' && (!before || before.title !== version.title) && (
        <Changed label={words.titleChanged} text={version.title} before={before?.title} />
      )}
      {tags !== '' && (!before || tags !== tagsBefore) && (
        <Changed label={words.tagsChanged} text={tags} before={tagsBefore} />
      )}
      {before?.text === version.text ? (
        <p className="text-sm text-ink-2">{words.same}</p>
      ) : (
        <Changed label={words.text} text={version.text} before={before?.text} />
      )}
    </li>
  );
}

function Changed({
  label,
  text,
  before,
}: {
  label: string;
  text: string;
  before: string | undefined;
}) {
  return (
    <section className="mb-4">
      <h3 className="mb-1.5 text-sm text-ink-2">{label}</h3>
      <TextDifference before={before} after={text} />
    </section>
  );
}
