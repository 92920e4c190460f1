import { expect, type Page } from '@playwright/test';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { beginEpoch } from './support/begin-epoch.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { openNode, statusOf, type WeftWindow } from './support/node-page.ts';
import { sendSigned } from './support/send-signed.ts';
import {
  confirmAction,
  openStakePage,
  registerFromPage,
  stakePage,
  stakesOf,
  validatorsOf,
  waitForSituation,
} from './support/stake-page.ts';
import { FOUNDER, testAccount } from './support/test-accounts.ts';

/** Long enough to see and to do something in one epoch. */
const EPOCH_MS = 25_000;
const COIN = 10n ** 18n;
const OWNER = testAccount(0).address;
const transfer = { from: testAccount(5), to: testAccount(6).address, amountWei: 1n };

test.use({ epochMs: EPOCH_MS });

test('the page says who votes, and a visitor without a wallet can read all of it', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, `${network.siteUrl}/stake/`);
  const { validators } = await validatorsOf(page);
  expect(validators.length).toBe(network.seeds.length);
  for (const { account, name } of validators) {
    const row = stakePage.validator(page, account);
    await expect(row).toContainText(name ?? '');
    await expect(row).toContainText('of the power');
    await expect(row).toContainText('100.0 % founding');
  }
  await expect(page.locator('[data-founding-share]')).toHaveText('100.0 %');
  await waitForSituation(page, 'connect');
});

test('coins are put at stake, count in the next epoch, and come back after their time', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const profile = await openProfile();
  const { page } = profile;
  await openStakePage(profile, network.siteUrl);
  const [first] = (await validatorsOf(page)).validators;
  const name = first?.name ?? '';
  await stakePage.delegateTo(page, name).click();
  await stakePage.amount(page).fill('0.5');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delegate/ })
    .click();
  await expect(page.getByRole('dialog')).toContainText('The least stake is 1 ETH.');
  await stakePage.amount(page).fill('20');
  await page.getByRole('button', { name: 'Delegate 20 ETH' }).click();
  await confirmAction(profile, 'StakingDelegate');
  await expect(page.getByRole('dialog')).toContainText(stakeMessages.stake.action.done);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(stakePage.ownStake(page)).toContainText('20ETH at stake');

  await stakePage.takeBackFrom(page, name).click();
  await stakePage.amount(page).fill('5');
  await page.getByRole('button', { name: 'Take back 5 ETH' }).click();
  await confirmAction(profile, 'StakingUndelegate');
  await expect(page.getByRole('dialog')).toContainText(stakeMessages.stake.action.done);
  await page.keyboard.press('Escape');
  await expect(stakePage.ownStake(page)).toContainText('5ETH on its way back');
  await expect(stakePage.ownStake(page).locator('[data-countdown]')).toHaveText(/yours in .*min/);
  const { withdrawableWei, delegations } = await stakesOf(page, OWNER);
  expect(withdrawableWei).toBeGreaterThanOrEqual(20n * COIN);
  expect(delegations[0]?.amountWei).toBeGreaterThanOrEqual(15n * COIN);
});

test('a tab bonds, registers with one signature, votes, and leaves cleanly', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  await openStakePage(profile, network.siteUrl);
  await beginEpoch(page);
  await registerFromPage(profile, '5');
  expect(wallet.questionCount()).toBe(0);
  await expect(stakePage.validator(page, OWNER)).toHaveAttribute('data-next-power', '5');
  await expect(page.getByText(/It begins (in|with)/)).toBeVisible();

  await beginEpoch(page);
  await waitForSituation(page, 'voting');
  const { validator, epoch } = await statusOf(page);
  expect(validator).toMatchObject({ state: 'voting', sinceEpoch: epoch });
  await expect(page.locator(`[data-warp-head="${OWNER.toLowerCase()}"]`)).toContainText('this tab');
  await sendBlocks(page, 6);
  await expect(page.locator('[data-last-votes]')).not.toHaveAttribute('data-last-votes', /^0\//);
  expect((await statusOf(page)).validator?.lastVotedView).toBeGreaterThan(0n);

  await changeFee(profile, 15);
  await expect(stakePage.validator(page, OWNER)).toContainText('Fee 10 %, next epoch 15 %');
  await beginEpoch(page);
  await expect(stakePage.validator(page, OWNER)).toContainText('Fee 15 %');
  await page.getByRole('button', { name: stakeMessages.validate.leave.open }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: stakeMessages.validate.leave.submit })
    .click();
  await confirmAction(profile, 'StakingUnregister');
  await expect(page.getByRole('dialog')).toContainText(stakeMessages.stake.action.done);
  await page.keyboard.press('Escape');
  await waitForSituation(page, 'leaving');
  await expect(stakePage.ownStake(page)).toContainText('on its way back');
  await beginEpoch(page);
  await waitForSituation(page, 'register');
  await expect(stakePage.validator(page, OWNER)).toBeHidden();
});

