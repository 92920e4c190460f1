import { expect, type Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { errorWords } from '../../lib/ui/error-words.ts';
import { links } from '../../lib/ui/links.ts';
import {
  askForms,
  chooseWallet,
  connectAsReader,
  expectPosted,
  fillQuestion,
  signOnce,
} from './support/ask-forms.ts';
import {
  expectDone,
  expectNotice,
  expectRefused,
  fresh,
  keyOf,
  pointsOf,
  questionOf,
} from './support/ask-outcomes.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { accountOf, openNode } from './support/node-page.ts';
import { postVectors } from './support/post-vectors.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { watchScripts } from './support/script-watch.ts';
import { testAccount } from './support/test-accounts.ts';

// What people do to each other on Ask. Whatever a page would not send is signed outside of it and
// sent through the page's node.

const words = askMessages.writing;
const COIN = 10n ** 18n;
const [victim, friend, stranger] = [fresh(1), fresh(2), fresh(3)] as const;

test('no script of a post, a name or a title runs for who reads it', async ({
  network,
  openProfile,
}) => {
  const { page, context } = await openProfile({ wallet: false });
  const watch = await watchScripts(context);
  await openNode(page, network.siteUrl + links.ask);
  const { question, author } = await postVectors(page);

  await page.goto(network.siteUrl + links.question(question));
  await expect(page.locator('.prose').nth(1)).toBeVisible();
  // It was read as Markdown: what is harmless in it has become links and code.
  expect(await page.locator('.prose a[href^="https://example.com"]').count()).toBeGreaterThan(10);
  expect(await page.locator('.prose pre').count()).toBeGreaterThan(3);
  await watch.expectHarmless(page);
  for (const path of [
    links.ask,
    links.person(keyOf(author)),
    links.history(question, question),
    links.account(keyOf(author)),
  ]) {
    await page.goto(network.siteUrl + path);
    await expect(page.getByRole('main')).toContainText(/<img|constructor/);
    await watch.expectHarmless(page);
  }

  await page.goto(network.siteUrl + links.question(question));
  const picture = page.getByRole('link', { name: 'Picture: a', exact: true }).first();
  const asked = (await picture.getAttribute('href')) ?? '';
  await context.route(asked, (route) => route.fulfill({ contentType: 'text/plain', body: 'a' }));
  const opening = page.waitForEvent('popup');
  await picture.click();
  const opened = await opening;
  await opened.waitForURL(asked);
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  expect(watch.foreign()).toEqual([asked]);
});

test('titles, names, votes and points are what they look like', async ({
  network,
  openProfile,
}) => {
  const profile = await openProfile({ name: 'abuser' });
  const { page } = profile;
  const abuser = testAccount(0);
  const by = (primaryType: string, values: Record<string, string | bigint>, from = abuser) => ({
    ...{ from, primaryType, values },
  });
  await openNode(page, network.siteUrl + links.newQuestion);
  const question = await askWithAGiantTitle(profile);
  const giant = { title: 'x'.repeat(151), text: 'I.', tags: 'abuse' };
  await expectRefused(page, by('QaAsk', giant), 'qa/title-length');

  await test.step('a name that looks like somebody else’s is refused', async () => {
    await expectDone(page, by('QaSetProfile', { name: 'nora-marnie', bio: '' }, victim));
    await expectRefused(page, by('QaSetProfile', { name: 'nоra', bio: '' }), 'qa/name-malformed');
    await takeALookAlikeName(page);
  });

  await test.step('a vote counts once, and never on one’s own', async () => {
    const asked = { title: 'Who votes on this twice?', text: 'Look.', tags: 'votes' };
    const post = await expectDone(page, by('QaAsk', asked, victim));
    await page.goto(network.siteUrl + links.question(post));
    await page.getByRole('button', { name: askMessages.vote.up }).first().click();
    await expect(page.locator('[data-vote=up][data-pending=false]')).toHaveCount(1);
    const vote = { post, vote: 'up' };
    await expectRefused(page, by('QaVote', vote), 'qa/nothing-changes');
    await expectRefused(page, by('QaVote', vote, victim), 'qa/own-post');
    expect((await questionOf(page, post)).score).toBe(1n);
    expect(await pointsOf(page, victim)).toBe(11n);
  });

  await test.step('who answers himself has nothing of it', async () => {
    const answer = await expectDone(page, by('QaAnswer', { question, text: 'Me.' }));
    await expectDone(page, by('QaAccept', { question, answer }));
    await expectRefused(page, by('QaVote', { post: answer, vote: 'up' }), 'qa/own-post');
    expect(await pointsOf(page, abuser)).toBe(1n);
    await page.goto(network.siteUrl + links.question(question));
    const up = page.getByRole('button', { name: askMessages.vote.up, exact: true }).first();
    await expect(up).toBeDisabled();
    await expect(up).toHaveAttribute('title', words.actions.own);
  });

  await test.step('a friend gives points five times a day, and votes that count', async () => {
    for (let round = 1; round <= 6; round++) {
      const text = `Answer number ${round}.`;
      const post = await expectDone(page, by('QaAnswer', { question, text }, stranger));
      await expectDone(page, by('QaVote', { post, vote: 'up' }, friend));
    }
    const { answers } = await questionOf(page, question);
    expect(answers.filter(({ score }) => score === 1n).length).toBe(6);
    expect(await pointsOf(page, stranger)).toBe(51n);
  });
});

test('a bounty is paid once', async ({ network, openProfile }) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl + links.ask);
  const asker = testAccount(6);
  const [first, second] = [fresh(4), fresh(5)];
  const by = (primaryType: string, values: Record<string, string | bigint>, from = asker) => ({
    ...{ from, primaryType, values },
  });
  const asked = { title: 'Who drains this twice?', text: 'Coins.', tags: 'bounty' };
  const question = await expectDone(page, by('QaAsk', asked));
  const offer = { question, amountWei: COIN, days: 1n };
  await expectDone(page, by('QaOfferBounty', offer));
  await expectRefused(page, by('QaOfferBounty', offer), 'qa/bounty-there');
  await expectRefused(page, by('QaTakeBackBounty', { question }), 'qa/bounty-still-open');
  await page.goto(network.siteUrl + links.question(question));
  await expect(page.getByText(askMessages.bounty('1 ETH')).first()).toBeVisible();
  const before = (await accountOf(page, asker.address)).balanceWei;
  const answers = [];
  for (const from of [first, second]) {
    answers.push(await expectDone(page, by('QaAnswer', { question, text: keyOf(from) }, from)));
  }
  for (const answer of answers) await expectDone(page, by('QaAccept', { question, answer }));
  await expectRefused(page, by('QaTakeBackBounty', { question }), 'qa/no-bounty');
  await expectRefused(page, by('QaOfferBounty', offer), 'qa/bounty-there');

  expect((await accountOf(page, first.address)).balanceWei).toBe(COIN);
  expect((await accountOf(page, second.address)).balanceWei).toBe(0n);
  expect((await accountOf(page, asker.address)).balanceWei).toBeGreaterThanOrEqual(before);
  await expect(page.getByText(askMessages.bounty('1 ETH'))).toHaveCount(0);
});

