import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SCREENSHOT_FOLDER } from './paths.ts';
import { transitionsEnded } from './transitions-ended.ts';

const WIDTHS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/**
 * The page as it is now, on a desktop and a phone, light and dark: four files to look at, if
 * somebody asked for them by SCREENSHOTS=1.
 */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  const before = page.viewportSize() ?? WIDTHS.desktop;
  for (const [device, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    await page.evaluate(() => window.scrollTo(0, 0));
    // What sticks to an edge of the window would lie over the middle of a page that is longer, so
    // the window becomes as long as the page; a dialog belongs into the window that a person has.
    if (!(await page.getByRole('dialog').isVisible())) {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ ...size, height });
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await transitionsEnded(page);
      const path = join(SCREENSHOT_FOLDER, `${name}-${device}-${colorScheme}.png`);
      await page.screenshot({ path });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
}

/** Wider than the window means a person must scroll sideways to read. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
