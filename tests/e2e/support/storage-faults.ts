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

/** The disk is full for this origin, or has its usual room again when `bytes` is absent. */
export async function limitSpace(page: Page, bytes?: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    ...(bytes !== undefined && { quotaSize: bytes }),
  });
}

/** What "Clear site data" does, while the page is open. */
export async function deleteDatabases(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb',
  });
}
