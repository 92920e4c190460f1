import { expect, type Locator, type Page } from '@playwright/test';
import type {
  Address,
  CommitteeView,
  StakesView,
  ValidatorsView,
} from '../../../lib/client/types.ts';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import type { Profile } from './launch-profile.ts';
import { openNode, type WeftWindow } from './node-page.ts';
import { answerBeside } from './wallet-control.ts';
import { walletPage } from './wallet-page.ts';

/** What a person finds on the page about stake. */
export const stakePage = {
  connect: (page: Page): Locator =>
    page.getByRole('main').getByRole('button', { name: messages.wallet.connect }),
  validator: (page: Page, account: string): Locator =>
    page.locator(`[data-validator="${account.toLowerCase()}"]`),
  delegateTo: (page: Page, name: string): Locator =>
    page.getByRole('button', { name: stakeMessages.stake.list.delegateTo(name) }),
  takeBackFrom: (page: Page, name: string): Locator =>
    page.getByRole('button', { name: stakeMessages.stake.own.takeBackFrom(name) }),
  changeFee: (page: Page): Locator =>
    page.getByRole('button', { name: stakeMessages.stake.own.changeFee }),
  burnFounding: (page: Page): Locator =>
    page.getByRole('button', { name: stakeMessages.stake.own.burnFounding }),
  fee: (page: Page): Locator =>
    page.getByRole('dialog').getByRole('textbox', { name: stakeMessages.validate.form.fee }),
  ownStake: (page: Page): Locator =>
    page.getByRole('region', { name: stakeMessages.stake.own.title }),
  validate: (page: Page): Locator =>
    page.getByRole('region', { name: stakeMessages.validate.title }),
  amount: (page: Page): Locator => page.getByRole('dialog').getByRole('textbox'),
  bond: (page: Page): Locator =>
    page.getByRole('textbox', { name: stakeMessages.validate.form.amount }),
};

/** Opens the page with the wallet connected and on the network that signatures must name. */
export async function openStakePage(profile: Profile, siteUrl: string): Promise<void> {
  const { page, wallet } = profile;
  await openNode(page, siteUrl + links.stake);
  await stakePage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
  const switchOrForm = walletPage.switchNetwork(page).or(stakePage.bond(page)).first();
  await expect(switchOrForm).toBeVisible();
  if (await walletPage.switchNetwork(page).isVisible()) {
    await walletPage.switchNetwork(page).click();
    await wallet.approve('Approve');
    await expect(walletPage.switchNetwork(page)).toBeHidden();
  }
  await expect(stakePage.validate(page)).toBeVisible();
}

/** Confirms in the wallet, after looking at what it asks. */
export async function confirmAction(
  { wallet }: Pick<Profile, 'wallet'>,
  primaryType: string,
): Promise<void> {
  const question = await wallet.question();
  await expect(answerBeside(question, 'Method')).toHaveText('eth_signTypedData_v4');
  await expect(question.getByRole('heading', { name: primaryType })).toBeVisible();
  await wallet.approve('Confirm');
}

/** Where the page says this browser stands. */
export async function waitForSituation(
  page: Page,
  kind: string | RegExp,
  timeoutMs = 15_000,
): Promise<void> {
  await expect(page.locator('[data-situation]')).toHaveAttribute('data-situation', kind, {
    timeout: timeoutMs,
  });
}

/**
 * Registers the connected account from the form, with one signature. It waits for the next epoch
 * then, unless its block is the last of this one.
 */
export async function registerFromPage(profile: Profile, amount: string): Promise<void> {
  const { page } = profile;
  await stakePage.bond(page).fill(amount);
  await page.getByRole('button', { name: /^Register with/ }).click();
  await confirmAction(profile, 'StakingRegister');
  await waitForSituation(page, /^(waiting|voting)$/);
}

/** The epoch of the block with the account's registration, whatever epoch it is by now. */
export async function epochOfRegistration(page: Page, account: string): Promise<bigint> {
  const epoch = await page.evaluate(async (key) => {
    const { weft } = window as unknown as WeftWindow;
    const { activity } = await weft.account(key);
    const entry = activity.find(({ primaryType }) => primaryType === 'StakingRegister');
    return entry?.height === undefined ? undefined : (await weft.block(entry.height))?.epoch;
  }, account.toLowerCase() as Address);
  expect(epoch, 'the registration is in a block').toBeDefined();
  return epoch ?? 0n;
}

export function validatorsOf(page: Page): Promise<ValidatorsView> {
  return page.evaluate(() => (window as unknown as WeftWindow).weft.validators());
}

/** Who votes in an epoch, by the index that votes carry. */
export async function membersOf(page: Page, epoch: bigint): Promise<CommitteeView['members']> {
  const committee = await page.evaluate(
    (which) => (window as unknown as WeftWindow).weft.committee(which),
    epoch,
  );
  if (!committee) throw new RangeError(`no committee of epoch ${epoch}`);
  return committee.members;
}

export function stakesOf(page: Page, account: string): Promise<StakesView> {
  return page.evaluate(
    (key) => (window as unknown as WeftWindow).weft.stakes(key),
    account.toLowerCase() as Address,
  );
}
