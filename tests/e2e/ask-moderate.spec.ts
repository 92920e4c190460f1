import { expect, type Locator, type Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { errorWords } from '../../lib/ui/error-words.ts';
import { links } from '../../lib/ui/links.ts';
import { expectAccessible } from './support/accessibility.ts';
import { act, ask, askPage, FINAL_MS, openSession } from './support/ask-page.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import { openNode } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { openAs } from './support/sponsor-page.ts';
import { testAccount } from './support/test-accounts.ts';

const { profile: profileWords, flag, remove, edit } = askMessages.writing;
/** Test accounts: the wallet counts them from one. */
const [MODERATOR, FRIEND, OTHER_FRIEND, SPAMMER, READER] = [0, 1, 2, 3, 4] as const;
const SPAM = 'Buy cheap coins today?';
const ANSWERED = 'How does one earn a flag?';
const REASON = 'It sells something.';
const NOTE = 'A note of mine.';

test('a profile says who somebody is, and an unanswered question can be deleted', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(240_000);
  const profile = await openProfile();
  const { page } = profile;
  await openAs(profile, network.siteUrl, READER + 1);
  await act(page, SPAMMER, 'QaSetProfile', { name: 'marta', bio: '' });
  await openNode(page, network.siteUrl + links.person(addressOf(READER)));
  const dialog = page.getByRole('dialog');
  const editProfile = page.getByRole('button', { name: profileWords.edit });
  const name = dialog.getByRole('textbox', { name: profileWords.name });
  const save = dialog.getByRole('button', { name: profileWords.submit });

  await test.step('a name of two scripts is refused in the form', async () => {
    await editProfile.click();
    await name.fill('m\u0430rta');
    await save.click();
    await expect(dialog).toContainText(happened('qa/name-malformed'));
    await look(page, 'ask-profile');
  });

  await test.step('one that looks like another is refused by the chain, and comes back', async () => {
    await name.fill('rnarta');
    await dialog.getByRole('textbox', { name: profileWords.bio }).fill('I **weave**.');
    await save.click();
    await openSession(profile);
    await expect(page.getByRole('main')).toContainText(happened('qa/name-taken'), FINAL);
    await expect(askPage.title(page)).not.toHaveText('rnarta');
    await editProfile.click();
    await expect(name).toHaveValue('rnarta');
    await inspect(page, 'ask-profile-taken');
  });

  await test.step('another name is there at once, and stays', async () => {
    await name.fill('ines');
    await save.click();
    await expect(askPage.title(page)).toHaveText('ines');
    await expect(page.getByText('I weave.')).toBeVisible();
    await expect(askPage.pending(page)).toBeHidden({ timeout: FINAL_MS });
    await page.reload();
    await expect(askPage.title(page)).toHaveText('ines', FINAL);
    await expect(page.getByRole('main')).toContainText(askMessages.person.nothingAnswered);
  });

  await test.step('a question of oneself that nobody answered', async () => {
    const id = await ask(page, READER, 'Should I have asked this?');
    await page.goto(network.siteUrl + links.question(id));
    await askPage.action(askPage.post(page, id), 'remove').click();
    await look(page, 'ask-delete');
    await dialog.getByRole('button', { name: remove.submit }).click();
    await expect(page.getByRole('main')).toContainText(askMessages.question.removed, FINAL);
    await look(page, 'ask-deleted');
    await page.goto(network.siteUrl + links.person(addressOf(READER)));
    await expect(page.getByRole('main')).toContainText(askMessages.person.nothingAsked);
  });
});

test('a moderator by votes hides what a reader flags; two who edit lose nothing', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  const moderator = await openProfile({ name: 'moderator' });
  await openAs(moderator, network.siteUrl, MODERATOR + 1);
  const voted = await makeModerator(moderator.page);
  const spam = await ask(moderator.page, SPAMMER, SPAM);
  const reader = await openProfile({ name: 'reader' });
  await openAs(reader, network.siteUrl, READER + 1);

  await test.step('votes by keyboard and pointer, changed and taken back', async () => {
    const { page } = moderator;
    await page.goto(network.siteUrl + links.question(spam));
    await changeVotes(moderator, askPage.post(page, spam));
  });
  await test.step('points move where somebody looks at them', async () => {
    const { page } = moderator;
    await page.goto(network.siteUrl + links.person(addressOf(MODERATOR)));
    const chart = page.getByRole('img', { name: /^Points over 10 changes: .* 101 now/ });
    await expect(chart).toBeVisible();
    await act(page, READER, 'QaVote', { post: voted, vote: 'up' });
    await expect(
      page.getByRole('img', { name: /^Points over 11 changes: .* 111 now/ }),
    ).toBeVisible();
    await expect(page.locator('[data-answer]', { hasText: ANSWERED })).toContainText('0 votes');
    await inspect(page, 'ask-points');
  });
  await test.step('a reader flags', () => flagAsReader(reader, network.siteUrl, spam));
  await test.step('a moderator decides', () => judge(moderator, reader.page, spam));
  await test.step('two edit one post', async () => {
    const question = await ask(reader.page, READER, 'Who edits this one?');
    await editBoth(reader, moderator, network.siteUrl + links.question(question), question);
  });
});

