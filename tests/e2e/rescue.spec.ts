import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { rescueCoin } from '../../lib/client/rescue/rescue-coin.ts';
import type { CoinFile } from '../../lib/modules/vault/coin-file.ts';
import { textOfCoinFile } from '../../lib/node/coins/coin-file-text.ts';
import { errorsByCode } from '../../lib/ui/english/errors.ts';
import { rescue as words } from '../../lib/ui/english/rescue.ts';
import { type Bridge, deployBridge } from '../ethereum/support/bridge.ts';
import { fileOfFirstCoin } from '../ethereum/support/coin-file.ts';
import { type Ethereum, startEthereum } from '../ethereum/support/ethereum.ts';
import { walletOf } from '../ethereum/support/rescue-wallet.ts';
import { expectAccessible } from './support/accessibility.ts';
import { chooseCoinFile } from './support/coin-file-control.ts';
import { inspect } from './support/inspect.ts';
import { launchProfile, type Profile } from './support/launch-profile.ts';
import { ROOT_FOLDER } from './support/paths.ts';
import { sidewaysOverflow, takeScreenshots } from './support/screenshots.ts';
import { serveStaticSite } from './support/static-site.ts';

// No seed and no node of the sidechain runs here: a file, a wallet, and Ethereum.

const WINDOW_S = 3_600n;
const EXIT = 1n << 32n;
const BOND = '0.1 ETH';
const CHAIN = 31_337n;

interface Left {
  ethereum: Ethereum;
  bridge: Bridge;
  /** Of a coin that went from account 2 by way of 3 and 4 to account 1 of the wallet. */
  file: CoinFile;
  origin: string;
}

const test = base.extend<{ left: Left; profile: Profile }, { once: Left }>({
  once: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures here.
    async ({}, use) => {
      const ethereum = await startEthereum();
      const bridge = await deployBridge(ethereum, { rules: { window: WINDOW_S } });
      const file = await fileOfFirstCoin(ethereum, bridge, [1, 2, 3, 0]);
      const site = await serveStaticSite();
      await use({ ethereum, bridge, file, origin: site.origin });
      await site.close();
      await ethereum.stop();
    },
    { scope: 'worker' },
  ],
  left: async ({ once }, use) => {
    const snapshot = await once.ethereum.snapshot();
    await use(once);
    await once.ethereum.revert(snapshot);
  },
  profile: async ({ left }, use, info) => {
    const profile = await launchProfile({ folder: info.outputPath('profile') });
    await profile.page.goto(`${left.origin}/rescue/`);
    await use(profile);
    await profile.close();
  },
});

/** The wallet does not know the network of the coin; then it does, by an endpoint of one's own. */
async function connect({ page, wallet }: Profile, { ethereum }: Left): Promise<void> {
  await page.getByRole('button', { name: words.wallet.check('MetaMask') }).click();
  await wallet.approve('Connect');
  await expect(problem(page, 'wallet/wrong-network')).toBeVisible();
  await page.getByRole('button', { name: words.wallet.network(CHAIN) }).click();
  await endpoint(page).fill(ethereum.url);
  await addNetwork(page).click();
  await wallet.approve('Approve');
  await expect(page.getByText(words.found.yours)).toBeVisible();
  await expect(endpoint(page)).toBeHidden();
}

const endpoint = (page: Page) => page.getByRole('textbox', { name: words.wallet.endpoint });
const addNetwork = (page: Page) => page.getByRole('button', { name: words.wallet.add(CHAIN) });
const problem = (page: Page, code: string) => page.locator(`[data-error-code="${code}"]`);

