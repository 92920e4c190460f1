import { expect, type Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { sessionMessages } from '../../lib/ui/session-messages.ts';
import { expectAccessible } from './support/accessibility.ts';
import {
  askForms,
  connectAsReader,
  expectPosted,
  fillQuestion,
  signOnce,
} from './support/ask-forms.ts';
import { expectDone, expectNotice, expectRefused, fresh, keyOf } from './support/ask-outcomes.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { openNode, type WeftWindow } from './support/node-page.ts';
import { plantSession } from './support/planted-session.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { sendSignedAction } from './support/send-signed.ts';
import { grantsOf } from './support/sponsor-page.ts';
import { LOCAL_SPONSOR, NEWCOMER, testAccount } from './support/test-accounts.ts';

// Posts that nobody lets through: the person is told why, nothing that was written is lost, and the
// way on works.

const words = askMessages.writing.newQuestion;
const TEXT = 'Every word of this is still here.';
const COIN = 10n ** 18n;
/** Long enough to load the page again and connect. */
const SHORT_SESSION_MS = 20_000;
/** Of title, text and tags, each shorter than 64 bytes. */
const ITEMS = 3;

const PRICE_MAX_WEI = 10n ** 12n;
const GENEROUS = { unitsPerAccountPerDay: 2_000_000n, unitsPerDay: 200_000_000n };
/** Two questions of one account. */
const LITTLE_FOR_EACH = { unitsPerAccountPerDay: 3_000n, unitsPerDay: 200_000_000n };
/** Three questions of all at once, and some units a minute. */
const LITTLE_FOR_ALL = { unitsPerAccountPerDay: 96_000n, unitsPerDay: 96_000n };

test('a session whose time is over asks for another, and nothing is lost', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile({ name: 'poster' });
  const { page } = profile;
  await openNode(page, network.siteUrl + links.newQuestion);
  await plantSession(page, testAccount(1), { validForMs: SHORT_SESSION_MS });
  const overMs = Date.now() + SHORT_SESSION_MS;
  await connectOnPage(profile, 2);
  await fillQuestion(page, 'Is a session ever over?', TEXT);
  await expect.poll(() => Date.now(), { timeout: SHORT_SESSION_MS }).toBeGreaterThan(overMs);
  await askForms.ask(page).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(sessionMessages.card.expired);
  await expect(dialog).toContainText(sessionMessages.open.kept);
  await takeScreenshots(page, 'abuse-session-over');
  await page.keyboard.press('Escape');
  await expectKept(page, 'session-key/none');
  await page.reload();
  await expect(askForms.text(page)).toHaveValue(TEXT);
  await askForms.ask(page).click();
  await signOnce(profile);
  await expectPosted(page);
});

test('a sponsor out of coins, a session out of coins, and more newcomers than are paid for', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(240_000);
  const newcomer = await openProfile({ name: 'newcomer' });
  const { page } = newcomer;
  await openNode(page, network.siteUrl + links.newQuestion);
  await connectOnPage(newcomer, NEWCOMER.walletNumber);
  await fillQuestion(page, 'Does a sponsor pay for me?', 'He does.');
  await askForms.ask(page).click();
  await signOnce(newcomer);
  await expectPosted(page);

  await test.step('the sponsor has no coins left', async () => {
    const { depositWei } = await localGrant(page);
    await bySponsor(page, 'SponsorEmpty', { amountWei: depositWei });
    await page.goto(network.siteUrl + links.newQuestion);
    await fillQuestion(page, 'Who pays for me now?', TEXT);
    await askForms.ask(page).click();
    await expectKept(page, 'sponsor/out-of-coins');
    await takeScreenshots(page, 'abuse-out-of-coins');
    await expectAccessible(page, 'a sponsor out of coins');
    await page.reload();
    await expect(askForms.text(page)).toHaveValue(TEXT);
  });

  await test.step('who has coins pays, as far as the session may', async () => {
    const poster = await openProfile({ name: 'poster' });
    await spendOut(poster, network.siteUrl);
    await poster.close();
  });

  await test.step('one account has its day, and all together have their budget', async () => {
    await bySponsor(page, 'SponsorFill', { amountWei: 10n * COIN });
    await changeBudget(page, LITTLE_FOR_EACH);
    for (const round of [1, 2]) await expectDone(page, asking(10, `Round ${round} of one`));
    await expectRefused(page, asking(10, 'One round too many'), 'sponsor/account-day-used');
    await changeBudget(page, LITTLE_FOR_ALL);
    for (const number of [11, 12, 13]) await expectDone(page, asking(number, `Of ${number}`));
    await expectRefused(page, asking(14, 'One account too many'), 'sponsor/budget-used');
    await askForms.ask(page).click();
    await expectKept(page, 'sponsor/budget-used');
    await takeScreenshots(page, 'abuse-budget-used');
  });

  await test.step('and when somebody pays again, what was kept is sent', async () => {
    await changeBudget(page, GENEROUS);
    await page.reload();
    await expect(askForms.text(page)).toHaveValue(TEXT);
    await askForms.ask(page).click();
    await expectPosted(page);
    await expect(page.getByText(TEXT)).toBeVisible();
  });
});

