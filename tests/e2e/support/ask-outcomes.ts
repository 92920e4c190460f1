import { expect, type Page } from '@playwright/test';
import type { HDAccount } from 'viem';
import type { ProfileView, QuestionView } from '../../../lib/client/qa/views.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { errorWords, hasErrorWords } from '../../../lib/ui/error-words.ts';
import { askNode } from './ask-forms.ts';
import type { SignedAction } from './send-signed.ts';
import { testAccount } from './test-accounts.ts';
import { type Outcome, tryAction } from './try-action.ts';

type Signed = Pick<SignedAction, 'from' | 'primaryType' | 'values' | 'feeMaxWei'>;

/** Somebody without coins, of whom nobody ever heard. */
export function fresh(number: number): HDAccount {
  return testAccount(200 + number);
}

export function keyOf(account: HDAccount): Address {
  return account.address.toLowerCase() as Address;
}

/** The result is the post that it made, if it is of that kind. */
export async function expectDone(page: Page, action: Signed): Promise<bigint> {
  const outcome = await tryAction(page, action);
  expect(outcome, action.primaryType).toMatchObject({ code: 'done' });
  return outcome.post;
}

/** With that code, or with that reason, for which there are words. */
export async function expectRefused(page: Page, action: Signed, code: string): Promise<void> {
  expectCode(await tryAction(page, action), code);
}

export function expectCode(outcome: Outcome, code: string): void {
  expect(`${outcome.code} ${outcome.why ?? ''}`.split(' ')).toContain(code);
  expect(hasErrorWords(code), code).toBe(true);
}

export function questionOf(page: Page, id: bigint): Promise<QuestionView> {
  return askNode<QuestionView>(page, 'question', { id });
}

export async function pointsOf(page: Page, account: HDAccount): Promise<bigint> {
  return (await askNode<ProfileView>(page, 'profile', { account: keyOf(account) })).points;
}

/** The three sentences stand where the person looks. */
export async function expectNotice(page: Page, code: string): Promise<void> {
  const notice = page.locator(`[data-error-code="${code}"]`);
  const { happened, safe, next } = errorWords({ code, message: '', facts: {} });
  for (const sentence of [happened, safe, next]) await expect(notice).toContainText(sentence);
}
