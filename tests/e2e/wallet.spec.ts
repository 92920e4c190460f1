import { expect } from '@playwright/test';
import { messages } from '../../lib/ui/messages.ts';
import { test } from './support/fixtures.ts';
import { accountOf, openNode } from './support/node-page.ts';
import { testAccount } from './support/test-accounts.ts';
import { answerBeside } from './support/wallet-control.ts';
import {
  connectWallet,
  fillTransfer,
  openWalletPage,
  switchNetwork,
  walletPage,
} from './support/wallet-page.ts';

const RECIPIENT = testAccount(8).address;
const ETHER = 10n ** 18n;

test('without a wallet the page helps, and reading goes on', async ({ network, openProfile }) => {
  const profile = await openProfile({ wallet: false });
  await openWalletPage(profile, network.siteUrl);
  await walletPage.connect(profile.page).click();
  const dialog = profile.page.getByRole('dialog');
  await expect(dialog).toContainText('No wallet in this browser');
  await expect(dialog.getByRole('link', { name: /How to get one/ })).toBeVisible();
});

test('no page asks the wallet for anything when it opens', async ({ network, openProfile }) => {
  const { page, wallet } = await openProfile();
  for (const path of ['/', '/wallet/', '/explorer/', '/stake/']) {
    await openNode(page, network.siteUrl + path);
    await page.waitForTimeout(1_000);
    expect(wallet.questionCount(), path).toBe(0);
  }
});

test('a declined connection says that nothing was shared, and asks again', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openWalletPage(profile, network.siteUrl);
  await walletPage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await expect(page.getByRole('dialog')).toContainText('Waiting for your answer');
  await wallet.cancel();
  await expect(page.getByRole('dialog')).toContainText('You said no');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await wallet.approve('Connect');
  await expect(walletPage.sendOrSwitch(page)).toBeVisible();
});

test('a locked wallet is unlocked on the way to connecting', async ({ network, openProfile }) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openWalletPage(profile, network.siteUrl);
  await wallet.setLocked(true);
  await walletPage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await wallet.approve('Unlock');
  await wallet.approve('Connect');
  await expect(walletPage.sendOrSwitch(page)).toBeVisible();

  await wallet.setLocked(true);
  await expect(walletPage.walletChoice(page), 'nothing waits for an answer').toBeVisible();
  await page.keyboard.press('Escape');
  await expect(walletPage.connect(page)).toBeVisible();
});

test('on the wrong network there is one button, which teaches the wallet the right one', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openWalletPage(profile, network.siteUrl);
  await connectWallet(profile);
  await expect(walletPage.switchNetwork(page)).toBeVisible();
  await walletPage.switchNetwork(page).click();
  const question = await wallet.question();
  await expect(answerBeside(question, 'Chain ID')).toHaveText(`${network.file.ethereum.chainId}`);
  await wallet.cancel();
  await expect(walletPage.switchNetwork(page)).toBeVisible();

  await switchNetwork(profile);
  await page.reload();
  await expect(walletPage.recipient(page)).toBeEnabled();
  await expect(walletPage.connect(page), 'connected again after a reload').toBeHidden();
  expect(wallet.questionCount()).toBe(0);
});

test('what the popup shows is what is sent, and its end is seen in the activity', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openWalletPage(profile, network.siteUrl);
  await connectWallet(profile);
  await switchNetwork(profile);
  const before = await accountOf(page, RECIPIENT);
  await fillTransfer(page, RECIPIENT, '3.25');
  await walletPage.send(page).click();

  const question = await wallet.question();
  await expect(answerBeside(question, 'Site')).toHaveText(network.siteUrl);
  await expect(question.getByRole('heading', { name: 'BankTransfer' })).toBeVisible();
  await expect(answerBeside(question, 'to')).toHaveText(new RegExp(RECIPIENT, 'i'));
  await expect(question.getByText(`${(ETHER * 13n) / 4n}`)).toBeVisible();
  await wallet.cancel();
  await expect(page.getByText('Nothing was sent').first()).toBeVisible();
  await expect(walletPage.amount(page), 'the form keeps what was typed').toHaveValue('3.25');
  expect((await accountOf(page, RECIPIENT)).balanceWei).toBe(before.balanceWei);

  await walletPage.send(page).click();
  await wallet.approve('Confirm');
  const sent = walletPage.activity(page).getByRole('listitem').filter({ hasText: '3.25' });
  await expect(sent).toHaveCount(1);
  await expect(sent.getByText('final', { exact: true })).toBeVisible();
  const after = await accountOf(page, RECIPIENT);
  expect(after.balanceWei - before.balanceWei).toBe((ETHER * 13n) / 4n);
});

test('mistakes in the form are said beside the field and never reach the wallet', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openWalletPage(profile, network.siteUrl);
  await connectWallet(profile);
  await switchNetwork(profile);
  const { problems } = messages.wallet;
  const wrong: [to: string, amount: string, words: string][] = [
    [RECIPIENT.slice(0, -1), '1', problems.address],
    [RECIPIENT.replace('F', 'f').replace('E', 'e'), '1', problems.checksum],
    [testAccount(0).address, '1', problems.self],
    [RECIPIENT, '0', problems.zero],
    [RECIPIENT, '1000000', problems['not-enough']],
    [RECIPIENT, 'one', problems.malformed],
    [RECIPIENT, '', problems.empty],
  ];
  for (const [to, amount, words] of wrong) {
    await fillTransfer(page, to, amount);
    await walletPage.send(page).click();
    await expect(page.getByRole('main').getByText(words).first()).toBeVisible();
    expect(wallet.questionCount(), `${to} ${amount}`).toBe(0);
  }
});

test('receiving shows the address as text and as a code to scan', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  await openWalletPage(profile, network.siteUrl);
  await connectWallet(profile);
  await switchNetwork(profile);
  const receive = profile.page.getByRole('region', { name: messages.wallet.receive });
  const { address } = testAccount(0);
  await expect(receive.getByRole('img', { name: new RegExp(address, 'i') })).toBeVisible();
  await expect(receive.getByText(address)).toBeVisible();
});

test('the page follows the account that is chosen in the wallet', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openWalletPage(profile, network.siteUrl);
  await walletPage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await (await wallet.question()).getByRole('checkbox', { name: 'Account 2' }).check();
  await wallet.approve('Connect');
  await expect(page.getByTitle(testAccount(0).address.toLowerCase()).first()).toBeVisible();
  await wallet.selectAccount(2);
  await expect(page.getByTitle(testAccount(1).address.toLowerCase()).first()).toBeVisible();
});
