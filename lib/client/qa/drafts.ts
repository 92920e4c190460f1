import * as v from 'valibot';
import { MAX_DRAFTS } from '../../core/limits.ts';
import { MAX_TAGS } from '../../core/module-limits.ts';
import type { TextStorage } from '../bridge/sent-log.ts';
import { count, name, text } from '../schema-parts.ts';
import type { QuestionText } from './actions.ts';

/** What somebody has written and not sent. */
export type Draft = QuestionText & { savedAtMs: number };

const drafts = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      ...{ place: name, title: text, text, savedAtMs: count },
      tags: v.pipe(v.array(name), v.maxLength(MAX_TAGS)),
      edits: v.exactOptional(count),
    }),
  ),
  v.maxLength(MAX_DRAFTS),
);

type Placed = v.InferOutput<typeof drafts>[number];

/** The draft of a place, as `placeOf` names it; undefined if there is none. */
export function readDraft(storage: TextStorage, key: string, place: string): Draft | undefined {
  return all(storage, key).find((each) => each.place === place);
}

/**
 * Keeps a draft, or forgets it if nothing is written. The newest MAX_DRAFTS are kept. Does nothing
 * where the browser keeps nothing for this site.
 */
export function keepDraft(storage: TextStorage, key: string, place: string, draft: Draft): void {
  const others = all(storage, key).filter((each) => each.place !== place);
  const isEmpty = (draft.title + draft.text).trim() === '' && draft.tags.length === 0;
  const placed: Placed = { ...draft, place, tags: [...draft.tags] };
  write(storage, key, isEmpty ? others : [...others, placed].slice(-MAX_DRAFTS));
}

/** The node has what was written there: it is lost no more. What is another text by now stays. */
export function forgetDraft(
  storage: TextStorage,
  key: string,
  place: string,
  sent: QuestionText,
): void {
  const kept = all(storage, key);
  const rest = kept.filter((each) => each.place !== place || !isSame(each, sent));
  if (rest.length < kept.length) write(storage, key, rest);
}

function isSame(one: QuestionText, other: QuestionText): boolean {
  const isSameText = one.title === other.title && one.text === other.text;
  return isSameText && one.tags.join(' ') === other.tags.join(' ');
}

function write(storage: TextStorage, key: string, next: readonly Placed[]): void {
  try {
    if (next.length > 0) storage.setItem(key, JSON.stringify(next));
    else storage.removeItem(key);
  } catch {
    // No room: it is there while the page is open.
  }
}

function all(storage: TextStorage, key: string): Placed[] {
  try {
    const parsed = v.safeParse(drafts, storage.getItem(key) ?? '[]');
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}
