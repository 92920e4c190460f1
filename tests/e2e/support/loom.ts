import { expect, type Page } from '@playwright/test';

/** A row of cloth as somebody reads it from the picture. */
export interface DrawnRow {
  height: bigint;
  /** One bit a validator, from left to right: 1 where the thread lies over the warp. */
  bits: string;
}

/** What the loom's picture is found by. */
const LOOM = 'svg:has([data-loom-row])';

/** Reads a woven row from the places of its shapes, not from what the page says about it. */
export async function readRow(page: Page, height: bigint): Promise<DrawnRow> {
  let bits: string | undefined;
  await expect
    .poll(
      async () => {
        bits = await page.evaluate(bitsInPicture, `${height}`);
        return bits;
      },
      { message: `block ${height} is woven`, intervals: [50] },
    )
    .toBeDefined();
  return { height, bits: bits ?? '' };
}

export function bitsFromSigners(signers: readonly number[], validators: number): string {
  return Array.from({ length: validators }, (_, index) => (signers.includes(index) ? 1 : 0)).join(
    '',
  );
}

/** Height of the uppermost row, in whatever state it is. */
export function newestRow(page: Page): Promise<number> {
  return page
    .locator(`${LOOM} [data-loom-row]`)
    .evaluateAll((rows) => Math.max(...rows.map((row) => Number(row.getAttribute('data-height')))));
}

/** Counts every change inside the loom's picture from now on. */
export async function watchLoom(page: Page): Promise<() => Promise<number>> {
  await page.evaluate((selector) => {
    const counter = { changes: 0 };
    Object.assign(window, { loomChanges: counter });
    const loom = document.querySelector(selector);
    const observer = new MutationObserver((records) => {
      counter.changes += records.length;
    });
    if (loom) observer.observe(loom, { subtree: true, childList: true, attributes: true });
    else counter.changes = Number.NaN;
  }, LOOM);
  return () =>
    page.evaluate(
      () => (window as unknown as { loomChanges: { changes: number } }).loomChanges.changes,
    );
}

/**
 * Runs in the page. The warp's threads that reach the row are groups, each of one or several yarns;
 * from left to right, where all of a group's yarns cover the row again, the row goes under it. A
 * question mark where only some do. Undefined until the row lies still, before which it is a loose
 * thread with knots, and its warp is there, which is drawn once the committee is known.
 */
function bitsInPicture(height: string): string | undefined {
  const row = document.querySelector(`[data-loom-row][data-height="${height}"]`);
  const picture = row?.closest('svg');
  if (!row?.querySelector(':scope > rect.fill-dye-3') || !picture) return undefined;
  const centre = (shape: Element): number => {
    const { left, right } = shape.getBoundingClientRect();
    return (left + right) / 2;
  };
  const overs = [...row.querySelectorAll('.fill-warp')].map(centre);
  const { top, bottom } = row.getBoundingClientRect();
  const reachesRow = (yarn: Element): boolean => {
    const span = yarn.getBoundingClientRect();
    return span.top < top && span.bottom > bottom;
  };
  const threads = [...picture.querySelectorAll('[data-warp]')]
    .map((group) => [...group.querySelectorAll('rect')].filter(reachesRow))
    .filter((yarns) => yarns.length > 0);
  if (threads.length === 0) return undefined;
  return threads
    .sort(([a], [b]) => centre(a as Element) - centre(b as Element))
    .map((yarns) => {
      const covered = yarns.filter((yarn) =>
        overs.some((over) => Math.abs(over - centre(yarn)) < 0.5),
      ).length;
      if (covered === 0) return 1;
      return covered === yarns.length ? 0 : '?';
    })
    .join('');
}
