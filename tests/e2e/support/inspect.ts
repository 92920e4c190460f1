import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { sidewaysOverflow, takeScreenshots } from './screenshots.ts';

const NARROWEST = { width: 360, height: 740 };

/**
 * Axe on a desktop in light and on the narrowest phone in dark, no sideways scrolling there, and
 * pictures to look at.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectAccessible(page, `${name}, light`);
  await page.setViewportSize(NARROWEST);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await sidewaysOverflow(page), `${name} on ${NARROWEST.width} pixels`).toBe(0);
  await expectAccessible(page, `${name}, dark and narrow`);
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  await takeScreenshots(page, name);
}
