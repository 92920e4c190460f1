import { ITEM, ITEM_LINK } from './items.ts';

/**
 * Gives the focus to the item after or before the one that has it, from the first that is seen when
 * none has. The browser's own focus is the mark, so Enter and screen readers follow by themselves.
 */
export function stepTo(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>(`[${ITEM}]`)];
  const current = items.findIndex((item) => item.contains(document.activeElement));
  const firstSeen = items.findIndex((item) => item.getBoundingClientRect().bottom > 0);
  const at = current < 0 ? Math.max(0, firstSeen) : current + step;
  const item = items[Math.max(0, Math.min(items.length - 1, at))];
  const target = item?.querySelector<HTMLElement>(`[${ITEM_LINK}]`) ?? item;
  target?.focus();
  // An item is taller than its link.
  item?.scrollIntoView({ block: 'nearest' });
}
