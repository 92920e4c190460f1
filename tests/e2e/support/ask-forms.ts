import { expect, type Locator, type Page } from '@playwright/test';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { sessionMessages } from '../../../lib/ui/session-messages.ts';
import type { Profile } from './launch-profile.ts';
import type { WeftWindow } from './node-page.ts';
import { confirmAction } from './stake-page.ts';
import { switchNetwork, walletPage } from './wallet-page.ts';

const words = askMessages.writing;
const FINAL_MS = 15_000;

/** What a person finds where questions are written. */
export const askForms = {
  title: (page: Page): Locator =>
    page.getByRole('textbox', { name: words.newQuestion.titleLabel, exact: true }),
  text: (page: Page): Locator =>
    page.getByRole('textbox', { name: words.newQuestion.textLabel, exact: true }),
  tags: (page: Page): Locator =>
    page.getByRole('textbox', { name: words.newQuestion.tags, exact: true }),
  ask: (page: Page): Locator => page.getByRole('button', { name: words.newQuestion.submit }),
  edit: (page: Page): Locator => page.getByRole('button', { name: words.edit.open, exact: true }),
  edited: (page: Page): Locator => page.getByRole('textbox', { name: words.edit.label }),
  saveEdit: (page: Page): Locator => page.getByRole('button', { name: words.edit.submit }),
  openSession: (page: Page): Locator =>
    page.getByRole('dialog').getByRole('button', { name: sessionMessages.open.submit }),
};

export async function fillQuestion(page: Page, title: string, text: string): Promise<void> {
  await askForms.title(page).fill(title);
  await askForms.text(page).fill(text);
  await askForms.tags(page).fill('abuse ');
}

/** From the dialog that asks which wallet. */
export async function chooseWallet({ page, wallet }: Profile): Promise<void> {
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
}

/** From the head of the page, before anything is written. */
export async function connectAsReader(profile: Profile): Promise<void> {
  const { page } = profile;
  await page.getByRole('banner').getByRole('button', { name: messages.wallet.connect }).click();
  await chooseWallet(profile);
  await switchNetwork(profile);
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** The one signature, after changing to the network that it must name. */
export async function signOnce(profile: Profile): Promise<void> {
  const { page, wallet } = profile;
  const submit = askForms.openSession(page);
  await expect(submit).toBeVisible();
  const change = walletPage.switchNetwork(page);
  if (await change.isVisible()) {
    await change.click();
    await wallet.approve('Approve');
    await expect(change).toBeHidden();
  }
  await submit.click();
  await confirmAction(profile, 'SessionOpen');
  await expect(submit).toBeHidden({ timeout: FINAL_MS });
}

/** What was sent has a number, and is not pending any more. */
export async function expectPosted(page: Page): Promise<bigint> {
  await expect(page).toHaveURL(/question\/?\?id=\d+/, { timeout: FINAL_MS });
  await expect(page.getByText(askMessages.pending, { exact: true })).toBeHidden();
  return BigInt(new URL(page.url()).searchParams.get('id') ?? 0);
}

/** An answer of the page's node to a query of the module. */
export function askNode<Value>(
  page: Page,
  name: string,
  input: Record<string, string | bigint | number>,
): Promise<Value> {
  return page.evaluate(
    async ([query, asked]) => {
      const { weft } = window as unknown as WeftWindow;
      return (await weft.query('qa', query, asked)).value as Value;
    },
    [name, input] as const,
  );
}
