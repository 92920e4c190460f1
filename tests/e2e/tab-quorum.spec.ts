import { expect } from '@playwright/test';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { type Network, startNetwork } from './support/network.ts';
import { expectSameState, openNode, statusOf } from './support/node-page.ts';
import { sendByWallet } from './support/send-by-wallet.ts';
import {
  confirmAction,
  epochOfRegistration,
  openStakePage,
  registerFromPage,
  validatorsOf,
  waitForSituation,
} from './support/stake-page.ts';
import { testAccount } from './support/test-accounts.ts';
import { connectWallet, goToWallet, walletPage } from './support/wallet-page.ts';
import { startWireTap, type WireTap } from './support/wire-tap.ts';

// The seeds begin the chain and introduce the tabs to each other; then the tabs are the chain.

const NAMES = ['ada', 'ben', 'cleo', 'dora'] as const;
const LAST = 'dora';
/** Three of four outweigh the dead fourth and the dead seeds together. */
const BOND = '300';
const EPOCH_MS = 15_000;
/** An epoch, and on a quiet chain half a minute until its last block. */
const NEXT_EPOCH_MS = 75_000;
/** Within this a waiting transaction is final, whenever a quorum is awake. */
const GROWS_MS = 30_000;
const RETURNS_MS = 60_000;

let sentCount = 0;

test(
  'four tabs take over the chain, every seed is killed, and a tab comes and goes',
  {
    tag: '@long',
  },
  async ({ openProfile }, info) => {
    test.setTimeout(600_000);
    const folder = info.outputPath('network');
    const network = await startNetwork(folder, { epochMs: EPOCH_MS });
    const { basePort, siteUrl } = network;
    const tap = await startWireTap(folder, info.outputPath('wire.jsonl'));
    const measured = (what: string, ms: number): void => {
      info.annotations.push({ type: 'measured', description: `${what}: ${ms} ms` });
    };
    let running = network;
    try {
      const tabs: Profile[] = [];
      for (const [index, name] of NAMES.entries()) {
        const tab = await openProfile({ name });
        await tab.wallet.selectAccount(index + 1);
        await openStakePage(tab, siteUrl);
        await registerFromPage(tab, BOND);
        tabs.push(tab);
      }
      measured('last bond to all voting', await votingAfter(tabs));
      await expectAtNextBoundary(tabs);
      await expectQuorumOf(tabs);
      for (const seed of network.seeds) {
        await expect.poll(() => seed.status()).toHaveProperty('validator');
      }
      for (const tab of tabs) await standAtWallet(tab);
      await sendWithin(GROWS_MS, tabs);
      await expectHeard(tap, tabs, 0);

      await network.kill();
      await test.step('every process of the network is killed', async () => {
        for (const seed of network.seeds) expect(await seed.status()).toBeUndefined();
        measured('kill to next final block', await goOnPastBoundary(tabs, tap));
      });

      const relayMs = Date.now();
      running = await startNetwork(folder, { epochMs: EPOCH_MS, relayOnly: true, basePort });
      await test.step('a seed returned as a relay without a key', async () => {
        await expectRelayFollows(running, tabs);
      });

      await tabs.pop()?.kill();
      await test.step('a tab is killed', async () => {
        measured('killed tab to next final block', await sendWithin(GROWS_MS, tabs));
        await sendWithin(GROWS_MS, tabs);
      });
      await test.step('it returns', async () => {
        const returned = await openProfile({ name: LAST });
        measured('return to first vote', await votesAgain(returned, tabs, tap, siteUrl));
        tabs.push(returned);
      });

      await expectSameState(tabs.map(({ page }) => page));
      await expectRelayFollows(running, tabs);
      tap.expectHonest();
      const relayId = network.file.seeds[0]?.addresses[0]?.split('/').at(-1) ?? '';
      expect(tap.votesBy(relayId).length, 'it voted with its key').toBeGreaterThan(0);
      expect(tap.votesBy(relayId, relayMs), 'and not without').toEqual([]);
    } finally {
      await tap.stop();
      await running.stop();
    }
  },
);

async function votingAfter(tabs: readonly Profile[]): Promise<number> {
  const startMs = Date.now();
  for (const { page } of tabs) await waitForSituation(page, 'voting', NEXT_EPOCH_MS);
  return Date.now() - startMs;
}

/** Each votes since the epoch that follows the one of the block with its registration. */
async function expectAtNextBoundary(tabs: readonly Profile[]): Promise<void> {
  for (const { page } of tabs) {
    const { validator } = await statusOf(page);
    const registeredIn = await epochOfRegistration(page, validator?.account ?? '0x');
    expect(validator?.sinceEpoch).toBe(registeredIn + 1n);
  }
}

