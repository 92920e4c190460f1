import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { QuestionText } from '../../client/qa/actions.ts';
import { type Draft, forgetDraft, keepDraft, readDraft } from '../../client/qa/drafts.ts';
import { type OutboxItem, placeOf, writtenIn } from '../../client/qa/outbox-item.ts';
import { useWallet } from '../wallet/use-wallet.ts';

export interface KeptText {
  text: QuestionText;
  change(part: Partial<QuestionText>): void;
  /** When this browser kept it. */
  savedAtMs: number | undefined;
  /** Empties the form; the draft is kept until the node has it. */
  clear(): void;
  /** Nothing was typed since the form was empty. */
  isUntouched: boolean;
}

/** What is being written at a place, kept in this browser for the account. */
export function useDraft(place: string, initial: QuestionText): KeptText {
  const { account } = useWallet();
  const key = `${KEY}${account ?? NOBODY}`;
  const [text, setText] = useState(initial);
  const [savedAtMs, setSavedAtMs] = useState<number>();
  const [isUntouched, setUntouched] = useState(true);
  const [isCleared, setCleared] = useState(false);
  const unsaved = useRef<() => void>(undefined);

  useLayoutEffect(() => {
    if (!isUntouched || isCleared) return;
    const kept = readKept(key, place);
    if (!kept) return;
    setText(kept);
    setSavedAtMs(kept.savedAtMs);
  }, [key, place, isUntouched, isCleared]);

  useEffect(() => {
    if (isUntouched) return;
    const save = () => {
      unsaved.current = undefined;
      const atMs = Date.now();
      keep(key, place, { ...text, savedAtMs: atMs });
      setSavedAtMs(atMs);
    };
    unsaved.current = save;
    const timer = setTimeout(save, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, place, text, isUntouched]);

  useEffect(() => {
    const saveNow = () => unsaved.current?.();
    addEventListener('pagehide', saveNow);
    return () => {
      removeEventListener('pagehide', saveNow);
      saveNow();
    };
  }, []);

  const change = useCallback((part: Partial<QuestionText>) => {
    setUntouched(false);
    setText((before) => ({ ...before, ...part }));
  }, []);
  const clear = useCallback(() => {
    unsaved.current?.();
    unsaved.current = undefined;
    setText(NOTHING);
    setSavedAtMs(undefined);
    setCleared(true);
    setUntouched(true);
  }, []);
  return { text, change, savedAtMs, clear, isUntouched };
}

/** Forgets the drafts of what the node has, wherever it was written. */
export function useSentDrafts(items: readonly OutboxItem[]): void {
  const { account } = useWallet();
  useEffect(() => {
    const storage = browserStorage();
    if (!storage || !account) return;
    for (const item of items) {
      if (item.state !== 'pending' && item.state !== 'final') continue;
      for (const who of [account, NOBODY]) {
        forgetDraft(storage, `${KEY}${who}`, placeOf(item), writtenIn(item));
      }
    }
  }, [items, account]);
}

function readKept(key: string, place: string) {
  const storage = browserStorage();
  if (!storage) return undefined;
  return readDraft(storage, key, place) ?? readDraft(storage, `${KEY}${NOBODY}`, place);
}

function keep(key: string, place: string, draft: Draft): void {
  const storage = browserStorage();
  if (storage) keepDraft(storage, key, place, draft);
}

function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

const NOTHING: QuestionText = { title: '', text: '', tags: [] };
const KEY = 'weft.ask-drafts.';
/** Before a wallet is connected. */
const NOBODY = 'nobody';
const SAVE_AFTER_MS = 400;
