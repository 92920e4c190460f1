import { expect, type Page } from '@playwright/test';
import { links } from '../../lib/ui/links.ts';
import { bridgePage, fillAmount, formIsReady, openBridge } from './support/bridge-page.ts';
import { test } from './support/fixtures.ts';
import { holdBlocks } from './support/hold-blocks.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { accountOf, openNode } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { testAccount } from './support/test-accounts.ts';
import { answerBeside } from './support/wallet-control.ts';
import { walletPage } from './support/wallet-page.ts';

const OWNER = testAccount(0).address;
const ETHER = 10n ** 18n;

test('before a wallet is connected the page says whom each lane trusts', async ({
  network,
  openProfile,
}) => {
  const { page, wallet } = await openProfile();
  await openNode(page, network.siteUrl + links.bridge);
  const lanes = page.getByRole('region', { name: 'Lane' });
  await expect(lanes).toContainText('more than two thirds of the power');
  await expect(lanes).toContainText('even if every validator is malicious');
  await expect(lanes).toContainText('A window on Ethereum, in which others may challenge');
  expect(wallet.questionCount()).toBe(0);
  await inspect(page, 'bridge-unconnected');
});

test('ether goes in: declined and sent, and a reload at each step loses nothing', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openBridge(profile, network.siteUrl);
  const before = await accountOf(page, OWNER);
  await fillAmount(page, 'ETH', '2.5');
  await inspect(page, 'bridge-form');
  await bridgePage.submit(page).click();
  const question = await wallet.question();
  await expect(answerBeside(question, 'Value in wei')).toHaveText(`${(ETHER * 5n) / 2n}`);
  await wallet.cancel();
  await expect(bridgePage.form(page)).toContainText(/nothing was sent/i);
  await page.reload();
  await formIsReady(page);
  await expect(bridgePage.amount(page), 'the form keeps what was typed').toHaveValue('2.5');

  await holdBlocks(network.ethereumUrl, async (mineBlock) => {
    await bridgePage.submit(page).click();
    await wallet.approve('Confirm');
    await expect(bridgePage.sent(page, 'deposit')).toContainText('2.5');
    await page.reload();
    await formIsReady(page);
    await expect(bridgePage.sent(page, 'deposit')).toContainText('no block of Ethereum has it');
    await expect(bridgePage.amount(page), 'what was sent is not offered again').toHaveValue('');
    await fillAmount(page, 'ETH', '2.5');
    await expect(bridgePage.form(page)).toContainText('You sent this already');
    await inspect(page, 'bridge-sent');
    await mineBlock();
    const card = bridgePage.moving(page).filter({ hasText: '2.5' });
    await expect(card).toHaveCount(1, { timeout: 2_500 });
    await expect(card).toHaveAttribute('data-state', 'finalizing');
    await expect(bridgePage.sent(page, 'deposit')).toHaveCount(0);
    await inspect(page, 'bridge-deposit');
  });

  await page.reload();
  await formIsReady(page);
  await expect(bridgePage.done(page).getByText('2.5')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await formIsReady(page);
  await expect(bridgePage.done(page).getByText('2.5')).toBeVisible();
  await expect(bridgePage.sent(page, 'deposit')).toHaveCount(0);
  await expect
    .poll(async () => (await accountOf(page, OWNER)).balanceWei - before.balanceWei)
    .toBe((ETHER * 5n) / 2n);
});

test('a token goes in by two signatures, and a reload between them loses neither', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openBridge(profile, network.siteUrl);
  await fillAmount(page, 'YARN', '40');
  await expect(bridgePage.submit(page)).toHaveText('Approve 40 YARN');
  await bridgePage.submit(page).click();
  await wallet.cancel();
  await expect(bridgePage.form(page)).toContainText(/nothing was sent/i);
  await holdBlocks(network.ethereumUrl, async () => {
    await bridgePage.submit(page).click();
    await wallet.approve('Confirm');
    await expect(bridgePage.sent(page, 'approve')).toContainText('40');
    await page.reload();
    await expect(bridgePage.sent(page, 'approve')).toContainText('40');
    await expect(bridgePage.amount(page)).toHaveValue('40');
    await expect(bridgePage.submit(page)).toHaveText('Waits for a block of Ethereum');
    await expect(bridgePage.submit(page)).toBeDisabled();
  });
  await expect(bridgePage.submit(page)).toHaveText('Deposit 40 YARN');

  await page.reload();
  await formIsReady(page);
  await fillAmount(page, 'YARN', '40');
  await expect(bridgePage.submit(page)).toHaveText('Deposit 40 YARN');
  await expect(bridgePage.step(page, 'approve')).toHaveAttribute('data-state', 'done');
  await bridgePage.submit(page).click();
  await wallet.approve('Confirm');
  await expect(bridgePage.step(page, 'credited')).toHaveAttribute('data-state', 'done', {
    timeout: 30_000,
  });
  const row = bridgePage.done(page).getByRole('row').filter({ hasText: '40YARN' });
  await expect(row).toContainText('credited');
});

