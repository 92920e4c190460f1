import { expect, type Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { sessionMessages } from '../../lib/ui/session-messages.ts';
import { expectAccessible } from './support/accessibility.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { openNode } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { confirmAction } from './support/stake-page.ts';
import { walletPage } from './support/wallet-page.ts';

const words = askMessages.writing;
const TITLE = 'How long does a question take to be final?';
/** Neither a chip that a person waits for, nor a second signature. */
const FINAL_MS = 15_000;

test('a newcomer signs once, asks and edits; another answers, comments and votes', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  const asker = await openProfile({ name: 'asker' });
  const { page } = asker;
  await openNode(page, network.siteUrl + links.newQuestion);
  await page.getByRole('textbox', { name: words.newQuestion.titleLabel }).fill(TITLE);
  await page.getByRole('textbox', { name: words.newQuestion.textLabel }).fill('I wait **here**.');
  await page.getByRole('textbox', { name: words.newQuestion.tags }).fill('finality ');
  await expectAccessible(page, 'a new question');
  await takeScreenshots(page, 'ask-new');
  await page.getByRole('button', { name: words.newQuestion.submit }).click();
  await connect(asker);
  // Shown already, behind the dialog that asks for the one signature.
  await expect(page.locator('h1', { hasText: TITLE })).toBeVisible();
  await openSession(asker);
  await expect(page).toHaveURL(/question\/?\?id=\d+/, { timeout: FINAL_MS });
  await expect(page.getByText(askMessages.pending, { exact: true })).toBeHidden();
  await expectAccessible(page, 'the own question');
  await takeScreenshots(page, 'ask-own-question');

  await page.getByRole('button', { name: words.edit.open, exact: true }).click();
  await page.getByRole('textbox', { name: words.edit.label }).fill('I waited a second.');
  await expectAccessible(page, 'editing');
  await takeScreenshots(page, 'ask-edit');
  await page.getByRole('button', { name: words.edit.submit }).click();
  await expect(page.getByText('I waited a second.')).toBeVisible();
  await expect(page.getByText(askMessages.pending, { exact: true })).toBeHidden();

  const helper = await openProfile({ name: 'helper' });
  await openNode(helper.page, page.url());
  await answer(helper);
  await helper.page.getByRole('button', { name: askMessages.vote.up }).first().click();
  await expect(helper.page.locator('[data-vote=up]').first()).toBeVisible();
  await expect(helper.page.locator('[data-pending=true]')).toHaveCount(0, { timeout: FINAL_MS });
  await comment(helper.page);
  await expectAccessible(helper.page, 'after answering');
  await takeScreenshots(helper.page, 'ask-answered');

  await page.getByRole('button', { name: words.actions.accept }).click();
  await expect(page.getByText(askMessages.accepted, { exact: true })).toBeVisible();
  await expect(helper.page.getByText(askMessages.accepted, { exact: true })).toBeVisible({
    timeout: FINAL_MS,
  });
  expect(asker.wallet.questionCount()).toBe(0);
});

async function connect({ page, wallet }: Profile): Promise<void> {
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
}

/** The one signature, after changing to the network that it must name. */
async function openSession(profile: Profile): Promise<void> {
  const { page, wallet } = profile;
  const submit = page.getByRole('button', { name: sessionMessages.open.submit });
  await expect(submit).toBeVisible();
  const change = walletPage.switchNetwork(page);
  if (await change.isVisible()) {
    await change.click();
    await wallet.approve('Approve');
    await expect(change).toBeHidden();
  }
  await submit.click();
  await confirmAction(profile, 'SessionOpen');
  await expect(submit).toBeHidden({ timeout: FINAL_MS });
}

async function answer(helper: Profile): Promise<void> {
  const { page, wallet } = helper;
  await wallet.selectAccount(2);
  const editor = page.getByRole('textbox', { name: words.answer.label });
  await editor.fill('About **a second**.');
  await editor.press('Control+Enter');
  await connect(helper);
  await expect(page.getByText('About a second.')).toBeVisible();
  await openSession(helper);
  await expect(page.getByText(askMessages.pending, { exact: true })).toBeHidden();
}

async function comment(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.comment.open }).first().click();
  await page.getByRole('textbox', { name: words.comment.label }).fill('Measured here.');
  await page.getByRole('button', { name: words.comment.submit }).click();
  await expect(page.getByText('Measured here.')).toBeVisible();
  await expect(page.getByText(askMessages.pending, { exact: true })).toBeHidden();
}
