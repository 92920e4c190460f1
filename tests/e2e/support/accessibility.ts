import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { transitionsEnded } from './transitions-ended.ts';

/**
 * No rule of axe is broken by what the page shows now. Legacy is what axe calls a run within the
 * page itself; the other opens a second page for frames of other origins, of which we have none.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await transitionsEnded(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => ({
    rule: id,
    places: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect(found, state).toEqual([]);
}
