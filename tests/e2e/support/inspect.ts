import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { sidewaysOverflow, takeScreenshots } from './screenshots.ts';

const NARROWEST = { width: 360, height: 740 };

/** Axe in both schemes, no sideways scrolling on the narrowest phone, and pictures to look at. */
export async function inspect(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that glide from one scheme to the other would be waited for.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `${name}, ${colorScheme}`);
  }
  await page.setViewportSize(NARROWEST);
  expect(await sidewaysOverflow(page), `${name} on ${NARROWEST.width} pixels`).toBe(0);
  await expectAccessible(page, `${name}, narrow`);
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  await takeScreenshots(page, name);
}
