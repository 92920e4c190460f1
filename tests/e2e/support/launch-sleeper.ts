import { type BrowserContext, chromium } from '@playwright/test';
import { chromiumPath } from './paths.ts';
import { spawnProcess } from './spawn-process.ts';

/** A browser that runs, and how it ends. */
export interface LaunchedBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

const READY_MS = 30_000;

/**
 * A browser whose pages are hidden when another one is in front, and stop when they are frozen.
 * Those that the test driver starts itself never are: it makes every page believe it is looked at.
 */
export async function launchSleeper(folder: string, switches: string[]): Promise<LaunchedBrowser> {
  const { process: browser, match } = await spawnProcess(
    chromiumPath() ?? chromium.executablePath(),
    [...switches, `--user-data-dir=${folder}`, '--remote-debugging-port=0', 'about:blank'],
    /DevTools listening on (ws:\S+)/,
    READY_MS,
  );
  const connection = await chromium.connectOverCDP(match[1] ?? '', { noDefaults: true });
  const [context] = connection.contexts();
  if (!context) throw new RangeError('a browser without a window');
  return {
    context,
    async close() {
      await connection.close();
      await browser.stop();
    },
  };
}
