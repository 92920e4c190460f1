import type { Page } from '@playwright/test';

/** What is looked for in a page. */
export interface Sought {
  /** Elements among which it is. */
  selector: string;
  /** Part of what one of them says, or all of it. */
  text: string;
  isWhole?: boolean;
}

/** Times on the clock that all pages of this machine share. */
export interface Seen {
  /** When the browser took the click or key; zero in a page where nobody did anything. */
  actedMs: number;
  /** When a frame had been drawn after it was there. */
  paintedMs: number;
}

/** Resolves once it is drawn, by a function that waits for it. Whoever acts does so in between. */
export async function watchFor(page: Page, sought: Sought): Promise<() => Promise<Seen>> {
  const handle = await page.evaluateHandle(({ selector, text, isWhole }) => {
    let actedMs = 0;
    const note = ({ timeStamp }: Event) => {
      actedMs = performance.timeOrigin + timeStamp;
    };
    const events = ['click', 'keydown'] as const;
    for (const name of events) window.addEventListener(name, note, { capture: true });
    const isThere = () =>
      [...document.querySelectorAll(selector)].some(({ textContent }) =>
        isWhole ? textContent?.trim() === text : textContent?.includes(text),
      );
    const seen = new Promise<{ actedMs: number; paintedMs: number }>((resolve) => {
      const painted = () => {
        for (const name of events) window.removeEventListener(name, note, { capture: true });
        resolve({ actedMs, paintedMs: performance.timeOrigin + performance.now() });
      };
      const look = () => {
        if (!isThere()) return;
        observer.disconnect();
        // A frame's callbacks come before it is drawn, and a message after.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = painted;
          port2.postMessage(undefined);
        });
      };
      const observer = new MutationObserver(look);
      const what = { subtree: true, childList: true, characterData: true, attributes: true };
      observer.observe(document, what);
    });
    return { seen };
  }, sought);
  return async () => {
    const seen = await handle.evaluate(({ seen }) => seen);
    await handle.dispose();
    return seen;
  };
}
