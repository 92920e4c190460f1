import { expect, type Page } from '@playwright/test';
import { erc721Abi } from 'viem';
import { LOCAL_ERC721, LOCAL_RULES } from '../../contracts/deploy/local/local-contracts.ts';
import type { Address } from '../../lib/core/bytes.ts';
import { coinFileFromText } from '../../lib/node/coins/coin-file-text.ts';
import { createChildProcesses } from '../../lib/platform/nodejs/child-processes.ts';
import { startLocalEthereum } from '../../lib/platform/nodejs/local-ethereum.ts';
import { rescue as words } from '../../lib/ui/english/rescue.ts';
import { links } from '../../lib/ui/links.ts';
import { type Bridge, bridgeOf } from '../ethereum/support/bridge.ts';
import { signTransfer } from '../ethereum/support/coins.ts';
import { type Ethereum, ethereumAt } from '../ethereum/support/ethereum.ts';
import { type ForgedHistory, forgeHistory } from '../ethereum/support/forged-history.ts';
import { openBridge } from './support/bridge-page.ts';
import { chooseCoinFile, coinLine, saveCoinFile } from './support/coin-file-control.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { LONG_EPOCH_MS, type Network, startNetwork } from './support/network.ts';
import type { WeftWindow } from './support/node-page.ts';
import { sendSignedAction } from './support/send-signed.ts';
import { serveStaticSite } from './support/static-site.ts';
import { stolenValidators } from './support/stolen-validators.ts';
import { testAccount } from './support/test-accounts.ts';

// The worst case of the Vault: every seed is gone for good, and every validator's key is in the
// hands of a thief. What is left is Ethereum, a wallet, and the files that a tab made before.

const OWNER = testAccount(0).address;
const THIEF = 6;
/** The owner's by deposit, since the network began. */
const DEPOSITED = 1n;
/** Ether that account 1 deposits, and that comes to the owner by way of account 2. */
const RECEIVED = 2n;
const ETHER = 10n ** 18n;
const SECURED_MS = 60_000;
const BOND = '0.01 ETH';

test('without a seed, and against every validator, coins leave by the files of a tab', async ({
  openProfile,
}, info) => {
  test.setTimeout(300_000);
  const network = await startNetwork(info.outputPath('network'), { epochMs: LONG_EPOCH_MS });
  const bridge = bridgeOf(network.file.genesis, await stolenValidators(network), LOCAL_RULES);
  const ethereum = ethereumAt(network.ethereumUrl);
  const owner = await openProfile();
  const files = await coinsInTheTab(owner, network, { ethereum, bridge }).finally(network.kill);

  const ethereumAlone = await startEthereumAgain(network);
  const site = await serveStaticSite();
  try {
    await leave(owner, site.origin, { ethereum, bridge }, files);
  } finally {
    await site.close();
    await ethereumAlone.stop();
  }
});

interface Chains {
  ethereum: Ethereum;
  bridge: Bridge;
}

interface Files {
  deposited: string;
  received: string;
}

/** One by deposit and one received, both secured; their files as the page makes them. */
async function coinsInTheTab(
  owner: Profile,
  { siteUrl }: Network,
  { ethereum, bridge }: Chains,
): Promise<Files> {
  const { page } = owner;
  const [, depositor] = ethereum.accounts;
  const deposit = { value: ETHER, ...(depositor && { from: depositor }) };
  await ethereum.send(bridge.vault('depositEth', [], deposit));
  await openBridge(owner, siteUrl);
  await move(page, bridge, 1, 2);
  await move(page, bridge, 2, 0);
  const secured = { timeout: SECURED_MS };
  await expect(coinLine(page, RECEIVED)).toHaveAttribute('data-state', 'secured', secured);
  return {
    deposited: await saveCoinFile(page, DEPOSITED),
    received: await saveCoinFile(page, RECEIVED),
  };
}

/** Returns once its coin block is closed. */
async function move(page: Page, bridge: Bridge, fromIndex: number, toIndex: number) {
  const [from, to] = [fromIndex, toIndex].map(testAccount);
  if (!from || !to) return;
  const coin = () =>
    page.evaluate((slot) => (window as unknown as WeftWindow).weft.coin(slot), RECEIVED);
  const ownerOf = async () => (await coin())?.owner;
  await expect.poll(ownerOf, { timeout: 30_000 }).toBe(from.address.toLowerCase());
  const { parent = 0n } = (await coin()) ?? {};
  const fields = { slot: RECEIVED, parent, to: to.address.toLowerCase() as Address };
  const signed = await signTransfer(bridge.domain, from, { ...fields, lastCoinBlock: 1_000n });
  const values = { ...signed.transfer, ownerSignature: signed.signature };
  await sendSignedAction(page, { from, primaryType: 'VaultTransfer', values });
  await expect.poll(ownerOf).toBe(fields.to);
}

