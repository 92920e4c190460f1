import { chrome } from './chrome.ts';
import { accountChoices, button, element } from './element.ts';
import type { Question, WindowMessage } from './messages.ts';

const KEEP_ALIVE_MS = 20_000;
const id = location.hash.slice(1);
const main = document.querySelector('main');

void show();

async function show(): Promise<void> {
  const question = await ask<Question | undefined>({ type: 'question', id });
  if (!question || !main) return window.close();
  const { list, inputs } = accountChoices('checkbox', question.accounts, question.selected);
  main.append(
    element('h1', question.title),
    definitions([
      { label: 'Site', value: question.origin },
      { label: 'Method', value: question.method },
    ]),
    ...question.sections.flatMap(({ heading, rows }) => [
      element('h2', heading),
      definitions(rows),
    ]),
    ...(question.accounts.length > 0 ? [list] : []),
    button('Cancel', () => answer(false, [])),
    button(question.approveLabel, () => {
      const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
      return answer(true, chosen);
    }),
  );
  main.ariaBusy = 'false';
  // The browser ends a silent service worker after 30 s, and with it the question.
  setInterval(() => void ask({ type: 'question', id }), KEEP_ALIVE_MS);
}

async function answer(approved: boolean, accounts: string[]): Promise<void> {
  await ask({ type: 'answer', id, approved, accounts });
  window.close();
}

function definitions(rows: Question['sections'][number]['rows']): HTMLElement {
  return element(
    'dl',
    ...rows.flatMap(({ label, value }) => [element('dt', label), element('dd', value)]),
  );
}

function ask<Answer>(message: WindowMessage): Promise<Answer> {
  return chrome.runtime.sendMessage<Answer>(message);
}