test('one person on two devices: the second is told, and keeps what was written', async ({
  network,
  openProfile,
}) => {
  const laptop = await openProfile({ name: 'laptop' });
  await openNode(laptop.page, network.siteUrl + links.newQuestion);
  await laptop.wallet.selectAccount(3);
  await fillQuestion(laptop.page, 'Which of my devices was faster?', 'As it was.');
  await askForms.ask(laptop.page).click();
  await chooseWallet(laptop);
  await signOnce(laptop);
  await expectPosted(laptop.page);

  const phone = await openProfile({ name: 'phone' });
  await openNode(phone.page, laptop.page.url());
  await phone.wallet.selectAccount(3);
  await connectAsReader(phone);
  for (const { page } of [laptop, phone]) await askForms.edit(page).click();
  await askForms.edited(phone.page).fill('From the phone.');
  await askForms.edited(laptop.page).fill('From the laptop.');
  await askForms.saveEdit(laptop.page).click();
  await expect(laptop.page.getByText('Edited once.')).toBeVisible();
  // Its node knows by now that there is another version, and its person does not.
  await expect(phone.page.getByText('Edited once.')).toBeVisible();
  await askForms.saveEdit(phone.page).click();
  await signOnce(phone);

  await expectTold(phone.page);
  await takeScreenshots(phone.page, 'abuse-edited-meanwhile');
  await phone.page.reload();
  await expectTold(phone.page);
  await expect(laptop.page.getByText('From the laptop.')).toBeVisible();
  await askForms.saveEdit(phone.page).click();
  await expect(laptop.page.getByText('From the phone.')).toBeVisible();
  await expect(laptop.page.getByText('Edited 2 times.')).toBeVisible();
});

/** What the other device saved, and one's own text. */
async function expectTold(page: Page): Promise<void> {
  await expectNotice(page, 'qa/edited-meanwhile');
  const other = page.getByRole('region', { name: words.edit.meanwhile });
  await expect(other).toContainText('From the laptop.');
  await expect(askForms.edited(page)).toHaveValue('From the phone.');
}

/** The editor says what is wrong before anything is signed, and keeps what was written. */
async function askWithAGiantTitle(profile: Profile): Promise<bigint> {
  const { page } = profile;
  const giant = 'Why? '.repeat(40);
  await fillQuestion(page, giant, 'I repeat myself.');
  await askForms.ask(page).click();
  const { happened, next } = errorWords({ code: 'qa/title-length', message: '', facts: {} });
  await expect(page.getByText(`${happened}. ${next}`)).toBeVisible();
  await expect(askForms.title(page)).toHaveValue(giant);
  await takeScreenshots(page, 'abuse-giant-title');
  await askForms.title(page).fill('Why do I repeat myself?');
  await askForms.ask(page).click();
  await chooseWallet(profile);
  await signOnce(profile);
  return expectPosted(page);
}

/** Letters of two scripts are refused as they are typed, and what only looks alike by the chain. */
async function takeALookAlikeName(page: Page): Promise<void> {
  await page.getByRole('link', { name: words.me.profile }).or(ownName(page)).first().click();
  await page.getByRole('button', { name: words.profile.edit }).click();
  const dialog = page.getByRole('dialog');
  const name = dialog.getByRole('textbox', { name: words.profile.name });
  const submit = dialog.getByRole('button', { name: words.profile.submit });
  await name.fill('nоra-marnie');
  await submit.click();
  await expect(dialog).toContainText(errorWordsOf('qa/name-malformed').happened);
  await takeScreenshots(page, 'abuse-two-scripts');
  await name.fill('N0ra_Mamie');
  await submit.click();
  const { happened, safe, next } = errorWordsOf('qa/name-taken');
  await expect(page.getByText(happened)).toBeVisible();
  await expect(page.getByText(`${safe} ${next}`)).toBeVisible();
  await takeScreenshots(page, 'abuse-look-alike');
  await page.getByRole('button', { name: words.profile.edit }).click();
  await expect(name).toHaveValue('N0ra_Mamie');
  await expect(dialog).toContainText(happened);
  await page.keyboard.press('Escape');
}

function ownName(page: Page) {
  return page.getByRole('main').getByRole('link', { name: /^0xf39F/i });
}

function errorWordsOf(code: string) {
  return errorWords({ code, message: '', facts: {} });
}
