import { expect, type Page } from '@playwright/test';
import { sponsorMessages } from '../../lib/ui/sponsor-messages.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { accountOf, waitForPhase } from './support/node-page.ts';
import { sendSignedAction } from './support/send-signed.ts';
import {
  finishDialog,
  grantsOf,
  inviteFromPage,
  openAs,
  sponsorPage,
} from './support/sponsor-page.ts';
import { confirmAction } from './support/stake-page.ts';
import { LOCAL_SPONSOR, NEWCOMER, testAccount } from './support/test-accounts.ts';

const COIN = 10n ** 18n;
const SPONSOR = testAccount(0).address;
const { own, openForm, budget, fillForm, emptyForm, changeForm, end, close, free, invitation } =
  sponsorMessages;

test('a newcomer without coins posts by what a sponsor set aside, and as long as he wants', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(400_000);
  const sponsor = await openProfile({ name: 'sponsor' });
  await openAs(sponsor, network.siteUrl, 1);
  await closeLocalGrant(sponsor.page);
  await openGrant(sponsor);

  const newcomer = await openProfile({ name: 'newcomer' });
  await openAs(newcomer, network.siteUrl, NEWCOMER.walletNumber);
  await expect(sponsorPage.ask(newcomer.page)).toContainText(free.nothing);
  await expect(standing(newcomer.page)).toHaveAttribute('data-standing', 'invited');
  await expect(ask(newcomer.page)).rejects.toThrow(/not invited/);

  const link = await inviteFromPage(sponsor, NEWCOMER.account.address);
  await inspect(sponsor.page, 'sponsors-invited');
  await sponsor.page.keyboard.press('Escape');
  await joinBy(newcomer, link);
  await ask(newcomer.page);
  expect((await accountOf(newcomer.page, NEWCOMER.account.address)).balanceWei).toBe(0n);
  const units = sponsorPage.ask(newcomer.page);
  await expect(units).not.toHaveAttribute('data-units-left', `${20n * 1_120n}`);
  await inspect(newcomer.page, 'sponsors-joined');

  await manageGrant(sponsor);
  await expect(standing(newcomer.page)).toHaveAttribute('data-standing', 'invited');
  await expect(ask(newcomer.page)).rejects.toThrow(/not invited/);

  await sponsorPage.button(sponsor.page, own.close).click();
  await finishDialog(sponsor, close.submit, 'SponsorClose');
  await expect(sponsorPage.own(sponsor.page)).toContainText(own.none);
  await expect(sponsorPage.free(newcomer.page)).toContainText(free.noSponsors);
});

/** What pays for everybody on a local network would be asked first. */
async function closeLocalGrant(page: Page): Promise<void> {
  const opener = LOCAL_SPONSOR.address.toLowerCase();
  const local = async () => (await grantsOf(page)).find((grant) => grant.opener === opener);
  await expect.poll(local, { timeout: 60_000 }).toBeDefined();
  const grant = (await local())?.id ?? '0x';
  await sendSignedAction(page, {
    ...{ from: LOCAL_SPONSOR, primaryType: 'SponsorClose', values: { grant } },
  });
  await expect.poll(local).toBeUndefined();
}

async function openGrant(profile: Profile): Promise<void> {
  const { page } = profile;
  await sponsorPage.own(page).getByRole('button', { name: own.open }).click();
  await expect(sponsorPage.field(page, budget.price)).not.toHaveValue('');
  await sponsorPage.dialog(page).getByRole('button', { name: openForm.empty }).click();
  await expect(sponsorPage.dialog(page)).toContainText(sponsorMessages.problems.empty);
  await sponsorPage.field(page, openForm.deposit).fill('2');
  await inspect(page, 'sponsors-open');
  await finishDialog(profile, openForm.submit('2', 'ETH'), 'SponsorOpenGrant');
  await expect(sponsorPage.ownGrant(page)).toHaveAttribute('data-deposit-wei', `${2n * COIN}`);
  await expect(sponsorPage.ownGrant(page)).toContainText('1,000 posts');
  await inspect(page, 'sponsors-grant');
}

async function joinBy(profile: Profile, link: string): Promise<void> {
  const { page } = profile;
  await page.goto(link);
  await waitForPhase(page, 'live');
  await expect(sponsorPage.join(page)).toBeEnabled();
  await inspect(page, 'sponsors-invitation');
  await sponsorPage.join(page).click();
  await confirmAction(profile, 'SponsorJoin');
  await expect(sponsorPage.free(page)).toContainText(invitation.joined);
  await expect(standing(page)).toHaveAttribute('data-standing', 'pays');
}

/** More coins, fewer coins, other budgets, and an end to whom was invited. */
async function manageGrant(profile: Profile): Promise<void> {
  const { page } = profile;
  const deposit = async () => BigInt((await grantsOf(page))[0]?.depositWei ?? 0n);
  const before = await deposit();
  expect(before, 'it paid for joining and asking').toBeLessThan(2n * COIN);
  await sponsorPage.button(page, own.fill).click();
  await sponsorPage.field(page, fillForm.label).fill('1');
  await finishDialog(profile, fillForm.submit('1', 'ETH'), 'SponsorFill');
  expect(await deposit()).toBe(before + COIN);
  await sponsorPage.button(page, own.empty).click();
  await sponsorPage.field(page, emptyForm.label).fill('0.5');
  await finishDialog(profile, emptyForm.submit('0.5', 'ETH'), 'SponsorEmpty');
  expect(await deposit()).toBe(before + COIN / 2n);
  await sponsorPage.button(page, own.change).click();
  await sponsorPage.field(page, budget.perDay).fill('500');
  await finishDialog(profile, changeForm.submit, 'SponsorChange');
  await expect(sponsorPage.ownGrant(page)).toContainText('500 posts');
  await sponsorPage.button(page, own.end).click();
  await finishDialog(profile, end.submit, 'SponsorEndInvitations');
}

/** A question that somebody else pays for. */
function ask(page: Page) {
  return sendSignedAction(page, {
    ...{ from: NEWCOMER.account, primaryType: 'QaAsk', feeMaxWei: 0n },
    values: { title: 'Who pays for this question?', text: 'I have no coin.', tags: 'sponsors' },
  });
}

function standing(page: Page) {
  return sponsorPage.sponsor(page, SPONSOR);
}
