import { useCallback, useEffect, useState } from 'react';
import { type Draft, draftFromText, textFromDraft } from '../../client/bridge/draft.ts';

export interface KeptDraft {
  draft: Draft;
  change(change: (before: Draft) => Draft): void;
  /** No reload brings it back until it is changed. */
  forget(): void;
}

/** The form of a transfer: a reload of the tab keeps what a person typed. */
export function useKeptDraft(initial: Draft): KeptDraft {
  const [draft, setDraft] = useState<Draft>(() => read() ?? initial);
  const [isKept, setKept] = useState(true);
  const isTyped = draft.text !== '' || draft.recipient !== '';
  useEffect(() => write(isKept && isTyped ? draft : undefined), [draft, isKept, isTyped]);
  const change = useCallback((next: (before: Draft) => Draft) => {
    setKept(true);
    setDraft(next);
  }, []);
  const forget = useCallback(() => setKept(false), []);
  return { draft, change, forget };
}

function read(): Draft | undefined {
  try {
    return draftFromText(window.sessionStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}

function write(draft: Draft | undefined): void {
  try {
    if (draft) window.sessionStorage.setItem(KEY, textFromDraft(draft));
    else window.sessionStorage.removeItem(KEY);
  } catch {
    // The browser keeps nothing for this site: the form is there while the page is open.
  }
}

const KEY = 'weft.draft';
