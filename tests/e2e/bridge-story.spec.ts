import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { createPublicClient, erc721Abi, http } from 'viem';
import { LOCAL_ERC721 } from '../../contracts/deploy/local/local-contracts.ts';
import { rescue } from '../../lib/ui/english/rescue.ts';
import { vaultCoins } from '../../lib/ui/english/vault-coins.ts';
import { links } from '../../lib/ui/links.ts';
import {
  bridgePage,
  fillAmount,
  formIsReady,
  goToBridge,
  openBridge,
} from './support/bridge-page.ts';
import { type EndpointProxy, startEndpointProxy } from './support/endpoint-proxy.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import {
  ethereumUrlAt,
  freeBasePort,
  LONG_EPOCH_MS,
  type Network,
  startNetwork,
} from './support/network.ts';
import { accountOf } from './support/node-page.ts';
import { sendByWallet } from './support/send-by-wallet.ts';
import { testAccount } from './support/test-accounts.ts';
import { goToWallet } from './support/wallet-page.ts';

// From deposits to the last bond: two people move what came from Ethereum, a third cheats, and what
// leaves is proven by tabs while every seed stands still. Nodes and pages see Ethereum through two
// endpoints, each of its own.

const ETHER = 10n ** 18n;
const [ANN, BEN, CARL] = [0, 1, 2].map((index) => testAccount(index).address) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
/** Deposited by this story; the network begins with another one. */
const COIN = '2';
const PIECE = 2n;
/** A checkpoint each five seconds, when one is needed. */
const SECURED_MS = 60_000;
const WINDOW_MS = 60_000;
const words = vaultCoins.coins;

const coinLine = (page: Page) => page.locator(`[data-coin="${COIN}"]`);
const secured = (page: Page) =>
  expect(coinLine(page)).toHaveAttribute('data-state', 'secured', { timeout: SECURED_MS });

test(
  'value goes in, changes hands, and leaves by proofs made in tabs',
  { tag: '@long' },
  async ({ openProfile }, info) => {
    test.setTimeout(900_000);
    const basePort = await freeBasePort();
    const proxies = await Promise.all(
      [1, 2].map(() => startEndpointProxy(ethereumUrlAt(basePort))),
    );
    const ethereumUrls = proxies.map(({ url }) => url);
    const folder = info.outputPath('network');
    const network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS, basePort, ethereumUrls });
    try {
      const [ann, ben, carl] = await peopleOf(network, openProfile);
      await depositEverything(ann);
      await test.step('ether and the coin change hands', async () => {
        await sendByWallet(ann, BEN, '5');
        await sendCoin(ann, CARL);
        await goToBridge(carl.page);
        await secured(carl.page);
      });
      const oldFile = await saveCoinFile(carl.page);
      await test.step('the coin goes on', async () => {
        await sendCoin(carl, BEN);
        await goToBridge(ben.page);
        await secured(ben.page);
      });
      await burn(ben);
      for (const seed of network.seeds) seed.freeze();
      await test.step('without any seed', async () => {
        await claim(ben);
        await startExit(ben);
        await cheat(carl, network, oldFile);
        await stopTheCheat(ben);
        await takeOut(ben, network);
      });
    } finally {
      await network.stop();
      for (const proxy of proxies) proxy.stop();
    }
  },
);

test(
  'a lying endpoint makes the chain wait, and nothing is invented',
  { tag: '@long' },
  async ({ openProfile }, info) => {
    test.setTimeout(300_000);
    const basePort = await freeBasePort();
    const [honest, other] = await Promise.all(
      [1, 2].map(() => startEndpointProxy(ethereumUrlAt(basePort))),
    );
    if (!honest || !other) return;
    const ethereumUrls = [honest.url, other.url];
    const folder = info.outputPath('network');
    const network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS, basePort, ethereumUrls });
    try {
      const ann = await openProfile({ name: 'ann' });
      await openBridge(ann, network.siteUrl);
      for (const manner of MANNERS) {
        await test.step(`one that is ${manner}`, () => expectWaiting(ann, other, manner));
      }
    } finally {
      await network.stop();
      for (const proxy of [honest, other]) proxy.stop();
    }
  },
);

