import { expect, type Page } from '@playwright/test';
import { erc721Abi } from 'viem';
import type { HDAccount } from 'viem/accounts';
import { LOCAL_ERC721, LOCAL_RULES } from '../../contracts/deploy/local/local-contracts.ts';
import type { Address } from '../../lib/core/bytes.ts';
import { coinFileFromText } from '../../lib/node/coins/coin-file-text.ts';
import { createChildProcesses } from '../../lib/platform/nodejs/child-processes.ts';
import { startLocalEthereum } from '../../lib/platform/nodejs/local-ethereum.ts';
import { bridgeStates } from '../../lib/ui/english/bridge-states.ts';
import { rescue as words } from '../../lib/ui/english/rescue.ts';
import { vaultCoins } from '../../lib/ui/english/vault-coins.ts';
import { links } from '../../lib/ui/links.ts';
import { type Bridge, bridgeOf } from '../ethereum/support/bridge.ts';
import { challengeBefore } from '../ethereum/support/challenge-before.ts';
import { signTransfer } from '../ethereum/support/coins.ts';
import { type Ethereum, ethereumAt } from '../ethereum/support/ethereum.ts';
import { type ForgedHistory, forgeHistory } from '../ethereum/support/forged-history.ts';
import { expectAccessible } from './support/accessibility.ts';
import { bridgePage, openBridge } from './support/bridge-page.ts';
import { chooseCoinFile, coinLine, saveCoinFile } from './support/coin-file-control.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { LONG_EPOCH_MS, type Network, startNetwork } from './support/network.ts';
import type { WeftWindow } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { sendSignedAction } from './support/send-signed.ts';
import { serveStaticSite } from './support/static-site.ts';
import { stolenValidators } from './support/stolen-validators.ts';
import { testAccount } from './support/test-accounts.ts';

// The worst case of the Vault: every seed is gone for good, and every validator's key is in the
// hands of a thief. What is left is Ethereum, a wallet, and the files that a tab made before.

const OWNER = testAccount(0).address;
const THIEF = 6;
const STRANGER = 7;
/** The owner's by deposit, since the network began. */
const DEPOSITED = 1n;
/** Ether that others deposited; each came to the owner by way of two accounts. */
const RECEIVED = 2n;
const LEAVING = 3n;
const WAYS: readonly [bigint, readonly number[]][] = [
  [RECEIVED, [1, 2, 1, 0]],
  [LEAVING, [3, 4, 3, 0]],
];
const ETHER = 10n ** 18n;
const SECURED_MS = 60_000;
const BOND = '0.01 ETH';

test('an exit with a history answers a challenge; without seeds and against all validators too', async ({
  openProfile,
}, info) => {
  test.setTimeout(300_000);
  const network = await startNetwork(info.outputPath('network'), { epochMs: LONG_EPOCH_MS });
  const chains: Chains = {
    ethereum: ethereumAt(network.ethereumUrl),
    bridge: bridgeOf(network.file.genesis, await stolenValidators(network), LOCAL_RULES),
  };
  const owner = await openProfile();
  let files: Files;
  try {
    files = await coinsInTheTab(owner, network, chains);
    // They would answer for him.
    for (const seed of network.seeds) seed.freeze();
    await test.step('on the bridge page', () => leaveByTab(owner, chains, files));
  } finally {
    await network.kill();
  }
  const ethereumAlone = await startEthereumAgain(network);
  const site = await serveStaticSite();
  try {
    await test.step('on the rescue page', () => leaveByFile(owner, site.origin, chains, files));
  } finally {
    await site.close();
    await ethereumAlone.stop();
  }
});

interface Chains {
  ethereum: Ethereum;
  bridge: Bridge;
}

/** Of each coin, as the page makes it. */
interface Files {
  deposited: string;
  received: string;
  leaving: string;
}

/** One by deposit and two received, all secured; their files. */
async function coinsInTheTab(
  owner: Profile,
  { siteUrl }: Network,
  { ethereum, bridge }: Chains,
): Promise<Files> {
  const { page } = owner;
  for (const [, [first = 0]] of WAYS) {
    const deposit = { value: ETHER, from: accountOf(ethereum, first) };
    await ethereum.send(bridge.vault('depositEth', [], deposit));
  }
  await openBridge(owner, siteUrl);
  await Promise.all(WAYS.map(([slot, way]) => move(page, bridge, slot, way)));
  for (const [slot] of WAYS) {
    const secured = { timeout: SECURED_MS };
    await expect(coinLine(page, slot)).toHaveAttribute('data-state', 'secured', secured);
  }
  return {
    deposited: await saveCoinFile(page, DEPOSITED),
    received: await saveCoinFile(page, RECEIVED),
    leaving: await saveCoinFile(page, LEAVING),
  };
}

