/**
 * Delta debugging (Zeller and Hildebrandt, 2002): takes away halves, quarters and at last single
 * items as long as the rest still fails.
 */
export async function minimizeList<Item>(
  items: readonly Item[],
  stillFails: (fewer: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[]> {
  if (items.length > 0 && (await stillFails([]))) return [];
  let kept = items;
  let size = Math.ceil(kept.length / 2);
  while (size > 0 && kept.length > 0) {
    const before = kept.length;
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (fewer.length < kept.length && (await stillFails(fewer))) kept = fewer;
      else at += size;
    }
    if (kept.length === before || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return kept;
}