/** A deposit is not credited while one endpoint behaves so, and right when it is honest again. */
async function expectWaiting(
  { page, wallet }: Profile,
  endpoint: EndpointProxy,
  manner: 'lying' | 'hiding' | 'down' | 'limited',
): Promise<void> {
  const before = await accountOf(page, ANN);
  endpoint.behave(manner);
  await fillAmount(page, 'ETH', '0.5');
  await bridgePage.submit(page).click();
  await wallet.approve('Confirm');
  const card = bridgePage.moving(page).filter({ hasText: '0.5' });
  await expect(card).toHaveAttribute('data-state', 'reading', { timeout: 15_000 });
  // Three times as long as it takes when both are honest.
  await page.waitForTimeout(WAITS_MS);
  await expect(card).toHaveAttribute('data-state', 'reading');
  expect((await accountOf(page, ANN)).balanceWei).toBe(before.balanceWei);
  endpoint.behave('honest');
  await expect(card).toHaveCount(0, { timeout: 60_000 });
  await bridgePage.next(page).click();
  expect((await accountOf(page, ANN)).balanceWei).toBe(before.balanceWei + ETHER / 2n);
}

const WAITS_MS = 9_000;
const MANNERS = process.env.LONG
  ? (['lying', 'hiding', 'down', 'limited'] as const)
  : (['lying'] as const);

async function peopleOf(
  { siteUrl }: Network,
  openProfile: (options: { name: string }) => Promise<Profile>,
): Promise<[Profile, Profile, Profile]> {
  const people: Profile[] = [];
  for (const [index, name] of ['ann', 'ben', 'carl'].entries()) {
    const profile = await openProfile({ name });
    await profile.wallet.selectAccount(index + 1);
    await openBridge(profile, siteUrl);
    people.push(profile);
  }
  return people as [Profile, Profile, Profile];
}

/** 1 ETH and 40 YARN by the Gateway, a piece of PATTERN into the Vault. */
async function depositEverything({ page, wallet }: Profile): Promise<void> {
  await test.step('ether is deposited', async () => {
    await fillAmount(page, 'ETH', '1');
    await bridgePage.submit(page).click();
    await wallet.approve('Confirm');
    await isCredited(page);
  });
  await test.step('a token is deposited', async () => {
    await fillAmount(page, 'YARN', '40');
    await approveAndDeposit(page, wallet);
    await isCredited(page);
  });
  await test.step('a piece goes into the Vault', async () => {
    await fillAmount(page, 'PATTERN', `${PIECE}`);
    await bridgePage.lane(page, 'Vault').check();
    await approveAndDeposit(page, wallet);
    await isCredited(page);
    await expect(coinLine(page)).toBeVisible();
    await inspect(page, 'story-deposited');
  });
}

/** The form says so, and takes the next transfer. */
async function isCredited(page: Page): Promise<void> {
  const credited = bridgePage.step(page, 'credited');
  await expect(credited).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await bridgePage.next(page).click();
}

async function approveAndDeposit(page: Page, wallet: Profile['wallet']): Promise<void> {
  await expect(bridgePage.submit(page)).toHaveText(/^Approve/);
  await bridgePage.submit(page).click();
  await wallet.approve('Confirm');
  await expect(bridgePage.submit(page)).toHaveText(/^Deposit/);
  await bridgePage.submit(page).click();
  await wallet.approve('Confirm');
}

/** Two popups; a refusal of the second keeps the first, and a reload loses nothing. */
async function sendCoin({ page, wallet }: Profile, to: string): Promise<void> {
  await goToWallet(page);
  const open = page.getByRole('button', { name: words.send.openCoin(words.name(BigInt(COIN))) });
  await open.click();
  const line = coinLine(page);
  await line.getByRole('textbox', { name: 'To' }).fill(to);
  const own = line.getByRole('button', { name: /^Sign over/ });
  await own.click();
  await wallet.cancel();
  await expect(line.locator('[data-error-code="wallet/rejected"]')).toBeVisible();
  await page.reload();
  await open.click();
  await line.getByRole('textbox', { name: 'To' }).fill(to);
  await own.click();
  const question = await wallet.question();
  await expect(question.getByRole('heading', { name: 'CoinTransfer' })).toBeVisible();
  await wallet.approve('Confirm');
  await expect(
    (await wallet.question()).getByRole('heading', { name: 'VaultTransfer' }),
  ).toBeVisible();
  await wallet.cancel();
  await expect(line).toContainText(words.send.kept);
  await inspect(page, 'wallet-coin-half-signed');
  await line.getByRole('button', { name: /^Send coin/ }).click();
  await expect(
    (await wallet.question()).getByRole('heading', { name: 'VaultTransfer' }),
  ).toBeVisible();
  await wallet.approve('Confirm');
  await expect(line).toHaveCount(0, { timeout: 30_000 });
}

