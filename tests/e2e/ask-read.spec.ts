import { expect, type Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { expectAccessible } from './support/accessibility.ts';
import { questionIdOf } from './support/ask-page.ts';
import { test as base } from './support/fixtures.ts';
import { startNetwork } from './support/network.ts';
import { openNode, type WeftWindow } from './support/node-page.ts';
import { sidewaysOverflow, takeScreenshots } from './support/screenshots.ts';

const CONTENT_MS = 150_000;
/** From a cold start to the first questions, with everything else that runs on the machine. */
const COLD_MS = 20_000;
const LAST_STEP = { title: 'Why does a checkpoint with 100 validators cost', against: -2n };

/** A network of its own, with the content that `npm start` brings. */
const test = base.extend<object, { site: string }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures here.
    async ({}, use, info) => {
      const folder = `${info.project.outputDir}/ask-${process.pid}`;
      const network = await startNetwork(folder, { hasContent: true });
      await use(network.siteUrl);
      await network.stop();
    },
    { scope: 'worker', timeout: CONTENT_MS },
  ],
});

test.describe.configure({ mode: 'serial' });

test('a new network fills with questions that people signed', async ({ site, openProfile }) => {
  test.setTimeout(CONTENT_MS + COLD_MS);
  const { page } = await openProfile({ wallet: false });
  await openNode(page, site + links.ask);
  await expect
    .poll(() => votesAgainst(page), { timeout: CONTENT_MS, intervals: [2_000] })
    .toBe(LAST_STEP.against);
  const rows = page.getByRole('list', { name: askMessages.list.label }).getByRole('heading');
  await expect.poll(() => rows.count()).toBe(20);
  await expectAccessible(page, 'the newest questions');
  await takeScreenshots(page, 'ask-list');
  await page.getByRole('button', { name: askMessages.list.more }).click();
  await expect.poll(() => rows.count()).toBe(40);
});

test('each order, a tag and words find what belongs to them', async ({ site, openProfile }) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, site + links.ask);
  const { orders } = askMessages.list;
  for (const order of [orders.active, orders.unanswered, orders.new]) {
    await page.getByRole('link', { name: order, exact: true }).click();
    await expect(page.getByRole('list', { name: askMessages.list.label })).toBeVisible();
  }
  await page.getByRole('link', { name: orders.bounty, exact: true }).click();
  await expect(page.getByRole('main')).toContainText(askMessages.list.noBounty);
  await expectAccessible(page, 'no bounty');
  await page.goto(`${site}${links.tag('bls')}`);
  await expect(page.getByRole('heading', { name: LAST_STEP.title })).toBeVisible();
  const search = page.getByRole('search').getByRole('textbox');
  await page.goto(site + links.ask);
  await search.fill('checkpoint validators co');
  await expect(page).toHaveURL(/q=checkpoint/);
  await expect(page.getByRole('heading', { name: LAST_STEP.title })).toBeVisible();
  await search.fill('zzzz nobody wrote this');
  await expect(page.getByRole('main')).toContainText('Nothing found');
  await expectAccessible(page, 'nothing found');
  await takeScreenshots(page, 'ask-nothing-found');
});

test('a shared address opens cold, for somebody without a wallet', async ({
  site,
  openProfile,
}) => {
  const reader = await openProfile({ wallet: false, name: 'reader' });
  await openNode(reader.page, site + links.ask);
  const id = await questionIdOf(reader.page, LAST_STEP.title);
  const { page } = await openProfile({ wallet: false, name: 'guest' });
  await page.goto(site + links.question(id));
  const question = page.getByRole('heading', { level: 1, name: LAST_STEP.title });
  await expect(question).toBeVisible({ timeout: COLD_MS });
  await expect(page).toHaveTitle(new RegExp(LAST_STEP.title));
  await expect(page.getByText(askMessages.accepted).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'EIP-2537' })).toHaveAttribute('target', '_blank');
  await expectAccessible(page, 'a question');
  await takeScreenshots(page, 'ask-question');
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await sidewaysOverflow(page)).toBe(0);
});

test('tags, people, their points and the history of a post can be looked at', async ({
  site,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, site + links.tags);
  await page.getByRole('link', { name: /^bls/ }).first().click();
  await page.getByRole('link', { name: LAST_STEP.title }).click();
  await page.getByRole('link', { name: /seun/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('seun');
  await expectAccessible(page, 'a person');
  await takeScreenshots(page, 'ask-person');
  await page.goto(site + links.tags);
  await expect(page.getByRole('link', { name: /^bls/ }).first()).toBeVisible();
  await expectAccessible(page, 'all tags');
  await takeScreenshots(page, 'ask-tags');
  const { post, question } = await editedPost(page);
  await page.goto(site + links.history(post, question));
  await expect(page.getByRole('main')).toContainText(askMessages.history.first);
  await expectAccessible(page, 'a history');
  await takeScreenshots(page, 'ask-history');
});

test('the keyboard leads through lists and to a question', async ({ site, openProfile }) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, site + links.ask);
  await expect(page.getByRole('list', { name: askMessages.list.label })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/question\/\?id=\d+/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText(askMessages.keys.title);
  await expectAccessible(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.goto(site + links.ask);
  await expect(page.getByRole('list', { name: askMessages.list.label })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('search').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('jk?');
  await expect(page.getByRole('dialog')).toBeHidden();
});

/** The score of the answer that two people vote down: the last step of the content. */
function votesAgainst(page: Page): Promise<bigint | undefined> {
  return page.evaluate(async (title) => {
    const { weft } = window as unknown as WeftWindow;
    const ask = async (name: string, input: Record<string, unknown>) =>
      (await weft.query('qa', name, input as Parameters<typeof weft.query>[2])).value;
    const list = (await ask('list', { order: 'new', words: title, limit: 1 })) as {
      questions: { id: bigint }[];
    };
    const [first] = list.questions;
    if (!first) return undefined;
    const { answers } = (await ask('question', { id: first.id })) as {
      answers: { score: bigint }[];
    };
    return answers.map(({ score }) => score).sort((a, b) => Number(a - b))[0];
  }, LAST_STEP.title);
}

/** An answer whose text was changed. */
function editedPost(page: Page): Promise<{ post: bigint; question: bigint }> {
  return page.evaluate(async () => {
    const { weft } = window as unknown as WeftWindow;
    for (let id = 1n; id <= 100n; id++) {
      const { value } = await weft.query('qa', 'question', { id });
      const view = value as { id: bigint; answers: { id: bigint; edits: number }[] } | null;
      const edited = view?.answers.find(({ edits }) => edits > 0);
      if (view && edited) return { post: edited.id, question: view.id };
    }
    return { post: 0n, question: 0n };
  });
}
