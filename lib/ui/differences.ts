import { diffWordsWithSpace } from 'diff';
import { MAX_SHOWN_EDITS } from '../core/limits.ts';

export interface DifferencePart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

const PATIENCE_MS = 300;

/** How one text became another, word by word; undefined when too much differs. */
export function differences(before: string, after: string): DifferencePart[] | undefined {
  const changes = diffWordsWithSpace(before, after, {
    maxEditLength: MAX_SHOWN_EDITS,
    timeout: PATIENCE_MS,
  });
  return changes?.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
