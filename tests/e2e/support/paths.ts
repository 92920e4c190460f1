import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT_FOLDER = join(import.meta.dirname, '../../..');
export const WEFT_FOLDER = join(ROOT_FOLDER, '.weft');
export const WALLET_FOLDER = join(WEFT_FOLDER, 'test-wallet');
export const SCREENSHOT_FOLDER = join(WEFT_FOLDER, 'screenshots');

/** The installed browser, or undefined to let the driver look for its own. */
export function chromiumPath(): string | undefined {
  return firstExisting([
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
  ]);
}

export function firefoxPath(): string | undefined {
  return firstExisting([process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']);
}

function firstExisting(paths: (string | undefined)[]): string | undefined {
  return paths.find((path) => path !== undefined && existsSync(path));
}
