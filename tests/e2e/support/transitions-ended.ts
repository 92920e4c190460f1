import type { Page } from '@playwright/test';

/** A colour on its way from one to another is neither. One that ends may begin the next. */
export function transitionsEnded(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const running = () =>
      document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    while (running().length > 0) {
      await Promise.allSettled(running().map(({ finished }) => finished));
    }
  });
}
