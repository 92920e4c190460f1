import { expect, type Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { answersOf, askPage, FINAL_MS, openSession, questionIdOf } from './support/ask-page.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Network } from './support/network.ts';
import { LONG_EPOCH_MS } from './support/network.ts';
import { waitForPhase } from './support/node-page.ts';
import { openAs } from './support/sponsor-page.ts';

const { newQuestion, answer, comment } = askMessages.writing;
const TITLE = 'What becomes of a post without peers?';
const ALONE = 'I wrote this alone.';
const SILENCE = 'I sent this into silence.';
const DRAFT = 'Not yet done';
/** Until the node has found the seeds again, and they have caught up with each other. */
const RETURNS_MS = 60_000;

test.use({ epochMs: LONG_EPOCH_MS });

test('what is written while nobody answers waits through reloads, and is posted once', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  const profile = await openProfile();
  const { page, context } = profile;
  await openAs(profile, network.siteUrl, 2);
  await page.goto(network.siteUrl + links.newQuestion);
  await page.getByRole('textbox', { name: newQuestion.titleLabel }).fill(TITLE);
  await page.getByRole('textbox', { name: newQuestion.textLabel }).fill('I wonder.');
  await page.getByRole('textbox', { name: newQuestion.tags }).fill('peers ');
  await page.getByRole('button', { name: newQuestion.submit }).click();
  await openSession(profile);
  await expect(page).toHaveURL(/question\/?\?id=\d+/, { timeout: FINAL_MS });
  const id = await questionIdOf(page, TITLE);

  await test.step('a device without a connection says so', async () => {
    await context.setOffline(true);
    await expect(page.getByRole('main')).toContainText(askMessages.states.offline);
    await inspect(page, 'ask-device-offline');
    await context.setOffline(false);
    await expect(page.getByRole('main')).not.toContainText(askMessages.states.offline);
  });

  await test.step('alone: shown at once, and kept with the draft beside it', async () => {
    await whileSilent(network, () => writeAlone(page));
    await waitForPhase(page, 'live', RETURNS_MS);
    await expect(askPage.waiting(page)).toBeHidden({ timeout: RETURNS_MS });
    await expect(askPage.pending(page)).toBeHidden({ timeout: FINAL_MS });
    expect(await answersOf(page, id)).toEqual([ALONE]);
  });

  await test.step('a reload in the middle of sending', async () => {
    await whileSilent(network, () => reloadInFlight(page));
    await waitForPhase(page, 'live', RETURNS_MS);
    await expect.poll(() => answersOf(page, id), { timeout: RETURNS_MS }).toEqual([ALONE, SILENCE]);
    await expect(askPage.waiting(page)).toBeHidden({ timeout: FINAL_MS });
    await expect(askPage.pending(page)).toBeHidden({ timeout: FINAL_MS });
  });

  await test.step('nothing twice, and no draft of what was posted', async () => {
    await page.reload();
    await expect(page.getByText(ALONE)).toHaveCount(1);
    await expect(page.getByText(SILENCE)).toHaveCount(1);
    await expect(page.getByRole('textbox', { name: answer.label })).toHaveValue('');
    expect(await answersOf(page, id)).toEqual([ALONE, SILENCE]);
    await page.goto(network.siteUrl + links.newQuestion);
    await expect(page.getByRole('textbox', { name: newQuestion.titleLabel })).toHaveValue('');
  });
});

async function writeAlone(page: Page): Promise<void> {
  await page.reload();
  await waitForPhase(page, 'alone');
  await expect(page.getByRole('main')).toContainText(askMessages.states.alone);
  await post(page, ALONE);
  await expect(page.getByText(ALONE)).toBeVisible();
  await expect(askPage.waiting(page)).toBeVisible();
  await openComment(page);
  await commentField(page).fill(DRAFT);
  await inspect(page, 'ask-waiting');
  await page.reload();
  await expect(page.getByText(ALONE)).toBeVisible();
  await expect(askPage.waiting(page)).toBeVisible();
  await openComment(page);
  await expect(commentField(page)).toHaveValue(DRAFT);
  await duplicate(page);
}

/** A tab that begins with all that this one keeps has nothing to post for it. */
async function duplicate(page: Page): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(location.href));
  const copy = await opened;
  await expect(copy.getByText(ALONE)).toBeVisible();
  await expect(copy.getByText(ALONE)).toBeHidden();
  await expect(page.getByText(ALONE)).toBeVisible();
  await copy.close();
}

/** The node of the page has it, and goes before anybody answers. */
async function reloadInFlight(page: Page): Promise<void> {
  await post(page, SILENCE);
  await expect(askPage.pending(page)).toBeVisible();
  await page.reload();
  await expect(page.getByText(SILENCE)).toBeVisible();
}

async function post(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: answer.label });
  await editor.fill(text);
  await editor.press('Control+Enter');
}

function commentField(page: Page) {
  return page.getByRole('textbox', { name: comment.label });
}

async function openComment(page: Page): Promise<void> {
  await page.getByRole('button', { name: comment.open }).first().click();
}

/** No seed votes or answers meanwhile; all their connections stay open. */
async function whileSilent({ seeds }: Network, act: () => Promise<void>): Promise<void> {
  for (const seed of seeds) seed.freeze();
  try {
    await act();
  } finally {
    for (const seed of seeds) seed.thaw();
  }
}
