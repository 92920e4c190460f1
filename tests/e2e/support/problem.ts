import { expect, type Page } from '@playwright/test';
import { errorWords } from '../../../lib/ui/error-words.ts';

/** The person reads what happened, what was not lost and what to do. */
export async function expectProblem(page: Page, code: string): Promise<void> {
  const notice = page.locator(`[data-error-code="${code}"]`).first();
  await expect(notice).toBeVisible({ timeout: 30_000 });
  const { happened, safe, next } = errorWords({ code, message: '', facts: {} });
  for (const sentence of [happened, safe, next]) await expect(notice).toContainText(sentence);
}