test('a key that was deleted is replaced from the page, and the new one votes', {
  tag: '@long',
}, async ({ network, openProfile }) => {
  test.setTimeout(300_000);
  const profile = await openProfile();
  const { page } = profile;
  await openStakePage(profile, network.siteUrl);
  await beginEpoch(page);
  await registerFromPage(profile, '3');
  const { validator: before } = await statusOf(page);
  await page.evaluate(() => (window as unknown as WeftWindow).weft.forgetValidator());
  await waitForSituation(page, 'missing');
  await expect(stakePage.validate(page)).toContainText(stakeMessages.validate.key.safe);
  await page.getByRole('button', { name: stakeMessages.validate.key.replace }).click();
  await confirmAction(profile, 'StakingReplaceKeys');
  await waitForSituation(page, 'replacing');
  await beginEpoch(page);
  await waitForSituation(page, 'voting');
  const { validator: after } = await statusOf(page);
  expect(after?.blsKey).not.toBe(before?.blsKey);
  await sendBlocks(page, 3);
  await expect(page.locator('[data-last-votes]')).not.toHaveAttribute('data-last-votes', /^0\//);
});

test('founding stake is burnt for ever, and votes less from the next epoch on', {
  tag: '@long',
}, async ({ network, openProfile }) => {
  test.setTimeout(180_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  await wallet.selectAccount(FOUNDER.walletNumber);
  await openStakePage(profile, network.siteUrl);
  const dialog = page.getByRole('dialog');
  const row = stakePage.validator(page, FOUNDER.address);
  await expect(row).toHaveAttribute('data-power', '25');
  await beginEpoch(page);

  await stakePage.burnFounding(page).click();
  await stakePage.amount(page).fill('26');
  await dialog.getByRole('button', { name: stakeMessages.stake.burn.empty }).click();
  await expect(dialog).toContainText(stakeMessages.stake.problems.notFounding);
  await stakePage.amount(page).fill('5');
  await expect(dialog).toContainText('power 20');
  await dialog.getByRole('button', { name: 'Burn 5 ETH for ever' }).click();
  await confirmAction(profile, 'StakingBurnFounding');
  await expect(dialog).toContainText(stakeMessages.stake.action.done);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(stakePage.ownStake(page)).toContainText('20ETH founding stake');
  await expect(row).toHaveAttribute('data-power', '25');
  await expect(row).toHaveAttribute('data-next-power', '20');
  await beginEpoch(page);
  await expect(row).toHaveAttribute('data-power', '20');
  expect((await stakesOf(page, FOUNDER.address)).foundingWei).toBe(20n * COIN);
});

/** From the open page to the final block, with one signature. */
async function changeFee(profile: Profile, percent: number): Promise<void> {
  const { page } = profile;
  const dialog = page.getByRole('dialog');
  await stakePage.changeFee(page).click();
  await dialog.getByRole('button', { name: stakeMessages.stake.changeFee.empty }).click();
  await expect(dialog).toContainText(stakeMessages.stake.problems.sameFee);
  await stakePage.fee(page).fill('101');
  await expect(dialog).toContainText(stakeMessages.stake.problems.fee);
  await stakePage.fee(page).fill(`${percent}`);
  await dialog.getByRole('button', { name: stakeMessages.stake.changeFee.submit(percent) }).click();
  await confirmAction(profile, 'StakingSetFee');
  await expect(dialog).toContainText(stakeMessages.stake.action.done);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

async function sendBlocks(page: Page, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) await sendSigned(page, transfer);
}