test('ether goes out: burnt, claimed after a declined claim, never called paid before', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(240_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openBridge(profile, network.siteUrl);
  await bridgePage.flip(page).click();
  await fillAmount(page, 'ETH', '1.75');
  await inspect(page, 'bridge-withdraw');
  await bridgePage.submit(page).click();
  await wallet.cancel();
  await expect(bridgePage.form(page)).toContainText(/nothing was sent/i);
  await bridgePage.submit(page).click();
  const question = await wallet.question();
  await expect(question.getByRole('heading', { name: 'BridgeWithdraw' })).toBeVisible();
  await wallet.approve('Confirm');

  const card = bridgePage.moving(page).filter({ hasText: '1.75' });
  const claim = card.getByRole('button', { name: /laim/ });
  await expect(card).toBeVisible();
  await page.reload();
  await expect(claim).toBeVisible({ timeout: 30_000 });
  await expect(card).toContainText(/fee about \S+ETH/);
  await inspect(page, 'bridge-claim');
  await claim.click();
  await wallet.cancel();
  await expect(page.getByText('Nothing was sent').first()).toBeVisible();
  await expect(claim).toBeEnabled();
  await page.reload();
  await formIsReady(page);
  await expect(claim).toBeEnabled();
  const other = await openProfile({ name: 'other device' });
  await openBridge(other, network.siteUrl);
  await test.step('another device shows the same, and claims', () =>
    claimElsewhere(other, page, network.ethereumUrl));
  for (const each of [page, other.page]) {
    const row = bridgePage.done(each).getByRole('row').filter({ hasText: '1.75' });
    await expect(row).toContainText('claimed', { timeout: 60_000 });
  }
  await page.reload();
  await expect(bridgePage.done(page).getByText('1.75')).toBeVisible({ timeout: 30_000 });
  await expect(card).toHaveCount(0);
  await formIsReady(page);
  await inspect(page, 'bridge-done');
});

/** The same account in another browser, which has nothing but the two chains. */
async function claimElsewhere({ page, wallet }: Profile, first: Page, ethereumUrl: string) {
  const rows = (each: Page) => bridgePage.done(each).getByRole('row');
  const shown = await rows(first).allTextContents();
  expect(shown.length).toBeGreaterThan(1);
  await expect(rows(page)).toHaveText(shown);
  const card = bridgePage.moving(page).filter({ hasText: '1.75' });
  await holdBlocks(ethereumUrl, async () => {
    await card.getByRole('button', { name: /laim/ }).click();
    await wallet.approve('Confirm');
    await expect(bridgePage.sent(page, 'claim')).toContainText('1 withdrawal');
    await page.reload();
    await formIsReady(page);
    await expect(bridgePage.sent(page, 'claim')).toHaveAttribute('data-state', 'waiting');
    const waits = card.getByRole('button', { name: 'Sent, waits for a block' });
    await expect(waits).toBeDisabled();
    await takeScreenshots(page, 'bridge-claim-sent');
  });
}

test('mistakes are said beside the field and never reach the wallet', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openBridge(profile, network.siteUrl);
  const wrong: [symbol: string, text: string, words: string][] = [
    ['ETH', '', 'Type an amount.'],
    ['ETH', '1000000000', 'That is more than you have.'],
    ['PATTERN', '900', 'Number 900 is not yours on'],
    ['PATTERN', 'many', 'Type numbers and ranges'],
  ];
  for (const side of ['Ethereum', 'Weft']) {
    for (const [symbol, text, words] of wrong) {
      await fillAmount(page, symbol, text);
      await bridgePage.submit(page).click();
      const said = words.endsWith(' on') ? `${words} ${side}` : words;
      await expect(bridgePage.form(page)).toContainText(said);
      expect(wallet.questionCount(), text).toBe(0);
    }
    await bridgePage.flip(page).click();
  }
});

test('a wallet on another network gets one button, and signs nothing before', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openNode(page, network.siteUrl + links.bridge);
  await walletPage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
  await expect(walletPage.switchNetwork(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(walletPage.switchNetwork(page)).toBeVisible();
  await expect(bridgePage.form(page).getByRole('button', { name: 'Deposit' })).toBeDisabled();
});

test('a Vault coin goes out: bond and window are said before, and the calendar reminds of its end', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openBridge(profile, network.siteUrl);
  const coin = page.locator('[data-coin="1"]');
  await expect(coin).toContainText('PATTERN');
  await coin.getByRole('button', { name: 'Take coin 1 out' }).click();
  await expect(coin).toContainText('a bond of 0.01 ETH');
  await inspect(page, 'bridge-vault');
  await coin.getByRole('button', { name: 'Start the exit' }).click();
  await wallet.cancel();
  await expect(coin).toContainText(/nothing was sent/i);
  await coin.getByRole('button', { name: 'Start the exit' }).click();
  const question = await wallet.question();
  await expect(answerBeside(question, 'Value in wei')).toHaveText(`${ETHER / 100n}`);
  await wallet.approve('Confirm');

  const exit = bridgePage.moving(page).filter({ hasText: 'Vault exit, coin 1' });
  await expect(exit).toHaveAttribute('data-state', /starting|window/);
  await inspect(page, 'bridge-exit');
  const download = page.waitForEvent('download');
  await exit.getByRole('button', { name: 'Add to calendar' }).click();
  expect((await download).suggestedFilename()).toBe('vault-coin-1.ics');
});
