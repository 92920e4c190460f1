import { expect } from '@playwright/test';
import { ETHEREUM_BLIND_MS } from '../../lib/core/limits.ts';
import { shortHex } from '../../lib/ui/format/short-hex.ts';
import { links } from '../../lib/ui/links.ts';
import { messages } from '../../lib/ui/messages.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import { openNode, type WeftWindow, waitForPhase } from './support/node-page.ts';
import { sendSigned } from './support/send-signed.ts';
import { testAccount } from './support/test-accounts.ts';
import { connectWallet, openWalletPage, switchNetwork, walletPage } from './support/wallet-page.ts';

const transfer = { from: testAccount(3), to: testAccount(6).address, amountWei: 5n * 10n ** 17n };

test('the node page in every phase', async ({ network, openProfile }) => {
  test.setTimeout(180_000);
  const { page } = await openProfile({ wallet: false });
  for (const seed of network.seeds) seed.freeze();
  try {
    await page.goto(network.siteUrl);
    await inspect(page, 'node-starting');
    await waitForPhase(page, 'alone');
    await inspect(page, 'node-alone');
  } finally {
    for (const seed of network.seeds) seed.thaw();
  }
  await waitForPhase(page, 'live');
  for (let count = 0; count < 9; count++) await sendSigned(page, transfer);
  await inspect(page, 'node-live');
  await page.evaluate(() => (window as unknown as WeftWindow).weft.pause());
  await waitForPhase(page, 'paused');
  await inspect(page, 'node-paused');
  await page.evaluate(() => (window as unknown as WeftWindow).weft.stop());
  await expect(page.locator('[data-phase="stopped"]').first()).toBeVisible();
  await inspect(page, 'node-stopped');
});

test('the node page while it sees no Ethereum', { tag: '@long' }, async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const { page, context } = await openProfile({ wallet: false });
  await context.route(`${network.ethereumUrl}/**`, (route) => route.abort());
  await openNode(page, network.siteUrl);
  const sources = page.getByRole('region', { name: messages.ethereum.table });
  await expect(sources).toContainText(messages.ethereum.states.failing);
  const blind = page.getByText(messages.ethereum.blind.node);
  await expect(blind).toBeVisible({ timeout: 2 * ETHEREUM_BLIND_MS });
  await inspect(page, 'node-blind');
  await context.unrouteAll();
  await page.reload();
  await expect(sources).toContainText(messages.ethereum.states.following);
  await expect(blind).toBeHidden();
});

test('the wallet page before and after connecting', async ({ network, openProfile }) => {
  test.setTimeout(180_000);
  const profile = await openProfile();
  const { page } = profile;
  await openWalletPage(profile, network.siteUrl);
  await inspect(page, 'wallet-before');
  await walletPage.connect(page).click();
  await expect(walletPage.walletChoice(page)).toBeVisible();
  await inspect(page, 'wallet-choice');
  await page.keyboard.press('Escape');
  await connectWallet(profile);
  await inspect(page, 'wallet-wrong-network');
  await switchNetwork(profile);
  await inspect(page, 'wallet-connected');
  await page.goto(network.siteUrl);
  const source = page.getByRole('row').filter({ hasText: 'your wallet' });
  await expect(source, 'the node reads Ethereum by it').toContainText(
    messages.ethereum.states.following,
  );
});

test('the explorer: lists, a block, a transaction, an account, and nothing found', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl + links.explorer);
  const { hash, height } = await sendSigned(page, transfer);
  await inspect(page, 'explorer');
  const account = testAccount(3).address.toLowerCase() as `0x${string}`;
  const unknown = height + 1_000n;
  const views = {
    block: { path: links.block(height), title: `Block ${height}` },
    transaction: { path: links.transaction(hash), title: `Transaction ${shortHex(hash)}` },
    account: { path: links.account(account), title: `Account ${shortHex(account)}` },
    nothing: { path: links.block(unknown), title: messages.missing.height(unknown) },
  };
  for (const [name, { path, title }] of Object.entries(views)) {
    await openNode(page, network.siteUrl + path);
    await expect(page).toHaveTitle(messages.pageTitle(title));
    await inspect(page, `explorer-${name}`);
  }
  await openNode(page, `${network.siteUrl}${links.explorer}?find=hello`);
  await expect(page).toHaveTitle(messages.pageTitle(messages.missing.text('hello')));
  await page.getByRole('link', { name: messages.explorer.home }).last().click();
  await expect(page).toHaveTitle(messages.pageTitle(messages.explorer.title));
  await page.getByRole('link', { name: `${height}`, exact: true }).click();
  await expect(page).toHaveTitle(messages.pageTitle(`Block ${height}`));
  await page.getByRole('link', { name: messages.nav.wallet }).first().click();
  await expect(page).toHaveTitle(messages.pageTitle(messages.wallet.title));
  await page.goBack();
  await expect(page).toHaveTitle(messages.pageTitle(`Block ${height}`));
});
