import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Chromium counts the space of an origin anew only this often. */
export const QUOTA_NOTICED_MS = 31_000;

const BLOCK = 2;

/** A profile whose person lets no site keep data: every attempt to open a database is refused. */
export async function forbidSiteData(profileFolder: string): Promise<void> {
  const folder = join(profileFolder, 'Default');
  await mkdir(folder, { recursive: true });
  const preferences = { profile: { default_content_setting_values: { cookies: BLOCK } } };
  await writeFile(join(folder, 'Preferences'), JSON.stringify(preferences));
}

/** The disk is full for this origin. The function it returns gives the usual room back. */
export async function limitSpace(page: Page, bytes: number): Promise<() => Promise<void>> {
  const { origin } = new URL(page.url());
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  };
}

/** What "Clear site data" does, while the page is open. */
export async function deleteDatabases(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb',
  });
}