/** Ethereum outlives the machine that ran it here together with the seeds. */
async function startEthereumAgain({ folder, ethereumUrl }: Network) {
  const children = createChildProcesses(() => undefined);
  const { hostname: host, port } = new URL(ethereumUrl);
  await startLocalEthereum(children, { folder, host, port: Number(port) });
  return children;
}

async function leave(owner: Profile, origin: string, chains: Chains, files: Files): Promise<void> {
  const { page, wallet } = owner;
  const press = async (name: string) => {
    await page.getByRole('button', { name }).click();
    await wallet.approve('Confirm');
  };
  const check = () => page.getByRole('button', { name: words.wallet.check('MetaMask') }).click();
  const other = () => page.getByRole('button', { name: words.file.other }).click();
  const exitIs = (state: string) =>
    expect(page.locator(`[data-exit-state=${state}]`)).toBeVisible();

  await page.goto(origin + links.rescue);
  await chooseCoinFile(page, files.deposited);
  await check();
  await wallet.approve('Connect');
  await press(words.exit.start(BOND));
  await exitIs('open');

  const forged = await attack(chains, files);
  await other();
  await chooseCoinFile(page, files.received);
  await check();
  await press(words.exit.answers.challengeBefore(BOND));
  await expect(page.getByText(words.exit.asked)).toBeVisible();
  await press(words.exit.start(BOND));
  await exitIs('open');
  await doubt(chains, forged);
  await page.getByRole('button', { name: words.found.again }).click();
  await exitIs('challenged');
  await inspect(page, 'rescue-attacked');
  await press(words.exit.walk);
  await exitIs('open');

  await passTheWindow(page, chains);
  await expectUnpaid(chains, forged);
  await press(words.exit.finalize);
  await expect(page.getByText(words.found.exited)).toBeVisible();
  await press(words.exit.answers.failExit());
  await press(words.exit.answers.withdrawBond());
  await inspect(page, 'rescue-attack-failed');
  await other();
  await chooseCoinFile(page, files.deposited);
  await check();
  await press(words.exit.finalize);
  await expect(page.getByText(words.found.exited)).toBeVisible();
  await expectPaid(chains);
}

/** An exit that is older than the owner's, by a history that every validator signed. */
async function attack({ ethereum, bridge }: Chains, { received }: Files): Promise<ForgedHistory> {
  const file = coinFileFromText(received);
  return forgeHistory(ethereum, bridge, file, thiefOf(ethereum));
}

/** The owner's exit is neither stopped by a gift that he never signed, nor by a bare question. */
async function doubt({ ethereum, bridge }: Chains, { exitId, gift }: ForgedHistory): Promise<void> {
  const from = thiefOf(ethereum);
  const ownExit = exitId + 1n;
  const stop = bridge.vault('challengeAfter', [ownExit, gift], { from });
  expect(await ethereum.refusal(stop)).toMatchObject({ name: 'WrongSigner' });
  const value = bridge.rules.challengeBond;
  await ethereum.send(bridge.vault('challengeBirth', [ownExit], { from, value }));
}

async function passTheWindow(page: Page, { ethereum, bridge }: Chains): Promise<void> {
  await ethereum.pass(bridge.rules.window);
  await page.clock.setSystemTime(new Date(1_000 * Number(await ethereum.now())));
}

async function expectUnpaid({ ethereum, bridge }: Chains, { exitId }: ForgedHistory) {
  const finalize = bridge.vault('finalizeExit', [exitId], { from: thiefOf(ethereum) });
  expect(await ethereum.refusal(finalize)).toMatchObject({ name: 'ChallengesOpen' });
}

async function expectPaid({ ethereum, bridge }: Chains): Promise<void> {
  const token = { to: LOCAL_ERC721.address, abi: erc721Abi, name: 'ownerOf', args: [1n] };
  expect(await ethereum.read(token)).toBe(OWNER);
  const exit = await ethereum.read(bridge.vault('exitAt', [(RECEIVED << 32n) + 1n]));
  expect(exit).toMatchObject({ exitor: OWNER, state: FINALIZED });
}

const FINALIZED = 2;

function thiefOf({ accounts }: Ethereum) {
  return accounts[THIEF] as (typeof accounts)[number];
}