/** One question for its own coins; for the next one, the session may not spend enough. */
async function spendOut(poster: Profile, siteUrl: string): Promise<void> {
  const { page } = poster;
  await openNode(page, siteUrl + links.newQuestion);
  const { feeMaxWei } = await page.evaluate(
    (items) => (window as unknown as WeftWindow).weft.quote('QaAsk', items),
    ITEMS,
  );
  await bySponsor(page, 'SponsorFill', { amountWei: COIN });
  await plantSession(page, testAccount(2), { spendMaxWei: (feeMaxWei * 6n) / 5n });
  const { depositWei } = await localGrant(page);
  await bySponsor(page, 'SponsorEmpty', { amountWei: depositWei });
  await connectOnPage(poster, 3);
  await fillQuestion(page, 'Do I pay for myself?', 'I do.');
  await askForms.ask(page).click();
  await expectPosted(page);
  await page.goto(siteUrl + links.newQuestion);
  await fillQuestion(page, 'And may my session pay again?', TEXT);
  await askForms.ask(page).click();
  await expectKept(page, 'transaction/session-limit');
  await takeScreenshots(page, 'abuse-session-limit');
  await page.getByRole('button', { name: sessionMessages.open.again }).click();
  await page.getByRole('textbox', { name: sessionMessages.open.most }).fill('1');
  await takeScreenshots(page, 'abuse-open-again');
  await signOnce(poster);
  await expect(askForms.text(page)).toHaveValue(TEXT);
  await askForms.ask(page).click();
  await expectPosted(page);
}

/** Told on the page of the question, and in the editor, where the text is again. */
async function expectKept(page: Page, code: string): Promise<void> {
  await expectNotice(page, code);
  const back = page.getByRole('link', { name: words.back });
  if (await back.isVisible()) await back.click();
  await expect(askForms.text(page)).toHaveValue(TEXT);
  await expectNotice(page, code);
}

/** Loads the page anew, which then knows what was planted. */
async function connectOnPage({ page, wallet, ...rest }: Profile, number: number): Promise<void> {
  await openNode(page, page.url());
  await wallet.selectAccount(number);
  await connectAsReader({ page, wallet, ...rest });
}

function asking(number: number, title: string) {
  const values = { title: `${title} asks`, text: 'For free.', tags: 'sponsors' };
  return { from: fresh(number), primaryType: 'QaAsk', values };
}

async function localGrant(page: Page): Promise<{ id: string; depositWei: bigint }> {
  const isLocal = ({ opener }: { opener: string }) => opener === keyOf(LOCAL_SPONSOR);
  await expect.poll(async () => (await grantsOf(page)).some(isLocal)).toBe(true);
  const grant = (await grantsOf(page)).find(isLocal);
  return { id: grant?.id ?? '', depositWei: grant?.depositWei ?? 0n };
}

async function bySponsor(
  page: Page,
  primaryType: string,
  fields: Record<string, bigint>,
): Promise<void> {
  const values = { grant: (await localGrant(page)).id, ...fields };
  await sendSignedAction(page, { from: LOCAL_SPONSOR, primaryType, values });
}

function changeBudget(page: Page, budget: Record<string, bigint>): Promise<void> {
  return bySponsor(page, 'SponsorChange', { ...budget, priceMaxWei: PRICE_MAX_WEI });
}