/** Ten votes of two friends; the last of the questions they found useful. */
async function makeModerator(page: Page): Promise<bigint> {
  let last = 0n;
  for (let n = 1; n <= 5; n++) {
    last = await ask(page, MODERATOR, `What is loom number ${n} for?`);
    const vote = { post: last, vote: 'up' };
    await Promise.all([FRIEND, OTHER_FRIEND].map((each) => act(page, each, 'QaVote', vote)));
  }
  const earned = await ask(page, READER, ANSWERED);
  await act(page, MODERATOR, 'QaAnswer', { question: earned, text: 'By votes.' });
  const vote = { post: earned, vote: 'up' };
  await Promise.all([FRIEND, OTHER_FRIEND].map((each) => act(page, each, 'QaVote', vote)));
  return last;
}

async function changeVotes(profile: Profile, post: Locator): Promise<void> {
  const { up, down } = askMessages.vote;
  const votes = askPage.votes(post);
  const settled = () => expect(votes).toHaveAttribute('data-pending', 'false', FINAL);
  await post.getByRole('button', { name: up, exact: true }).focus();
  await profile.page.keyboard.press('Space');
  await expect(votes).toHaveAttribute('data-vote', 'up');
  await openSession(profile);
  await settled();
  await post.getByRole('button', { name: down, exact: true }).click();
  await expect(votes).toHaveAttribute('data-vote', 'down');
  await expect(votes).toContainText('−1');
  await settled();
  await post.getByRole('button', { name: down, exact: true }).click();
  await expect(votes).toHaveAttribute('data-vote', 'none');
  await settled();
  await expect(votes).toContainText('0');
}

async function flagAsReader(reader: Profile, siteUrl: string, spam: bigint): Promise<void> {
  const { page } = reader;
  await page.goto(siteUrl + links.question(spam));
  await askPage.action(askPage.post(page, spam), 'flag').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: flag.label }).fill(REASON);
  await look(page, 'ask-flag');
  await dialog.getByRole('button', { name: flag.submit }).click();
  await openSession(reader);
  await expect(askPage.post(page, spam)).toContainText(askMessages.post.flags(1));
  await expect(askPage.pending(page)).toBeHidden({ timeout: FINAL_MS });
}

/** Hidden from the list of flags, and shown again from the question. */
async function judge({ page }: Profile, reader: Page, spam: bigint): Promise<void> {
  const words = askMessages.flags;
  await page.goto(new URL(links.flags, page.url()).href);
  await expect(page.locator(`[data-flagged="${spam}"]`)).toContainText(REASON);
  await inspect(page, 'ask-flags');
  await page.getByRole('button', { name: words.hide }).click();
  await expect(page.getByRole('main')).toContainText(words.none, FINAL);
  await look(page, 'ask-flags-none');
  await expect(askPage.title(reader)).toHaveText(askMessages.post.hiddenTitle, FINAL);
  await expect(askPage.post(reader, spam)).toContainText(askMessages.post.isHiddenNext);
  await look(reader, 'ask-hidden');

  await page.goto(new URL(links.question(spam), page.url()).href);
  const post = askPage.post(page, spam);
  await expect(post).toContainText('Tell me.');
  await askPage.action(post, 'show').click();
  await expect(askPage.title(reader)).toHaveText(SPAM, FINAL);
}

/** The second to save is told, keeps his text, and sees the other one. */
async function editBoth(author: Profile, other: Profile, url: string, id: bigint): Promise<void> {
  for (const { page } of [author, other]) {
    await page.goto(url);
    await askPage.edit(askPage.post(page, id)).click();
  }
  const text = (page: Page) => page.getByRole('textbox', { name: edit.label });
  const save = (page: Page) => page.getByRole('button', { name: edit.submit });
  await text(author.page).fill(`Who edits this one? ${NOTE}`);
  await text(other.page).fill('Who edits this one? Both of us.');
  await save(other.page).click();
  const { page } = author;
  await expect(page.getByRole('region', { name: edit.meanwhile })).toContainText(
    'Both of us.',
    FINAL,
  );
  await save(page).click();
  await expect(page.getByRole('main')).toContainText(happened('qa/edited-meanwhile'), FINAL);
  await expect(text(page)).toHaveValue(`Who edits this one? ${NOTE}`);
  await inspect(page, 'ask-edited-meanwhile');
  await save(page).click();
  await expect(askPage.post(other.page, id)).toContainText(NOTE, FINAL);
  await expect(askPage.pending(page)).toBeHidden({ timeout: FINAL_MS });
  // What was sent is no draft any more: the form begins with the post as it is.
  await askPage.edit(askPage.post(page, id)).click();
  await expect(text(page)).toHaveValue(`Who edits this one? ${NOTE}`);
  await expect(page.getByRole('main')).not.toContainText(askMessages.writing.editor.saved);

  await page.goto(new URL(links.history(id, id), url).href);
  const newest = page.getByRole('main').getByRole('listitem').first();
  await expect(newest.locator('del').first()).toContainText('Both');
  await expect(newest.locator('ins').first()).toContainText('A');
  await look(page, 'ask-history-differences');
}

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takeScreenshots(page, name);
}

const FINAL = { timeout: FINAL_MS };

function addressOf(account: number): `0x${string}` {
  return testAccount(account).address.toLowerCase() as `0x${string}`;
}

function happened(code: string): string {
  return errorWords({ code, message: '', facts: {} }).happened;
}
