import type { BrowserContext } from '@playwright/test';

/** What the pages of a browser print and throw, for the report of a failed test. */
export function recordPage(context: BrowserContext): string[] {
  const lines: string[] = [];
  context.on('console', (message) => {
    lines.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => {
    lines.push(`uncaught: ${error.error().stack ?? error.error().message}`);
  });
  return lines;
}
