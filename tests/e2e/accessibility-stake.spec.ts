import { expect, type Page } from '@playwright/test';
import { messages } from '../../lib/ui/messages.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { openNode, statusOf, type WeftWindow, waitForPhase } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { sendSigned } from './support/send-signed.ts';
import {
  confirmAction,
  openStakePage,
  registerFromPage,
  stakePage,
  validatorsOf,
  waitForSituation,
} from './support/stake-page.ts';
import { testAccount } from './support/test-accounts.ts';

const EPOCH_MS = 40_000;
/** Blocks of an epoch after which absence counts. */
const COUNTED_BLOCKS = 24;
const transfer = { from: testAccount(3), to: testAccount(6).address, amountWei: 1n };

test.use({ epochMs: EPOCH_MS });

test('the stake page in every state of a validator', async ({ network, openProfile }) => {
  test.setTimeout(600_000);
  const { page: other } = await openProfile({ wallet: false, name: 'other' });
  await openNode(other, `${network.siteUrl}/stake/`);
  await inspect(other, 'stake-before');

  const profile = await openProfile();
  const { page } = profile;
  await openStakePage(profile, network.siteUrl);
  await delegateAndTakeBack(profile);
  await stakePage.bond(page).fill('4');
  await inspect(page, 'stake-register');
  await beginEpoch(page);
  await registerFromPage(profile, '4');
  await inspect(page, 'stake-waiting');
  await beginEpoch(page);
  await waitForSituation(page, 'voting');
  await sendBlocks(page, 8);
  await inspect(page, 'stake-voting');

  await beginEpoch(page);
  await leave(profile);
  await inspect(page, 'stake-leaving');

  await beginEpoch(page);
  await waitForSituation(page, 'register');
  await registerFromPage(profile, '3');
  await page.evaluate(() => (window as unknown as WeftWindow).weft.forgetValidator());
  await waitForSituation(page, 'missing');
  await inspect(page, 'stake-missing');
  await beginEpoch(page);
  await page.getByRole('button', { name: messages.validate.key.replace }).click();
  await confirmAction(profile, 'StakingReplaceKeys');
  await waitForSituation(page, 'replacing');
  await inspect(page, 'stake-replacing');

  await page.evaluate(() => (window as unknown as WeftWindow).weft.pause());
  await waitForPhase(page, 'paused');
  await beginEpoch(other);
  await sendBlocks(other, COUNTED_BLOCKS);
  await beginEpoch(other);
  await page.evaluate(() => (window as unknown as WeftWindow).weft.resume());
  await waitForPhase(page, 'live');
  await waitForSituation(page, 'jailed');
  await inspect(page, 'stake-jailed');
});

/** Opens the dialog, looks at it, and goes through with it. */
async function leave(profile: Profile): Promise<void> {
  const { page } = profile;
  const { open, submit } = messages.validate.leave;
  await page.getByRole('button', { name: open }).click();
  await takeScreenshots(page, 'stake-leave');
  await page.getByRole('dialog').getByRole('button', { name: submit }).click();
  await confirmAction(profile, 'StakingUnregister');
  await expect(page.getByRole('dialog')).toContainText(messages.stake.action.done);
  await page.keyboard.press('Escape');
  await waitForSituation(page, 'leaving');
}

async function delegateAndTakeBack(profile: Profile): Promise<void> {
  const { page } = profile;
  const name = (await validatorsOf(page)).validators[0]?.name ?? '';
  await stakePage.delegateTo(page, name).click();
  await stakePage.amount(page).fill('20');
  await inspect(page, 'stake-delegate');
  await page.getByRole('button', { name: 'Delegate 20 ETH' }).click();
  await confirmAction(profile, 'StakingDelegate');
  await expect(page.getByRole('dialog')).toContainText(messages.stake.action.done);
  await inspect(page, 'stake-delegated');
  await page.keyboard.press('Escape');
  await stakePage.takeBackFrom(page, name).click();
  await stakePage.amount(page).fill('5');
  await inspect(page, 'stake-take-back');
  await page.getByRole('button', { name: 'Take back 5 ETH' }).click();
  await confirmAction(profile, 'StakingUndelegate');
  await expect(page.getByRole('dialog')).toContainText(messages.stake.action.done);
  await page.keyboard.press('Escape');
}

async function sendBlocks(page: Page, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) await sendSigned(page, transfer);
}

/** Waits for the first moments of an epoch, so that a state can be looked at before it ends. */
async function beginEpoch(page: Page): Promise<void> {
  const { epoch } = await statusOf(page);
  // On a quiet chain the last block of an epoch may be half a minute late.
  while ((await statusOf(page)).epoch === epoch) {
    await sendBlocks(page, 1);
    await page.waitForTimeout(1_000);
  }
}