/** More than two thirds of the power, even without one of them. */
async function expectQuorumOf(tabs: readonly Profile[]): Promise<void> {
  const { validators, quorumPower, totalPower } = await validatorsOf(first(tabs).page);
  const accounts = tabs.map((_, index) => testAccount(index).address.toLowerCase());
  const powers = validators
    .filter(({ account }) => accounts.includes(account))
    .map(({ power }) => power);
  expect(powers.length).toBe(tabs.length);
  const sum = powers.reduce((total, power) => total + power, 0n);
  expect(sum * 3n).toBeGreaterThan(totalPower * 2n);
  for (const power of powers) expect(sum - power).toBeGreaterThanOrEqual(quorumPower);
}

/** The observer has heard each tab say something for the first time since then. */
async function expectHeard(tap: WireTap, tabs: readonly Profile[], sinceMs: number): Promise<void> {
  for (const { page } of tabs) {
    const { peerId } = await statusOf(page);
    await expect
      .poll(() => tap.votesBy(peerId, sinceMs).length, { timeout: GROWS_MS })
      .toBeGreaterThan(0);
  }
}

/** On the page from which it sends: with the site gone, no other can be loaded. */
async function standAtWallet(tab: Profile): Promise<void> {
  await goToWallet(tab.page);
  if (await walletPage.connect(tab.page).isVisible()) await connectWallet(tab);
  await expect(walletPage.send(tab.page)).toBeEnabled();
}

/** Every tab sends, and all of them vote, in this epoch and the next. */
async function goOnPastBoundary(tabs: readonly Profile[], tap: WireTap): Promise<number> {
  const startMs = Date.now();
  const { epoch } = await statusOf(first(tabs).page);
  const firstMs = await sendWithin(GROWS_MS, tabs);
  while ((await statusOf(first(tabs).page)).epoch === epoch) await sendWithin(GROWS_MS, tabs);
  for (const tab of tabs) await sendWithin(GROWS_MS, [tab]);
  await expectSameState(tabs.map(({ page }) => page));
  await expectHeard(tap, tabs, startMs);
  return firstMs;
}

/** By the wallet, from one tab after another; how long it took until it was final. */
async function sendWithin(mostMs: number, tabs: readonly Profile[]): Promise<number> {
  const startMs = Date.now();
  const sender = tabs[sentCount++ % tabs.length] ?? first(tabs);
  await sendByWallet(sender, testAccount(9).address, '0.01');
  const tookMs = Date.now() - startMs;
  expect(tookMs, 'a transfer is final').toBeLessThan(mostMs);
  return tookMs;
}

async function expectRelayFollows(
  { seeds, file }: Network,
  tabs: readonly Profile[],
): Promise<void> {
  const seed = seeds.find(({ name }) => name === file.seeds[0]?.name);
  await expect(async () => {
    const theirs = await seed?.status();
    const ours = await statusOf(first(tabs).page);
    expect(theirs).not.toHaveProperty('validator');
    expect(BigInt(theirs?.finalizedHeight ?? 0)).toBe(ours.finalizedHeight);
    expect(theirs?.stateRoot).toBe(ours.stateRoot);
  }).toPass({ timeout: RETURNS_MS });
  for (const other of seeds) if (other !== seed) expect(await other.status()).toBeUndefined();
}

/** Who was away for an epoch of many blocks is in jail, and leaves it by a button. */
async function votesAgain(
  tab: Profile,
  others: readonly Profile[],
  tap: WireTap,
  siteUrl: string,
): Promise<number> {
  const { page } = tab;
  const startMs = Date.now();
  const { peerId } = await openNode(page, `${siteUrl}/stake/`);
  await waitForSituation(page, /^(voting|jailed)$/);
  const unjail = page.getByRole('button', { name: stakeMessages.validate.jail.unjail });
  if (await unjail.isVisible()) {
    await expect(unjail).toBeEnabled({ timeout: 2 * NEXT_EPOCH_MS });
    await unjail.click();
    await confirmAction(tab, 'StakingUnjail');
    await waitForSituation(page, 'voting', NEXT_EPOCH_MS);
  }
  const freeMs = Date.now();
  while (tap.votesBy(peerId, startMs).length === 0) {
    expect(Date.now() - freeMs, 'it votes again').toBeLessThan(RETURNS_MS);
    await sendWithin(GROWS_MS, others);
  }
  return Date.now() - startMs;
}

function first(tabs: readonly Profile[]): Profile {
  const [tab] = tabs;
  if (!tab) throw new RangeError('no tab');
  return tab;
}
