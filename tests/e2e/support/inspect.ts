import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { sidewaysOverflow, takeScreenshots } from './screenshots.ts';

const NARROWEST = { width: 360, height: 740 };

/** Axe in both schemes, no sideways scrolling on the narrowest phone, and pictures to look at. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${name}, ${colorScheme}`);
  }
  const size = page.viewportSize();
  await page.setViewportSize(NARROWEST);
  expect(await sidewaysOverflow(page), `${name} on ${NARROWEST.width} pixels`).toBe(0);
  await expectAccessible(page, `${name}, narrow`);
  if (size) await page.setViewportSize(size);
  await takeScreenshots(page, name);
}
