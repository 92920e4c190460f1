import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

/** What the person does in the wallet's windows. */
export interface WalletControl {
  /** The question that waits, once its text is there. */
  question(): Promise<Page>;
  /** Presses the button that says yes, after checking what is asked. */
  approve(label: string): Promise<void>;
  /** Presses Cancel. */
  cancel(): Promise<void>;
  /** Closes the window without an answer. */
  dismiss(): Promise<void>;
  questionCount(): number;
  /** Methods of all questions that were answered so far, in their order. */
  answered(): readonly string[];
  setLocked(locked: boolean): Promise<void>;
  selectAccount(number: number): Promise<void>;
}

export function createWalletControl(context: BrowserContext): WalletControl {
  const questions = (): Page[] =>
    context.pages().filter((page) => /^chrome-extension:.*\/popup\.html/.test(page.url()));

  async function question(): Promise<Page> {
    await expect.poll(() => questions().length, { message: 'the wallet asks' }).toBeGreaterThan(0);
    const [page] = questions();
    if (!page) return question();
    await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
    return page;
  }

  const answered: string[] = [];

  /** The window closes at once, often before the click is reported back. */
  async function press(label: string): Promise<void> {
    const page = await question();
    answered.push((await answerBeside(page, 'Method').textContent()) ?? '');
    const closed = page.waitForEvent('close');
    await Promise.race([closed, page.getByRole('button', { name: label, exact: true }).click()]);
    await closed;
  }

  async function atHome(act: (home: Page) => Promise<void>): Promise<void> {
    const home = await context.newPage();
    await home.goto(await homeUrl(context));
    await expect(home.locator('main')).toHaveAttribute('aria-busy', 'false');
    await act(home);
    await home.close();
  }

  return {
    question,
    approve: press,
    cancel: () => press('Cancel'),
    dismiss: async () => (await question()).close(),
    questionCount: () => questions().length,
    answered: () => answered,
    setLocked: (locked) =>
      atHome(async (home) => {
        await home.getByRole('button', { name: locked ? 'Lock' : 'Unlock', exact: true }).click();
        await expect(home.getByRole('heading')).toHaveText(locked ? 'Locked' : 'Unlocked');
      }),
    selectAccount: (number) =>
      atHome(async (home) => {
        await home.getByRole('radio', { name: `Account ${number}` }).check();
      }),
  };
}

/** The value beside a label in one of the wallet's questions. */
export function answerBeside(question: Page, label: string): Locator {
  return question.locator(`dt:text-is("${label}") + dd`);
}

async function homeUrl(context: BrowserContext): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return new URL('home.html', worker.url()).href;
}