test('a coin leaves with its file and a wallet alone', async ({ left, profile }) => {
  const { ethereum, bridge, file } = left;
  const { page, wallet } = profile;
  const press = (name: string) => page.getByRole('button', { name }).click();
  await expectAccessible(page, 'nothing chosen');
  await chooseCoinFile(page, textOfCoinFile(file));
  await connect(profile, left);
  await expect(page.getByText(words.found.coinBlock(3n, 3n))).toBeVisible();

  await press(words.exit.start(BOND));
  await wallet.cancel();
  await expect(problem(page, 'wallet/rejected')).toBeVisible();
  await expectAccessible(page, 'the wallet said no');
  await takeScreenshots(page, 'rescue-found');
  await press(words.exit.start(BOND));
  await wallet.approve('Confirm');
  await expect(page.locator('[data-exit-state=open]')).toBeVisible();

  const [, , , , , , , stranger] = ethereum.accounts;
  const value = bridge.rules.challengeBond;
  const challenge = { value, ...(stranger && { from: stranger }) };
  await ethereum.send(bridge.vault('challengeBirth', [EXIT], challenge));
  await press(words.found.again);
  await expect(page.locator('[data-exit-state=challenged]')).toBeVisible();
  await expectAccessible(page, 'challenged');
  await takeScreenshots(page, 'rescue-challenged');
  expect(await sidewaysOverflow(page)).toBe(0);
  await press(words.exit.walk);
  await wallet.approve('Confirm');
  await expect(page.locator('[data-exit-state=open]')).toBeVisible();
  await press(words.exit.challengeBond(0n));
  await wallet.approve('Confirm');
  await expect(page.getByRole('button', { name: words.exit.challengeBond(0n) })).toBeHidden();

  await ethereum.pass(WINDOW_S);
  await page.clock.setSystemTime(new Date(1_000 * Number(await ethereum.now())));
  await press(words.exit.finalize);
  await wallet.approve('Confirm');
  await expect(page.getByText(words.found.exited)).toBeVisible();
  await press(words.exit.bond);
  await wallet.approve('Confirm');
  await expect(page.locator('[data-exit-state=settled]')).toBeVisible();
  await expectAccessible(page, 'the coin left');
  await takeScreenshots(page, 'rescue-left');

  expect(page.workers()).toEqual([]);
  expect(await page.evaluate(() => 'weft' in window)).toBe(false);
});

test('files that are no good are refused, and the next one is taken', async ({ left, profile }) => {
  const { page } = profile;
  const text = textOfCoinFile(left.file);
  for (const [content, code] of [
    ['', 'coin-file/not-json'],
    ['{}', 'coin-file/other-format'],
    [text.replace('"kind": 0', '"kind": 7'), 'coin-file/malformed'],
  ] as const) {
    await chooseCoinFile(page, content);
    await expect(problem(page, code)).toBeVisible();
    await expect(page.getByText(errorsByCode[code]?.[0] ?? '')).toBeVisible();
  }
  await expectAccessible(page, 'a file that is no good');
  await chooseCoinFile(page, text);
  await expect(page.getByText(words.file.coin(1n))).toBeVisible();
});

test('another file can be taken while the wallet is asked', async ({ left, profile }) => {
  const { page, wallet } = profile;
  const text = textOfCoinFile(left.file);
  await chooseCoinFile(page, text);
  await page.getByRole('button', { name: words.wallet.check('MetaMask') }).click();
  await page.getByRole('button', { name: words.file.other }).click();
  await expect(page.getByText(words.file.drop)).toBeVisible();
  await wallet.cancel();
  await chooseCoinFile(page, text);
  await connect(profile, left);
  await expect(page.locator(`[data-address="${left.file.vault}"]`)).toBeVisible();
});

