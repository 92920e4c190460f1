import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { vaultCoins } from '../../../lib/ui/english/vault-coins.ts';

/** A Vault coin in a list of the bridge page or of the wallet page. */
export const coinLine = (page: Page, slot: bigint) => page.locator(`[data-coin="${slot}"]`);

/** Downloads a coin's file as the page makes it. */
export async function saveCoinFile(page: Page, slot: bigint): Promise<string> {
  const download = page.waitForEvent('download');
  await coinLine(page, slot).getByRole('button', { name: vaultCoins.coins.file }).click();
  return readFile(await (await download).path(), 'utf8');
}

/** Chooses it on the rescue page. */
export async function chooseCoinFile(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  const file = { name: 'weft-coin.json', mimeType: 'application/json', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
}
