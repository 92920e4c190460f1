import type { Browser, Page } from '@playwright/test';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { sessionMessages } from '../../lib/ui/session-messages.ts';
import { testAccount } from '../e2e/support/test-accounts.ts';
import { NO_DAILY_LIMITS } from './ask/ask-past.ts';
import { installWallet } from './support/bench-wallet.ts';
import { startLocalSystem } from './support/local-system.ts';
import { type Measurement, report } from './support/report.ts';
import { type Sought, watchFor } from './support/seen.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';

// Two people in browsers of their own write by the site's forms: from the click until the author
// sees it as pending, and until the other sees it as final. Whole frames count, to their drawing.

const QUESTIONS = 20;
/** Of these, each gets as many votes, answers and comments. */
const VISITED = 7;
const EACH = 3;
const MIN_BLOCK_MS = 500;
const PENDING_MS = 50;
const FINAL_MS = 1_000;
const words = askMessages.writing;

const people = [testAccount(1), testAccount(2)] as const;
const system = await startLocalSystem({
  minBlockMs: MIN_BLOCK_MS,
  past: {
    blocks: 0,
    allocations: people.map(({ address }) => ({
      account: address.toLowerCase() as `0x${string}`,
      amountWei: 10n ** 22n,
    })),
    settings: [{ module: 'qa', values: NO_DAILY_LIMITS }],
    grow: async () => [],
  },
});
const browsers: Browser[] = [];
const asker = await open(people[0]);
const helper = await open(people[1]);
const pendingMs = new Map<string, number[]>();
const finalMs = new Map<string, number[]>();

await ask(asker, 'Does this question open a session?');
await openSession(asker);
await asker.waitForURL(/question\/?\?id=/, { waitUntil: 'commit' });
for (let i = 0; i < QUESTIONS; i++) await askSample(titleOf(i));
for (let i = 0; i < VISITED; i++) {
  const title = titleOf(QUESTIONS - 1 - i);
  await visit(asker, title);
  await visit(helper, title);
  if (i === 0) await openSessionOf(helper);
  for (let each = 0; each < EACH; each++) {
    await voteSample(each);
    await answerSample(`Answer ${i} ${each}.`);
    await commentSample(`Comment ${i} ${each}.`);
  }
}
for (const browser of browsers) await browser.close();
await system.stop();
report([...pendingMs.keys()].flatMap(rowsOf));

function rowsOf(what: string): Measurement[] {
  const pending = pendingMs.get(what) ?? [];
  const final = finalMs.get(what) ?? [];
  const atMost = (limit: number) => ({ limit, direction: 'at most' }) as const;
  const row = { unit: 'ms', target: atMost(PENDING_MS) };
  return [
    { what: `${what}: click to pending, median`, measured: median(pending), ...row },
    { what: `${what}: click to pending, p95`, measured: percentile(pending, 0.95), ...row },
    {
      what: `${what}: click to final for another, median`,
      measured: median(final),
      unit: 'ms',
      target: atMost(FINAL_MS),
      ratio: { value: median(final) / MIN_BLOCK_MS, of: 'the least block time' },
    },
    {
      what: `${what}: click to final for another, p95`,
      measured: percentile(final, 0.95),
      unit: 'ms',
    },
  ];
}

async function open(account: (typeof people)[number]): Promise<Page> {
  const browser = await launchChromium();
  browsers.push(browser);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await installWallet(page, account, system.file.genesis.ethereumChainId);
  await page.goto(`${system.siteUrl}${links.ask}`);
  await untilJoined(page, 0n);
  return page;
}

function titleOf(index: number): string {
  return `What is sample number ${index} about?`;
}

async function askSample(title: string): Promise<void> {
  await fillQuestion(asker, title);
  await sample('a question', {
    ...{ author: asker, other: helper },
    act: () => asker.getByRole('button', { name: words.newQuestion.submit }).click(),
    pending: { selector: 'h1', text: title },
    final: { selector: '[data-question]', text: title },
  });
}

