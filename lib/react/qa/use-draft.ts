import { useCallback, useEffect, useRef, useState } from 'react';
import type { QuestionText } from '../../client/qa/actions.ts';
import { keepDraft, readDraft } from '../../client/qa/drafts.ts';
import { useWallet } from '../wallet/use-wallet.ts';

export interface KeptText {
  text: QuestionText;
  change(part: Partial<QuestionText>): void;
  /** When this browser kept it. */
  savedAtMs: number | undefined;
  /** Empties the form, and keeps the draft until it is known that it is not needed any more. */
  clear(): void;
  /** What was kept is not needed any more, unless something else is written by now. */
  forget(): void;
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

  useEffect(() => {
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
      keep(key, place, text, atMs);
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
  const forget = useCallback(() => {
    if (!isUntouched) return;
    unsaved.current = undefined;
    for (const each of [key, `${KEY}${NOBODY}`]) keep(each, place, NOTHING, 0);
  }, [key, place, isUntouched]);
  return { text, change, savedAtMs, clear, forget, isUntouched };
}

function readKept(key: string, place: string) {
  const storage = browserStorage();
  if (!storage) return undefined;
  return readDraft(storage, key, place) ?? readDraft(storage, `${KEY}${NOBODY}`, place);
}

function keep(key: string, place: string, text: QuestionText, savedAtMs: number): void {
  const storage = browserStorage();
  if (storage) keepDraft(storage, key, place, { ...text, savedAtMs });
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
