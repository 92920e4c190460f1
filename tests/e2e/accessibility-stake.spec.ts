import { expect, type Page } from '@playwright/test';
import { links } from '../../lib/ui/links.ts';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { beginEpoch } from './support/begin-epoch.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { openNode, type WeftWindow, waitForPhase } from './support/node-page.ts';
import { sendSigned } from './support/send-signed.ts';
import {
  confirmAction,
  epochOfRegistration,
  openStakePage,
  registerFromPage,
  stakePage,
  validatorsOf,
  waitForSituation,
} from './support/stake-page.ts';
import { FOUNDER, testAccount } from './support/test-accounts.ts';
import { walletPage } from './support/wallet-page.ts';

/** What a page shows between two blocks stays: a quiet chain makes none for half a minute. */
const EPOCH_MS = 30_000;
/** Blocks of an epoch after which absence counts. */
const COUNTED_BLOCKS = 22;
const OWNER = testAccount(0).address.toLowerCase() as `0x${string}`;
const transfer = { from: testAccount(3), to: testAccount(6).address, amountWei: 1n };

test.use({ epochMs: EPOCH_MS });

test('stake of one who lends it: the list, the dialogs, a refusal', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(240_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openNode(page, network.siteUrl + links.stake);
  await inspect(page, 'stake-before');
  await openStakePage(profile, network.siteUrl);
  const name = (await validatorsOf(page)).validators[0]?.name ?? '';

  await stakePage.delegateTo(page, name).click();
  await stakePage.amount(page).fill('20');
  await inspect(page, 'stake-delegate');
  await page.getByRole('button', { name: 'Delegate 20 ETH' }).click();
  await wallet.cancel();
  await expect(page.getByRole('dialog')).toContainText('nothing was sent');
  await inspect(page, 'stake-refused');
  await page.getByRole('button', { name: 'Delegate 20 ETH' }).click();
  await confirmAction(profile, 'StakingDelegate');
  await expect(page.getByRole('dialog')).toContainText(stakeMessages.stake.action.done);
  await page.keyboard.press('Escape');

  await stakePage.takeBackFrom(page, name).click();
  await stakePage.amount(page).fill('5');
  await inspect(page, 'stake-take-back');
  await page.getByRole('button', { name: 'Take back 5 ETH' }).click();
  await confirmAction(profile, 'StakingUndelegate');
  await expect(page.getByRole('dialog')).toContainText(stakeMessages.stake.action.done);
  await page.keyboard.press('Escape');
  await stakePage.bond(page).fill('4');
  await inspect(page, 'stake-register');

  await openNode(page, network.siteUrl + links.account(OWNER));
  await expect(page.locator('[data-stake-of]')).toContainText(stakeMessages.stake.own.back);
  await inspect(page, 'explorer-account-stake');
});

test('founding stake, and the dialog that burns it', async ({ network, openProfile }) => {
  test.setTimeout(120_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  await wallet.selectAccount(FOUNDER.walletNumber);
  await openStakePage(profile, network.siteUrl);
  await expect(stakePage.burnFounding(page)).toBeVisible();
  await inspect(page, 'stake-founding');
  await stakePage.burnFounding(page).click();
  await stakePage.amount(page).fill('5');
  await inspect(page, 'stake-burn');
});

test('stake of those who validate, to jail and to leaving', { tag: '@long' }, async ({
  network,
  openProfile,
}) => {
  test.setTimeout(360_000);
  const staying = await openProfile();
  const leaving = await openProfile({ name: 'leaving' });
  const { page } = staying;
  const { page: other } = leaving;
  await leaving.wallet.selectAccount(2);
  await openStakePage(leaving, network.siteUrl);
  await openStakePage(staying, network.siteUrl);

  await beginEpoch(page);
  await registerFromPage(staying, '4');
  const joinedAfter = await epochOfRegistration(page, OWNER);
  await registerFromPage(leaving, '3');
  await page.evaluate(() => (window as unknown as WeftWindow).weft.forgetValidator());
  await waitForSituation(page, 'missing');
  await inspect(page, 'stake-missing');
  await beginEpoch(page);
  await page.getByRole('button', { name: stakeMessages.validate.key.replace }).click();
  await confirmAction(staying, 'StakingReplaceKeys');
  await waitForSituation(page, 'replacing');
  await inspect(page, 'stake-replacing');

  await beginEpoch(page);
  await waitForSituation(page, 'voting');
  await sendBlocks(page, 5);
  await inspect(page, 'stake-voting');
  await stakePage.changeFee(page).click();
  await stakePage.fee(page).fill('15');
  await inspect(page, 'stake-fee');
  await page.getByRole('button', { name: stakeMessages.stake.changeFee.submit(15) }).click();
  await confirmAction(staying, 'StakingSetFee');
  await expect(page.getByRole('dialog')).toContainText(stakeMessages.stake.action.done);
  await page.keyboard.press('Escape');
  await inspectBoundary(page, network.siteUrl, joinedAfter);
  await waitForSituation(other, 'voting');
  await other.getByRole('button', { name: stakeMessages.validate.leave.open }).click();
  await inspect(other, 'stake-leave');

  await page.evaluate(() => (window as unknown as WeftWindow).weft.pause());
  await waitForPhase(page, 'paused');
  await inspect(page, 'stake-silent');
  await beginEpoch(other);
  await sendBlocks(other, COUNTED_BLOCKS);
  await beginEpoch(other);
  await inspectLeaving(leaving, network.siteUrl);
  await page.evaluate(() => (window as unknown as WeftWindow).weft.resume());
  await waitForPhase(page, 'live');
  await waitForSituation(page, 'jailed');
  await inspect(page, 'stake-jailed');
  await beginEpoch(page);
  await page.getByRole('button', { name: stakeMessages.validate.jail.unjail }).click();
  await confirmAction(staying, 'StakingUnjail');
  await waitForSituation(page, 'waiting');
  await inspect(page, 'stake-waiting');
});

/** From the open dialog to the wallet, which shows what is on its way back. */
async function inspectLeaving(leaving: Profile, siteUrl: string): Promise<void> {
  const { page } = leaving;
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: stakeMessages.validate.leave.submit }).click();
  await confirmAction(leaving, 'StakingUnregister');
  await expect(dialog).toContainText(stakeMessages.stake.action.done);
  await page.keyboard.press('Escape');
  await waitForSituation(page, 'leaving');
  await inspect(page, 'stake-leaving');
  await openNode(page, siteUrl + links.wallet);
  await expect(walletPage.send(page)).toBeEnabled();
  await inspect(page, 'wallet-staked');
}

/** The last block of an epoch, after which this tab is in the committee, and the loom. */
async function inspectBoundary(page: Page, siteUrl: string, epoch: bigint): Promise<void> {
  const blocks = await page.evaluate(() =>
    (window as unknown as WeftWindow).weft.blocks({ limit: 64 }),
  );
  const last = blocks.find((block) => block.epoch === epoch);
  await openNode(page, siteUrl + links.block(last?.height ?? 0n));
  await expect(page.locator(`[data-next-member="${OWNER}"]`)).toHaveAttribute(
    'data-change',
    'joins',
  );
  await inspect(page, 'explorer-boundary');
  await openNode(page, siteUrl);
  await inspect(page, 'node-voting');
  await openNode(page, siteUrl + links.stake);
  await waitForSituation(page, 'voting');
}

async function sendBlocks(page: Page, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) await sendSigned(page, transfer);
}
