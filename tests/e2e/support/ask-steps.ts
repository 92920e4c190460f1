import { expect, type Locator, type Page } from '@playwright/test';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { links } from '../../../lib/ui/links.ts';
import { sessionMessages } from '../../../lib/ui/session-messages.ts';
import { askPage, FINAL_MS, openSession } from './ask-page.ts';
import type { Profile } from './launch-profile.ts';
import { openNode } from './node-page.ts';
import { walletPage } from './wallet-page.ts';

const words = askMessages.writing;
export interface NewQuestion {
  title: string;
  text: string;
  tags: string;
}

export async function fillQuestion(page: Page, { title, text, tags }: NewQuestion): Promise<void> {
  const { titleLabel, textLabel, tags: tagsLabel } = words.newQuestion;
  await page.getByRole('textbox', { name: titleLabel }).fill(title);
  await page.getByRole('textbox', { name: textLabel }).fill(text);
  await page.getByRole('textbox', { name: tagsLabel }).fill(`${tags} `);
}

/** Asks as somebody whose wallet was never here: it is asked twice, and signs once. */
export async function askFirst(
  profile: Profile,
  siteUrl: string,
  question: NewQuestion,
): Promise<void> {
  const { page } = profile;
  await openNode(page, siteUrl + links.newQuestion);
  await fillQuestion(page, question);
  await page.getByRole('button', { name: words.newQuestion.submit }).click();
  await connectOnAsk(profile);
  // Shown already, behind the dialog that asks for the one signature.
  await expect(page.locator('h1', { hasText: question.title })).toBeVisible();
  await openFirstSession(profile);
  await expect(page).toHaveURL(/question\/?\?id=\d+/, { timeout: FINAL_MS });
  await nothingPending(page);
}

/** Answers on the page of a question, by the keyboard, with a wallet that was never here. */
export async function answerFirst(profile: Profile, text: string, shown: string): Promise<void> {
  const { page } = profile;
  const editor = page.getByRole('textbox', { name: words.answer.label });
  await editor.fill(text);
  await editor.press('Control+Enter');
  await connectOnAsk(profile);
  await expect(page.getByText(shown)).toBeVisible();
  await openFirstSession(profile);
  await nothingPending(page);
}

export async function comment(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: words.comment.open }).first().click();
  await page.getByRole('textbox', { name: words.comment.label }).fill(text);
  await page.getByRole('button', { name: words.comment.submit }).click();
  await expect(page.getByText(text)).toBeVisible();
  await nothingPending(page);
}

export async function voteUp(page: Page, post: Locator): Promise<void> {
  await post.getByRole('button', { name: askMessages.vote.up, exact: true }).click();
  await expect(post.locator('[data-vote=up]')).toBeVisible();
  await nothingPending(page);
}

/** Everything that was done on the page is final. */
export async function nothingPending(page: Page): Promise<void> {
  for (const chip of [askPage.waiting(page), askPage.pending(page)]) {
    await expect(chip).toHaveCount(0, { timeout: FINAL_MS });
  }
  await expect(page.locator('[data-pending=true]')).toHaveCount(0, { timeout: FINAL_MS });
}

async function connectOnAsk({ page, wallet }: Profile): Promise<void> {
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
}

/** The one signature, after changing to the network that it must name. */
async function openFirstSession(profile: Profile): Promise<void> {
  const { page, wallet } = profile;
  const change = walletPage.switchNetwork(page);
  await expect(page.getByRole('button', { name: sessionMessages.open.submit })).toBeVisible();
  if (await change.isVisible()) {
    await change.click();
    await wallet.approve('Approve');
    await expect(change).toBeHidden();
  }
  await openSession(profile);
}