/** From account to account, a coin block each. */
async function move(page: Page, bridge: Bridge, slot: bigint, way: readonly number[]) {
  const coin = () => page.evaluate((id) => (window as unknown as WeftWindow).weft.coin(id), slot);
  const ownerOf = async () => {
    const { owner, waitsFor } = (await coin()) ?? {};
    return waitsFor === 'coin-block' ? waitsFor : owner;
  };
  const isOf = (account: HDAccount) =>
    expect.poll(ownerOf, { timeout: 30_000 }).toBe(account.address.toLowerCase());
  const [first, ...others] = way.map(testAccount);
  let from = first;
  if (from) await isOf(from);
  for (const next of others) {
    if (!from) return;
    const { parent = 0n } = (await coin()) ?? {};
    const fields = { slot, parent, to: next.address.toLowerCase() as Address };
    const signed = await signTransfer(bridge.domain, from, { ...fields, lastCoinBlock: 1_000n });
    const values = { ...signed.transfer, ownerSignature: signed.signature };
    await sendSignedAction(page, { from, primaryType: 'VaultTransfer', values });
    await isOf(next);
    from = next;
  }
}

/** Started, challenged by a stranger, answered, paid; both bonds are the owner's. */
async function leaveByTab(
  { page, wallet }: Profile,
  { ethereum, bridge }: Chains,
  { leaving }: Files,
) {
  const line = coinLine(page, LEAVING);
  await line.getByRole('button', { name: /^Take coin/ }).click();
  await line.getByRole('button', { name: vaultCoins.coins.start }).click();
  await wallet.approve('Confirm');
  const card = bridgePage.moving(page).filter({ hasText: `coin ${LEAVING}` });
  await expect(card).toHaveAttribute('data-state', 'window');

  const stranger = accountOf(ethereum, STRANGER);
  const file = coinFileFromText(leaving);
  await ethereum.send(challengeBefore(bridge, LEAVING << 32n, file, stranger));
  await expect(card).toHaveAttribute('data-state', 'challenged');
  // Once: the window goes on.
  await expectAccessible(page, 'an exit that is challenged');
  await takeScreenshots(page, 'bridge-exit-challenged');
  const answer = card.getByRole('button', { name: bridgeStates.exits.answer });
  await answer.click();
  await wallet.cancel();
  await expect(card).toContainText(/nothing was sent/i);
  await answer.click();
  await wallet.approve('Confirm');
  await expect(card).toHaveAttribute('data-state', 'window');
  const { answers } = vaultCoins.coins.duties;
  const bond = page.locator('[data-duty="withdrawChallengeBond"]');
  await bond.getByRole('button', { name: answers.withdrawChallengeBond }).click();
  await wallet.approve('Confirm');
  await expect(bond).toHaveCount(0);

  await ethereum.pass(bridge.rules.window);
  await card.getByRole('button', { name: /^Take 1 ETH/ }).click();
  await wallet.approve('Confirm');
  await card.getByRole('button', { name: bridgeStates.exits.bond }).click();
  await wallet.approve('Confirm');
  await expect(card).toHaveCount(0);
  const exit = await ethereum.read(bridge.vault('exitAt', [LEAVING << 32n]));
  expect(exit).toMatchObject({ exitor: OWNER, state: SETTLED });
}

/** Ethereum outlives the machine that ran it here together with the seeds. */
async function startEthereumAgain({ folder, ethereumUrl }: Network) {
  const children = createChildProcesses(() => undefined);
  const { hostname: host, port } = new URL(ethereumUrl);
  await startLocalEthereum(children, { folder, host, port: Number(port) });
  return children;
}

/** From the page alone, while a thief holds the keys of all validators. */
async function leaveByFile(
  owner: Profile,
  origin: string,
  chains: Chains,
  files: Files,
): Promise<void> {
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
  await takeScreenshots(page, 'rescue-attacked');
  await press(words.exit.walk);
  await exitIs('open');

  await passTheWindow(page, chains);
  await expectUnpaid(chains, forged);
  await press(words.exit.finalize);
  await expect(page.getByText(words.found.exited)).toBeVisible();
  await press(words.exit.answers.failExit());
  await press(words.exit.answers.withdrawBond());
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
  return forgeHistory(ethereum, bridge, file, accountOf(ethereum, THIEF));
}

/** The owner's exit is neither stopped by a gift that he never signed, nor by a bare question. */
async function doubt({ ethereum, bridge }: Chains, { exitId, gift }: ForgedHistory): Promise<void> {
  const from = accountOf(ethereum, THIEF);
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
  const finalize = bridge.vault('finalizeExit', [exitId], { from: accountOf(ethereum, THIEF) });
  expect(await ethereum.refusal(finalize)).toMatchObject({ name: 'ChallengesOpen' });
}

async function expectPaid({ ethereum, bridge }: Chains): Promise<void> {
  const token = { to: LOCAL_ERC721.address, abi: erc721Abi, name: 'ownerOf', args: [1n] };
  expect(await ethereum.read(token)).toBe(OWNER);
  const exit = await ethereum.read(bridge.vault('exitAt', [(RECEIVED << 32n) + 1n]));
  expect(exit).toMatchObject({ exitor: OWNER, state: FINALIZED });
}

// Of the contract's `ExitState`.
const FINALIZED = 2;
const SETTLED = 4;

function accountOf({ accounts }: Ethereum, index: number) {
  return accounts[index] as (typeof accounts)[number];
}
