import { PERSIST_ANSWER_MS } from '../../core/limits.ts';

/**
 * Asks the browser not to evict our data. Some ask the person first: the node does not wait for
 * that, and counts as evictable until its next start.
 */
export async function askPersistence(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PERSIST_ANSWER_MS, false));
  const asked = navigator.storage.persist().catch(() => false);
  return Promise.race([asked, late]);
}