test('a network that the wallet does not know is refused until an endpoint is right', async ({
  left,
  profile,
}) => {
  const { page, wallet } = profile;
  await chooseCoinFile(page, textOfCoinFile(left.file));
  await page.getByRole('button', { name: words.wallet.check('MetaMask') }).click();
  await wallet.approve('Connect');
  await page.getByRole('button', { name: words.wallet.network(CHAIN) }).click();
  await expect(page.getByText(words.wallet.addLead(CHAIN))).toBeVisible();
  await inspect(page, 'rescue-network');
  await endpoint(page).fill(`${left.origin}/nobody`);
  await addNetwork(page).click();
  await expect(problem(page, 'wallet/failed')).toBeVisible();
  await endpoint(page).fill(left.ethereum.url);
  await addNetwork(page).click();
  await wallet.cancel();
  await expect(problem(page, 'wallet/rejected')).toBeVisible();
  await expect(endpoint(page)).toHaveValue(left.ethereum.url);
});

test('a file of another Vault, and a lie about the owner, are found out', async ({
  left,
  profile,
}) => {
  const { page } = profile;
  const { file } = left;
  await chooseCoinFile(page, textOfCoinFile(file));
  await connect(profile, left);
  const check = page.getByRole('button', { name: words.wallet.check('MetaMask') });
  const [first, ...others] = file.transfers;
  const lies: [CoinFile, string][] = [
    [{ ...file, vault: file.coin.depositor }, 'rescue/no-vault'],
    [{ ...file, coin: { ...file.coin, value: 1n } }, 'rescue/other-coin'],
    [{ ...file, transfers: others }, 'coin-file/wrong-transfer'],
  ];
  expect(first).toBeDefined();
  for (const [lie, code] of lies) {
    await page.getByRole('button', { name: words.file.other }).click();
    await chooseCoinFile(page, textOfCoinFile(lie));
    await check.click();
    await expect(problem(page, code)).toBeVisible();
    await expect(page.getByText(words.exit.title)).toBeHidden();
  }
});

test('an exit by who had the coin before is shown, and what it took is gone', async ({
  left,
  profile,
}) => {
  const { page } = profile;
  const { ethereum, bridge, file } = left;
  const before = { ...file, transfers: file.transfers.slice(0, -1), absences: [] };
  const other = rescueCoin(walletOf(ethereum, 3), before);
  await other.startExit({ exitBondWei: bridge.rules.exitBond });
  await chooseCoinFile(page, textOfCoinFile(file));
  await connect(profile, left);
  const stop = page.getByRole('button', { name: words.exit.answers.challengeAfter() });
  await expect(stop).toBeVisible();
  await inspect(page, 'rescue-others');
  await ethereum.pass(WINDOW_S);
  const [exit] = (await other.check()).exits;
  if (exit) await other.finalize(exit);
  await page.getByRole('button', { name: words.found.again }).click();
  await expect(page.getByText(words.found.taken)).toBeVisible();
  await expect(page.getByText(words.exit.title)).toBeHidden();
  await inspect(page, 'rescue-taken');
});

test('its scripts hold nothing of the node, of the shell or of their libraries', async ({
  profile: { page },
}) => {
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text());
  });
  await page.reload({ waitUntil: 'networkidle' });
  await expect(page.getByRole('heading', { name: words.title })).toBeVisible();
  const loaded = await Promise.all(scripts);
  const folder = join(ROOT_FOLDER, 'out/_next/static/chunks');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const built = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  for (const mark of MARKS) {
    expect(
      built.some((text) => text.includes(mark)),
      `${mark} is in the site`,
    ).toBe(true);
    expect(
      loaded.some((text) => text.includes(mark)),
      `${mark} is in the page`,
    ).toBe(false);
  }
  const bytes = loaded.reduce((sum, text) => sum + text.length, 0);
  expect(bytes).toBeGreaterThan(SCRIPTS_BYTES / 2);
  expect(bytes).toBeLessThan(SCRIPTS_BYTES);
});

/** Names in the code of libp2p, of wagmi, of what joins tabs and starts nodes, and of the bar. */
const MARKS = ['libp2p', 'wagmi', 'navigator.locks', 'network.json', '#main'];
/** React and Next, ethers, the curve, and the page itself: before compression. */
const SCRIPTS_BYTES = 1_000_000;
