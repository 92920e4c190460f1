import { expect, type Page } from '@playwright/test';
import { createPublicClient, erc20Abi, http, parseEther } from 'viem';
import { LOCAL_ERC20 } from '../../contracts/deploy/local/local-contracts.ts';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { expectAccessible } from './support/accessibility.ts';
import { askPage, FINAL_MS } from './support/ask-page.ts';
import { answerFirst, askFirst, comment, nothingPending, voteUp } from './support/ask-steps.ts';
import { bridgePage, fillAmount, formIsReady } from './support/bridge-page.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { type Network, startNetwork } from './support/network.ts';
import { accountOf, openNode } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { confirmAction } from './support/stake-page.ts';
import { NEWCOMER, testAccount } from './support/test-accounts.ts';

// From an empty chain to a token on Ethereum that was earned by an answer: who reads only, who has
// no coin, and who answers. No page is loaded again.

const words = askMessages.writing;
const QUESTION = {
  title: 'How long does a question take to be final?',
  text: 'I wait **here**, and count:\n\n```ts\nconst seconds: number = 1;\n```',
  tags: 'finality',
};
const EDITED = 'I waited a second.';
const ANSWER = { text: 'About **a second**: one block.', shown: 'About a second: one block.' };
const HELPER = testAccount(1).address;
const HELPER_NUMBER = 2;
/** All but the one point that stays: an accepted answer, and a vote for it. */
const REDEEMED = 25n;
const FUNDED_MS = 60_000;
const CLAIMABLE_MS = 60_000;

type People = Record<'visitor' | 'newcomer' | 'helper', Profile>;

test('what a newcomer without coins asks becomes points, and those a token on Ethereum', async ({
  openProfile,
}, info) => {
  test.setTimeout(300_000);
  const network = await startNetwork(info.outputPath('network'));
  try {
    const visitor = await openProfile({ name: 'visitor', wallet: false });
    await test.step('a visitor reads that there is nothing yet', () => read(visitor, network));
    const newcomer = await openProfile({ name: 'newcomer' });
    await test.step('a newcomer signs once, and asks', () => ask(newcomer, network));
    await test.step('the visitor sees it', () => openListed(visitor.page));
    await test.step('the newcomer edits', () => edit(newcomer, visitor));
    const helper = await openProfile({ name: 'helper' });
    const people = { visitor, newcomer, helper };
    await test.step('another answers, votes and comments', () => answer(people));
    await test.step('the newcomer accepts and votes', () => accept(people));
    await test.step('points become tokens', () => redeem(people));
    await test.step('which leave for Ethereum', () => withdraw(helper, network));
    for (const { wallet } of Object.values(people)) expect(wallet.questionCount()).toBe(0);
    expect(signatures(newcomer), 'from the first page to the last').toBe(1);
  } finally {
    await network.stop();
  }
});

async function read({ page }: Profile, { siteUrl }: Network): Promise<void> {
  await openNode(page, siteUrl + links.ask);
  await expect(page.getByText(askMessages.list.empty)).toBeVisible();
  await expectAccessible(page, 'nothing asked yet');
  await takeScreenshots(page, 'story-empty');
}

async function ask(newcomer: Profile, { siteUrl }: Network): Promise<void> {
  const { page, wallet } = newcomer;
  await wallet.selectAccount(NEWCOMER.walletNumber);
  await askFirst(newcomer, siteUrl, QUESTION);
  expect((await accountOf(page, NEWCOMER.account.address)).balanceWei).toBe(0n);
  expect(signatures(newcomer)).toBe(1);
  await expectAccessible(page, 'the own question');
  await takeScreenshots(page, 'story-asked');
}

async function openListed(page: Page): Promise<void> {
  const listed = askPage.listed(page, QUESTION.title);
  await expect(listed).toBeVisible({ timeout: FINAL_MS });
  await expectAccessible(page, 'the first question');
  await takeScreenshots(page, 'story-list');
  await listed.getByRole('link').click();
  await expect(askPage.question(page)).toBeVisible();
  await expectAccessible(page, 'a question read without a wallet');
}

async function edit({ page }: Profile, visitor: Profile): Promise<void> {
  await page.getByRole('button', { name: words.edit.open, exact: true }).click();
  await page.getByRole('textbox', { name: words.edit.label }).fill(EDITED);
  await expectAccessible(page, 'editing');
  await takeScreenshots(page, 'story-edit');
  await page.getByRole('button', { name: words.edit.submit }).click();
  await expect(page.getByText(EDITED)).toBeVisible();
  await nothingPending(page);
  await expect(visitor.page.getByText(EDITED)).toBeVisible({ timeout: FINAL_MS });
}

async function answer(people: People): Promise<void> {
  const { helper, newcomer } = people;
  const { page, wallet } = helper;
  await wallet.selectAccount(HELPER_NUMBER);
  await openNode(page, newcomer.page.url());
  await answerFirst(helper, ANSWER.text, ANSWER.shown);
  await voteUp(page, askPage.question(page));
  await comment(page, 'Measured with four validators.');
  await everybodySees(people, { asker: '11 points', answerer: '1 point' });
  await expectAccessible(page, 'after answering');
  await takeScreenshots(page, 'story-answered');
}

