import type { Page } from '@playwright/test';

/** A colour on its way from one scheme to the other is neither's. */
export function transitionsEnded(page: Page): Promise<unknown> {
  return page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
}