async function saveCoinFile(page: Page): Promise<string> {
  const download = page.waitForEvent('download');
  await coinLine(page).getByRole('button', { name: words.file }).click();
  return readFile(await (await download).path(), 'utf8');
}

/** Until a checkpoint on Ethereum has it. */
async function burn({ page, wallet }: Profile): Promise<void> {
  await bridgePage.flip(page).click();
  await fillAmount(page, 'ETH', '2.25');
  await bridgePage.submit(page).click();
  await wallet.approve('Confirm');
  const card = bridgePage.moving(page).filter({ hasText: '2.25' });
  await expect(card).toHaveAttribute('data-state', 'claimable', { timeout: 60_000 });
}

async function claim({ page, wallet }: Profile): Promise<void> {
  await test.step('ether is claimed', async () => {
    const card = bridgePage.moving(page).filter({ hasText: '2.25' });
    await card.getByRole('button', { name: /^Claim/ }).click();
    await wallet.approve('Confirm');
    const row = bridgePage.done(page).getByRole('row').filter({ hasText: '2.25' });
    await expect(row).toContainText('claimed', { timeout: 60_000 });
  });
}

async function startExit({ page, wallet }: Profile): Promise<void> {
  await coinLine(page)
    .getByRole('button', { name: /^Take coin/ })
    .click();
  await coinLine(page).getByRole('button', { name: words.start }).click();
  await wallet.approve('Confirm');
  await expect(bridgePage.moving(page).filter({ hasText: `coin ${COIN}` })).toBeVisible();
}

/** Takes the coin out that is not his any more, with the file from when it was. */
async function cheat({ context, wallet }: Profile, { siteUrl }: Network, file: string) {
  await test.step('somebody takes out what he gave away', async () => {
    const page = await context.newPage();
    await page.goto(siteUrl + links.rescue);
    const buffer = Buffer.from(file);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'coin.json', mimeType: 'application/json', buffer });
    await page.getByRole('button', { name: rescue.wallet.check('MetaMask') }).click();
    await page.getByRole('button', { name: rescue.exit.start('0.01 ETH') }).click();
    await wallet.approve('Confirm');
    await expect(page.locator('[data-exit-state=open]')).toBeVisible();
    await page.close();
  });
}

async function stopTheCheat({ page, wallet }: Profile): Promise<void> {
  await test.step('the owner of the coin stops it, and half of the bond is his', async () => {
    const duty = page.locator('[data-duty="challengeAfter"]');
    await expect(duty).toBeVisible({ timeout: 60_000 });
    await inspect(page, 'story-duty');
    const stop = duty.getByRole('button', { name: words.duties.answers.challengeAfter });
    await stop.click();
    await wallet.cancel();
    await expect(duty).toContainText(/nothing was sent/i);
    await stop.click();
    await wallet.approve('Confirm');
    await expect(duty).toHaveCount(0, { timeout: 60_000 });
    const bond = page.locator('[data-duty="withdrawBond"]');
    await bond
      .getByRole('button', { name: words.duties.answers.withdrawBond })
      .click({ timeout: 60_000 });
    await wallet.approve('Confirm');
    await expect(bond).toHaveCount(0, { timeout: 60_000 });
  });
}

async function takeOut({ page, wallet }: Profile, { ethereumUrl }: Network): Promise<void> {
  await test.step('the window is over, and the piece is his on Ethereum', async () => {
    const card = bridgePage.moving(page).filter({ hasText: `coin ${COIN}` });
    await page.reload();
    await formIsReady(page);
    const take = card.getByRole('button', { name: /^Take PATTERN/ });
    await take.click({ timeout: 2 * WINDOW_MS });
    await wallet.approve('Confirm');
    const client = createPublicClient({ transport: http(ethereumUrl) });
    await expect
      .poll(() =>
        client.readContract({
          ...{ address: LOCAL_ERC721.address, abi: erc721Abi, functionName: 'ownerOf' },
          args: [PIECE],
        }),
      )
      .toBe(BEN);
    await card.getByRole('button', { name: 'Take the bond back' }).click();
    await wallet.approve('Confirm');
    const row = bridgePage.done(page).getByRole('row').filter({ hasText: 'Vault exit' });
    await expect(row).toContainText('paid', { timeout: 30_000 });
  });
}
