import { expect, type Page } from '@playwright/test';
import { BOUNTY_ACCOUNT } from '../../lib/modules/qa/keys.ts';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { askPage, FINAL_MS } from './support/ask-page.ts';
import { answerFirst, askFirst, nothingPending } from './support/ask-steps.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { accountOf, openNode } from './support/node-page.ts';
import { sendSignedAction } from './support/send-signed.ts';
import { finishDialog, openAs } from './support/sponsor-page.ts';
import { confirmAction } from './support/stake-page.ts';
import { testAccount } from './support/test-accounts.ts';
import { goToWallet } from './support/wallet-page.ts';

const words = askMessages.writing;
const COIN = 10n ** 18n;
const BOUNTY_WEI = COIN / 2n;
const DAY_MS = 86_400_000;
const FUNDED_MS = 60_000;
const [ASKER, ANSWERER] = [testAccount(2), testAccount(3)];
const QUESTION = {
  title: 'Who counts the votes of a view?',
  text: 'I offer coins for a good answer.',
  tags: 'consensus',
};

test('a bounty leaves its asker, waits, and is paid once', async ({ network, openProfile }) => {
  test.setTimeout(200_000);
  const asker = await openProfile({ name: 'asker' });
  await asker.wallet.selectAccount(3);
  await askFirst(asker, network.siteUrl, QUESTION);
  const question = BigInt(new URL(asker.page.url()).searchParams.get('id') ?? '');
  await test.step('it is offered', () => offer(asker));
  await test.step('and locked', () => expectLocked(asker, question));

  const answerer = await openProfile({ name: 'answerer' });
  await answerer.wallet.selectAccount(4);
  await test.step('somebody finds it and answers', () => answer(answerer, network.siteUrl));
  await test.step('it is paid once', () => payOnce(asker, answerer, question));
});

test('who likes the place adds tokens to the pool that points turn into', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  const { address } = testAccount(0);
  await openAs(profile, network.siteUrl, 1);
  await openNode(page, network.siteUrl + links.person(address));
  const pool = askPage.pool(page);
  await expect(pool).not.toHaveAttribute('data-pool', '0', { timeout: FUNDED_MS });
  const before = BigInt((await pool.getAttribute('data-pool')) ?? '');
  await page.getByRole('button', { name: words.karma.fund }).click();
  const dialog = page.getByRole('dialog');
  const amount = dialog.getByRole('textbox', { name: words.fund.amount });
  await expect(dialog).toContainText(/You have [\d,.]+YARN/);
  await amount.fill('5000');
  await dialog.getByRole('button', { name: words.fund.empty, exact: true }).click();
  await expect(dialog).toContainText(words.fund.tooMuch);
  await inspect(page, 'fund-too-much');
  await amount.fill('12.5');
  const submit = words.fund.submit('12.5', 'YARN');
  await dialog.getByRole('button', { name: submit }).click();
  await wallet.cancel();
  await expect(dialog.locator('[data-error-code="wallet/rejected"]')).toBeVisible();
  await inspect(page, 'fund-rejected');
  await finishDialog(profile, submit, 'QaFund');
  await expect(pool).toHaveAttribute('data-pool', `${before + (25n * COIN) / 2n}`);
  await inspect(page, 'fund-done');
});

async function offer(asker: Profile): Promise<void> {
  const { page } = asker;
  await page.getByRole('button', { name: words.actions.bounty }).click();
  const dialog = page.getByRole('dialog');
  const amount = dialog.getByRole('textbox', { name: words.bounty.amount });
  await amount.fill('0.0001');
  await dialog.getByRole('button', { name: words.bounty.empty, exact: true }).click();
  await expect(dialog).toContainText(words.bounty.tooLittle('0.001 ETH'));
  await inspect(page, 'bounty-too-little');
  await amount.fill('0.5');
  await dialog.getByText(words.bounty.daysOf(3), { exact: true }).click();
  await inspect(page, 'bounty-offer');
  const before = await accountOf(page, ASKER.address);
  await finishDialog(asker, words.bounty.submit('0.5', 'ETH'), 'QaOfferBounty');
  await expect(page.getByText(askMessages.bounty('0.5 ETH'))).toBeVisible();
  await inspect(page, 'bounty-open');
  await goToWallet(page);
  const balance = page.locator('[data-balance-wei]');
  const left = async () => BigInt((await balance.getAttribute('data-balance-wei')) ?? '');
  const fees = before.balanceWei - BOUNTY_WEI - (await left());
  expect(fees, 'the bounty left, and a fee at most').toBeGreaterThanOrEqual(0n);
  expect(fees).toBeLessThan(COIN / 100n);
  await page.goBack();
  await expect(askPage.question(page)).toBeVisible();
}