async function voteSample(each: number): Promise<void> {
  const score = each % 2 === 0 ? '1' : '0';
  const selector = 'article:first-of-type fieldset b';
  await sample('a vote', {
    ...{ author: helper, other: asker },
    act: () => helper.getByRole('button', { name: askMessages.vote.up }).first().click(),
    pending: { selector: 'fieldset[data-pending=true] b', text: score },
    final: { selector, text: score },
  });
}

async function answerSample(text: string): Promise<void> {
  await helper.getByRole('textbox', { name: words.answer.label }).pressSequentially(text);
  await sample('an answer', {
    ...{ author: helper, other: asker },
    act: () => helper.getByRole('button', { name: words.answer.submit }).click(),
    pending: { selector: 'article[id^="p-"]', text },
    final: { selector: 'article', text },
  });
}

async function commentSample(text: string): Promise<void> {
  await helper.getByRole('button', { name: words.comment.open }).first().click();
  await helper.getByRole('textbox', { name: words.comment.label }).pressSequentially(text);
  await sample('a comment', {
    ...{ author: helper, other: asker },
    act: () => helper.getByRole('button', { name: words.comment.submit }).click(),
    pending: { selector: 'li[id^="p-"]', text },
    final: { selector: 'li', text },
  });
}

interface Sample {
  author: Page;
  other: Page;
  act(): Promise<void>;
  pending: Sought;
  final: Sought;
}

async function sample(what: string, { author, other, act, pending, final }: Sample) {
  const [pendingSeen, finalSeen] = await Promise.all([
    watchFor(author, pending),
    watchFor(other, final),
  ]);
  await act();
  const { actedMs, paintedMs } = await pendingSeen();
  const elsewhere = await finalSeen();
  const [pendingIn, finalIn] = [paintedMs - actedMs, elsewhere.paintedMs - actedMs];
  pendingMs.set(what, [...(pendingMs.get(what) ?? []), pendingIn]);
  finalMs.set(what, [...(finalMs.get(what) ?? []), finalIn]);
  progress(`${what}: ${pendingIn.toFixed(0)} ms, ${finalIn.toFixed(0)} ms elsewhere`);
  await untilSettled(author);
}

/** Nothing of the author waits any longer. */
async function untilSettled(author: Page): Promise<void> {
  await author.waitForFunction(
    () =>
      !document.querySelector('[data-pending=true], [id^="p-"]') &&
      !location.search.includes('sent='),
  );
}

async function fillQuestion(page: Page, title: string): Promise<void> {
  await page.locator(`a[href="${links.newQuestion}"]:visible`).or(askLink(page)).first().click();
  if (!page.url().includes(links.newQuestion)) {
    await page.locator(`a[href="${links.newQuestion}"]:visible`).first().click();
  }
  const { newQuestion } = words;
  await page.getByRole('textbox', { name: newQuestion.titleLabel }).pressSequentially(title);
  await page.getByRole('textbox', { name: newQuestion.textLabel }).pressSequentially('Written.');
  await page.getByRole('textbox', { name: newQuestion.tags }).pressSequentially('bench ');
}

async function ask(page: Page, title: string): Promise<void> {
  await fillQuestion(page, title);
  await page.getByRole('button', { name: words.newQuestion.submit }).click();
}

/** The first that the helper does, outside of what is measured. */
async function openSessionOf(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: words.answer.label }).pressSequentially('First.');
  await page.getByRole('button', { name: words.answer.submit }).click();
  await openSession(page);
  await page.locator('article', { hasText: 'First.' }).waitFor();
  await untilSettled(page);
}

/** Nobody pays for others on this chain, so the session may spend. */
async function openSession(page: Page): Promise<void> {
  const { open: dialog } = sessionMessages;
  await page.getByRole('textbox', { name: 'Most it may spend' }).fill('100');
  await page.getByRole('button', { name: dialog.submit }).click();
}

/** By the site's own links, so that the page and its node stay. */
async function visit(page: Page, title: string): Promise<void> {
  if (!/\/ask\/?$/.test(page.url())) await askLink(page).click();
  await page.getByRole('link', { name: title }).click();
  await page.locator('h1', { hasText: title }).waitFor();
}

function askLink(page: Page) {
  return page.locator(`a[href="${links.ask}"]:visible`).first();
}

function progress(what: string): void {
  process.stderr.write(`ask-latency: ${what}\n`);
}
