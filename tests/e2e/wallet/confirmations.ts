import { providerErrors } from '@metamask/rpc-errors';
import { chrome } from './chrome.ts';
import type { Question } from './messages.ts';

export interface Confirmations {
  /** Opens the popup; resolves with the chosen accounts. @throws 4001 when the person declines. */
  ask(question: Question): Promise<string[]>;
  questionOf(id: string): Question | undefined;
  answer(id: string, approved: boolean, accounts: string[]): void;
  isAsking(origin: string, methods: readonly string[]): boolean;
}

interface Waiting {
  question: Question;
  windowId?: number;
  resolve: (accounts: string[]) => void;
  reject: (error: unknown) => void;
}

/** Questions that wait for the person, each in a window of its own. */
export function createConfirmations(): Confirmations {
  const waiting = new Map<string, Waiting>();

  function answer(id: string, approved: boolean, accounts: string[]): void {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    if (approved) entry.resolve(accounts);
    else entry.reject(providerErrors.userRejectedRequest());
  }

  chrome.windows.onRemoved.addListener((windowId) => {
    for (const [id, entry] of waiting) if (entry.windowId === windowId) answer(id, false, []);
  });

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = crypto.randomUUID();
        const entry: Waiting = { question, resolve, reject };
        waiting.set(id, entry);
        openWindow(id).then((windowId) => {
          entry.windowId = windowId;
        }, reject);
      }),
    questionOf: (id) => waiting.get(id)?.question,
    answer,
    isAsking: (origin, methods) =>
      [...waiting.values()].some(
        ({ question }) => question.origin === origin && methods.includes(question.method),
      ),
  };
}

async function openWindow(id: string): Promise<number | undefined> {
  const url = `popup.html#${id}`;
  const window = await chrome.windows.create({ url, type: 'popup', width: 380, height: 640 });
  return window.id;
}
