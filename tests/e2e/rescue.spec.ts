import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { CoinFile } from '../../lib/modules/vault/coin-file.ts';
import { textOfCoinFile } from '../../lib/node/coins/coin-file-text.ts';
import { serveSite } from '../../lib/platform/nodejs/site-server.ts';
import { errorsByCode } from '../../lib/ui/english/errors.ts';
import { rescue as words } from '../../lib/ui/english/rescue.ts';
import { type Bridge, deployBridge } from '../ethereum/support/bridge.ts';
import { fileOfFirstCoin } from '../ethereum/support/coin-file.ts';
import { type Ethereum, startEthereum } from '../ethereum/support/ethereum.ts';
import { expectAccessible } from './support/accessibility.ts';
import { launchProfile, type Profile } from './support/launch-profile.ts';
import { ROOT_FOLDER } from './support/paths.ts';
import { sidewaysOverflow, takeScreenshots } from './support/screenshots.ts';

// No seed and no node of the sidechain runs here: a file, a wallet, and Ethereum.

const WINDOW_S = 3_600n;
const EXIT = 1n << 32n;
const BOND = '0.1 ETH';

interface Left {
  ethereum: Ethereum;
  bridge: Bridge;
  /** Of a coin that went from account 2 by way of 3 and 4 to account 1 of the wallet. */
  file: CoinFile;
  origin: string;
}

const test = base.extend<{ left: Left; profile: Profile }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures here.
  left: async ({}, use) => {
    const ethereum = await startEthereum();
    const bridge = await deployBridge(ethereum, { rules: { window: WINDOW_S } });
    const file = await fileOfFirstCoin(ethereum, bridge, [1, 2, 3, 0]);
    const folder = join(ROOT_FOLDER, 'out');
    const server = await serveSite({ folder, port: 0, host: '127.0.0.1', networkFile: '{}' });
    const { port } = server.address() as AddressInfo;
    await use({ ethereum, bridge, file, origin: `http://127.0.0.1:${port}` });
    await closed(server);
    await ethereum.stop();
  },
  profile: async ({ left }, use, info) => {
    const profile = await launchProfile({ folder: info.outputPath('profile') });
    await profile.page.goto(`${left.origin}/rescue/`);
    await use(profile);
    await profile.close();
  },
});

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function choose(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  const file = { name: 'weft-coin-1.json', mimeType: 'application/json', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
}

/** Connects; the wallet knows no network of the coin yet, then it does. */
async function connect({ page, wallet }: Profile, { ethereum }: Left): Promise<void> {
  await page.getByRole('button', { name: words.wallet.check('MetaMask') }).click();
  await wallet.approve('Connect');
  await expect(problem(page, 'wallet/wrong-network')).toBeVisible();
  const added = page.evaluate(addNetwork, ethereum.url);
  await wallet.approve('Approve');
  await added;
  await page.getByRole('button', { name: words.wallet.check('MetaMask') }).click();
  await expect(page.getByText(words.found.yours)).toBeVisible();
}

/** As another site or the person did it: the page knows no endpoint. */
function addNetwork(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onAnnounce = (event: Event) => {
      const { provider } = (event as CustomEvent).detail;
      const network = {
        chainId: '0x7a69',
        chainName: 'Local',
        nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
        rpcUrls: [url],
      };
      provider
        .request({ method: 'wallet_addEthereumChain', params: [network] })
        .then(resolve, reject);
    };
    addEventListener('eip6963:announceProvider', onAnnounce, { once: true });
    dispatchEvent(new Event('eip6963:requestProvider'));
  });
}

const problem = (page: Page, code: string) => page.locator(`[data-error-code="${code}"]`);

test('a coin leaves with its file and a wallet alone', async ({ left, profile }) => {
  const { ethereum, bridge, file } = left;
  const { page, wallet } = profile;
  const press = (name: string) => page.getByRole('button', { name }).click();
  await expectAccessible(page, 'nothing chosen');
  await choose(page, textOfCoinFile(file));
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
    await choose(page, content);
    await expect(problem(page, code)).toBeVisible();
    await expect(page.getByText(errorsByCode[code]?.[0] ?? '')).toBeVisible();
  }
  await expectAccessible(page, 'a file that is no good');
  await choose(page, text);
  await expect(page.getByText(words.file.coin(1n))).toBeVisible();
});

test('a file of another Vault, and a lie about the owner, are found out', async ({
  left,
  profile,
}) => {
  const { page } = profile;
  const { file } = left;
  await choose(page, textOfCoinFile(file));
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
    await choose(page, textOfCoinFile(lie));
    await check.click();
    await expect(problem(page, code)).toBeVisible();
    await expect(page.getByText(words.exit.title)).toBeHidden();
  }
});
