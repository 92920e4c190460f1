import type { Page } from '@playwright/test';
import type { Hex } from '../../../lib/core/bytes.ts';
import type { WeftWindow } from '../../e2e/support/node-page.ts';

/** Milliseconds that pass inside the page from handing over a transaction until it is final. */
export function sendAndWait(tab: Page, envelope: Hex): Promise<number> {
  return tab.evaluate(async (encoded) => {
    const { weft } = window as unknown as WeftWindow;
    const startMs = performance.now();
    const hash = await weft.send(encoded);
    await weft.waitForFinal(hash);
    return performance.now() - startMs;
  }, envelope);
}