async function accept(people: People): Promise<void> {
  const { visitor, newcomer } = people;
  const { page } = newcomer;
  await page.getByRole('button', { name: words.actions.accept }).click();
  await expect(askPage.accepted(page)).toBeVisible();
  await nothingPending(page);
  await everybodySees(people, { asker: '13 points', answerer: '16 points' });
  await voteUp(page, askPage.answer(page));
  await everybodySees(people, { asker: '13 points', answerer: '26 points' });
  await expect(askPage.accepted(visitor.page)).toBeVisible();
  await expectAccessible(visitor.page, 'an accepted answer');
  await takeScreenshots(visitor.page, 'story-accepted');
}

/** By the page of the one who answered, and the wallet signs it: no session may. */
async function redeem({ visitor, newcomer, helper }: People): Promise<void> {
  const { page } = helper;
  await askPage.answer(page).getByRole('link', { name: /^0x/ }).first().click();
  const pool = askPage.pool(page);
  await expect(pool).not.toHaveAttribute('data-pool', '0', { timeout: FUNDED_MS });
  await inspect(page, 'story-person');
  const dialog = await openRedeem(page);
  await dialog.getByRole('button', { name: words.redeem.submit(REDEEMED) }).click();
  await confirmAction(helper, 'QaRedeem');
  await expect(dialog.getByText('Done. It is final.')).toBeVisible();
  await expectAccessible(page, 'points that became tokens');
  await takeScreenshots(page, 'story-redeemed');
  const { tokens } = await accountOf(page, HELPER);
  expect(tokens).toEqual([{ token: LOCAL_ERC20.address, amount: REDEEMED * 10n ** 18n }]);
  for (const other of [visitor.page, newcomer.page]) {
    await seesPoints(other, { asker: '13 points', answerer: '1 point' });
  }
  await expect(page.getByText('25 points redeemed')).toBeVisible();
}

/** With what one cannot redeem named before anything is signed. */
async function openRedeem(page: Page) {
  await page.getByRole('button', { name: words.karma.redeem }).click();
  const dialog = page.getByRole('dialog');
  const points = dialog.getByRole('textbox', { name: words.redeem.points });
  const submit = dialog.getByRole('button', { name: words.redeem.empty, exact: true });
  for (const [count, problem] of [
    [REDEEMED - 1n, words.redeem.least(REDEEMED)],
    [REDEEMED + 1n, words.redeem.tooMany],
  ] as const) {
    await points.fill(`${count}`);
    await submit.click();
    await expect(dialog).toContainText(problem);
  }
  await takeScreenshots(page, 'story-redeem-too-many');
  await points.fill(`${REDEEMED}`);
  await expect(dialog).toContainText(`25${LOCAL_ERC20.symbol}`);
  await inspect(page, 'story-redeem');
  return dialog;
}

async function withdraw({ page, wallet }: Profile, { ethereumUrl }: Network): Promise<void> {
  const ethereum = createPublicClient({ transport: http(ethereumUrl), cacheTime: 0 });
  const held = () =>
    ethereum.readContract({
      ...{ address: LOCAL_ERC20.address, abi: erc20Abi, functionName: 'balanceOf' },
      args: [HELPER],
    });
  const before = await held();
  await page.getByRole('dialog').getByRole('link', { name: words.redeem.withdraw }).click();
  await expect(page).toHaveURL(/\/bridge\/?$/);
  await formIsReady(page);
  await bridgePage.flip(page).click();
  await fillAmount(page, LOCAL_ERC20.symbol, `${REDEEMED}`);
  await expectAccessible(page, 'tokens that leave');
  await takeScreenshots(page, 'story-withdraw');
  await bridgePage.submit(page).click();
  await confirmAction({ wallet }, 'BridgeWithdrawToken');
  const card = bridgePage.moving(page).filter({ hasText: `${REDEEMED}${LOCAL_ERC20.symbol}` });
  await expect(card).toHaveAttribute('data-state', 'claimable', { timeout: CLAIMABLE_MS });
  await expectAccessible(page, 'tokens to be claimed');
  await takeScreenshots(page, 'story-claimable');
  await card.getByRole('button', { name: /^Claim/ }).click();
  await wallet.approve('Confirm');
  const row = bridgePage.done(page).getByRole('row').filter({ hasText: LOCAL_ERC20.symbol });
  await expect(row).toContainText('claimed', { timeout: CLAIMABLE_MS });
  expect((await held()) - before).toBe(parseEther(`${REDEEMED}`));
}

interface Points {
  asker: string;
  answerer: string;
}

async function everybodySees(people: People, points: Points): Promise<void> {
  for (const { page } of Object.values(people)) await seesPoints(page, points);
}

async function seesPoints(page: Page, { asker, answerer }: Points): Promise<void> {
  const question = askPage.question(page).getByText(asker, { exact: true });
  await expect(question).toBeVisible({ timeout: FINAL_MS });
  const given = askPage.answer(page).getByText(answerer, { exact: true });
  await expect(given).toBeVisible({ timeout: FINAL_MS });
}

function signatures({ wallet }: Profile): number {
  return wallet.answered().filter((method) => /sign|send/i.test(method)).length;
}
