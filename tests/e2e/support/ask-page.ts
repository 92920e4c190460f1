import { expect, type Locator, type Page } from '@playwright/test';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { sessionMessages } from '../../../lib/ui/session-messages.ts';
import type { Profile } from './launch-profile.ts';
import type { WeftWindow } from './node-page.ts';
import { sendSignedAction } from './send-signed.ts';
import { confirmAction } from './stake-page.ts';
import { testAccount } from './test-accounts.ts';

const { actions, edit } = askMessages.writing;
/** Neither a chip that a person waits for, nor a second signature. */
export const FINAL_MS = 15_000;
/** More than any action here costs. */
const FEE_MAX_WEI = 10n ** 16n;

/** What a person finds on a page about a question. */
export const askPage = {
  title: (page: Page): Locator => page.getByRole('heading', { level: 1 }),
  post: (page: Page, id: bigint): Locator => page.locator(`[data-post="${id}"]`),
  action: (post: Locator, name: keyof typeof actions & string): Locator =>
    post.getByRole('button', { name: `${actions[name]}`, exact: true }),
  edit: (post: Locator): Locator => post.getByRole('button', { name: edit.open, exact: true }),
  votes: (post: Locator): Locator => post.locator('[data-vote]'),
  waiting: (page: Page): Locator =>
    page.getByRole('main').getByText(askMessages.writing.waiting, { exact: true }),
  pending: (page: Page): Locator =>
    page.getByRole('main').getByText(askMessages.pending, { exact: true }),
  question: (page: Page): Locator => page.getByRole('article', { name: /^Question of/ }),
  answer: (page: Page): Locator => page.getByRole('article', { name: /^Answer of/ }),
  /** In a list. */
  listed: (page: Page, title: string): Locator => page.getByRole('heading', { name: title }),
  accepted: (page: Page): Locator => page.getByText(askMessages.accepted, { exact: true }),
  /** Tokens that points turn into. */
  pool: (page: Page): Locator => page.locator('[data-pool]'),
};

/** The one signature, which the first post of a browser asks for. */
export async function openSession(profile: Profile): Promise<void> {
  const submit = profile.page.getByRole('button', { name: sessionMessages.open.submit });
  await submit.click();
  await confirmAction(profile, 'SessionOpen');
  await expect(submit).toBeHidden({ timeout: FINAL_MS });
}

/** Something that a test account with coins does elsewhere, until it is final here. */
export async function act(
  page: Page,
  account: number,
  primaryType: string,
  values: Readonly<Record<string, string | bigint>>,
): Promise<void> {
  const from = testAccount(account);
  await sendSignedAction(page, { from, primaryType, values, feeMaxWei: FEE_MAX_WEI });
}

/** A question that a test account asks elsewhere. */
export async function ask(page: Page, account: number, title: string): Promise<bigint> {
  await act(page, account, 'QaAsk', { title, text: `${title} Tell me.`, tags: 'looms' });
  return questionIdOf(page, title);
}

export function questionIdOf(page: Page, title: string): Promise<bigint> {
  return page.evaluate(async (words) => {
    const { weft } = window as unknown as WeftWindow;
    const { value } = await weft.query('qa', 'list', { order: 'new', words, limit: 1 });
    return (value as { questions: { id: bigint }[] }).questions[0]?.id ?? 0n;
  }, title);
}

/** Texts of the answers that final state has. */
export function answersOf(page: Page, id: bigint): Promise<string[]> {
  return page.evaluate(async (question) => {
    const { weft } = window as unknown as WeftWindow;
    const { value } = await weft.query('qa', 'question', { id: question });
    return (value as { answers: { text: string }[] } | null)?.answers.map(({ text }) => text) ?? [];
  }, id);
}