/** Nobody takes it back before its days are over, whatever he sends and whatever his clock says. */
async function expectLocked({ page, context, wallet }: Profile, question: bigint): Promise<void> {
  const takeBack = page.getByRole('button', { name: words.actions.takeBack });
  await expect(takeBack).toBeDisabled();
  await expect(takeBack).toContainText(/It waits (3 d|2 d 23 h) more/);
  for (const [from, code] of [
    [ASKER, 'qa/bounty-still-open'],
    [ANSWERER, 'qa/not-yours'],
  ] as const) {
    const values = { question };
    const sent = await sendSignedAction(page, { from, primaryType: 'QaTakeBackBounty', values });
    expect(sent.failure).toBe(code);
  }
  const later = await context.newPage();
  await later.clock.setFixedTime(Date.now() + 4 * DAY_MS);
  await openNode(later, page.url());
  await later.getByRole('button', { name: words.actions.takeBack }).click();
  const dialog = later.getByRole('dialog');
  await expect(dialog).toContainText(words.bounty.takeBackLead('0.5 ETH'));
  await inspect(later, 'bounty-take-back');
  await later.clock.setFixedTime(Date.now());
  const takeBackNow = dialog.getByRole('button', { name: words.bounty.takeBack });
  await takeBackNow.click();
  await confirmAction({ wallet }, 'QaTakeBackBounty');
  await expect(dialog.locator('[data-error-code="qa/bounty-still-open"]')).toBeVisible();
  await expect(takeBackNow, 'it can be tried again once its block is final').toBeEnabled();
  await inspect(later, 'bounty-still-open');
  await later.close();
  expect((await accountOf(page, BOUNTY_ACCOUNT)).balanceWei).toBe(BOUNTY_WEI);
}

async function answer(answerer: Profile, siteUrl: string): Promise<void> {
  const { page } = answerer;
  await openNode(page, siteUrl + links.ask);
  await page.getByRole('link', { name: askMessages.list.orders.bounty, exact: true }).click();
  await expect(page).toHaveURL(/bounty/);
  const listed = askPage.listed(page, QUESTION.title);
  await expect(listed).toBeVisible();
  await inspect(page, 'bounty-list');
  await listed.getByRole('link').click();
  await answerFirst(answerer, 'Whoever is asked for a block.', 'Whoever is asked for a block.');
}

async function payOnce(asker: Profile, answerer: Profile, question: bigint): Promise<void> {
  const { page } = asker;
  const held = async () => (await accountOf(page, ANSWERER.address)).balanceWei;
  const before = await held();
  await page.getByRole('button', { name: words.actions.accept, exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(words.bounty.payLead('0.5 ETH'));
  await inspect(page, 'bounty-pay');
  await finishDialog(asker, words.bounty.pay('0.5 ETH'), 'QaAccept');
  await expect.poll(held).toBe(before + BOUNTY_WEI);
  for (const each of [page, answerer.page]) {
    await expect(askPage.accepted(each)).toBeVisible({ timeout: FINAL_MS });
    await expect(each.getByText(askMessages.bounty('0.5 ETH'))).toHaveCount(0);
  }
  await inspect(page, 'bounty-paid');
  await acceptance(page, words.actions.unaccept);
  await acceptance(page, words.actions.accept);
  const values = { question };
  const taken = { from: ASKER, primaryType: 'QaTakeBackBounty', values };
  expect((await sendSignedAction(page, taken)).failure).toBe('qa/no-bounty');
  expect(await held()).toBe(before + BOUNTY_WEI);
  expect((await accountOf(page, BOUNTY_ACCOUNT)).balanceWei).toBe(0n);
}

async function acceptance(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const other = name === words.actions.accept ? words.actions.unaccept : words.actions.accept;
  await expect(page.getByRole('button', { name: other, exact: true })).toBeVisible();
  await nothingPending(page);
}
