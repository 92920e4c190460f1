import { type BrowserContext, expect, type Page } from '@playwright/test';

interface MarkedWindow {
  __x?: unknown;
}

/** Sees whether a page does anything that its site did not tell it to. */
export interface ScriptWatch {
  /** After every element of the page got the events that texts like to wait for. */
  expectHarmless(page: Page): Promise<void>;
  /** Addresses of other hosts that were asked for anything. */
  foreign(): string[];
}

const OWN_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);
const EVENTS =
  'mouseover mousemove focus focusin load error toggle begin pointerover input animationstart';

/** Begins before the first page is opened. */
export async function watchScripts(context: BrowserContext): Promise<ScriptWatch> {
  const foreign: string[] = [];
  const dialogs: string[] = [];
  context.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    dialog.dismiss().catch(() => {});
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !OWN_HOSTS.has(hostname)) foreign.push(request.url());
  });
  await context.addInitScript(() => {
    // What nearly all scripts of others call here; the browser's own would stop the page.
    Object.assign(window, {
      alert: () => Object.assign(window.top ?? window, { __x: location.href }),
    });
  });
  return {
    foreign: () => foreign,
    async expectHarmless(page) {
      await page.evaluate(provoke, EVENTS.split(' '));
      expect(await page.evaluate(whatIsWrong)).toEqual([]);
      expect(await page.evaluate(() => (window as MarkedWindow).__x)).toBeUndefined();
      expect(dialogs).toEqual([]);
      expect(foreign).toEqual([]);
    },
  };
}

/** Whatever hears events, and every link that is no ordinary one, gets its chance. */
function provoke(events: string[]): void {
  const stay = (event: Event) => {
    const link = (event.target as Element).closest?.('a');
    if (link && /^(https?|mailto):$/.test(link.protocol)) event.preventDefault();
  };
  addEventListener('click', stay, { capture: true });
  for (const element of document.querySelectorAll('main .prose *, main h1, main h2')) {
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: true }));
    if (element instanceof HTMLAnchorElement) element.click();
  }
  removeEventListener('click', stay, { capture: true });
}

/** What no text of a person may bring into a page. */
function whatIsWrong(): string[] {
  const problems: string[] = [];
  const every = [...document.querySelectorAll('*')];
  for (const element of every) {
    const names = element.getAttributeNames();
    const bad = names.filter((name) => /^on|^(srcdoc|ping|formaction|xlink:href)$/i.test(name));
    if (bad.length > 0) problems.push(`${element.tagName} ${bad}`);
  }
  const tags =
    'script iframe object embed base form[action] meta[http-equiv] style img video audio math';
  for (const tag of tags.split(' ')) {
    for (const found of document.querySelectorAll(`main ${tag}`)) problems.push(found.outerHTML);
  }
  for (const found of document.querySelectorAll('.prose [id], .prose [name], .prose [ping]')) {
    problems.push(found.outerHTML);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href]')) {
    const isOwn = link.origin === location.origin;
    const isMail = link.protocol === 'mailto:';
    const isWeb = link.protocol === 'http:' || link.protocol === 'https:';
    const isApart = link.target === '_blank' && link.rel === 'noopener noreferrer nofollow ugc';
    if (!(isOwn || isMail || (isWeb && isApart))) problems.push(link.outerHTML);
  }
  return problems;
}
