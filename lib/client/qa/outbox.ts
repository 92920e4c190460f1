import { WeftError } from '../../core/errors.ts';
import { MAX_OUTBOX_ITEMS, OUTBOX_FINAL_KEPT_MS } from '../../core/limits.ts';
import type { TextStorage } from '../bridge/sent-log.ts';
import type { QaAction } from './actions.ts';
import { isOpen, type OutboxItem, placeOf } from './outbox-item.ts';
import { outboxFromText, textFromOutbox } from './outbox-text.ts';

/**
 * What an account does on Ask in this tab, until everybody else sees it. Nothing is awaited: what
 * is added is there at once, and kept by the tab so that a reload loses nothing.
 */
export class Outbox {
  /** What the tab keeps it by. */
  readonly key: string;
  readonly #storage: TextStorage | undefined;
  readonly #listeners = new Set<() => void>();
  #all: readonly OutboxItem[];

  /** Without a storage it lasts as long as the page. */
  constructor(storage: TextStorage | undefined, key: string) {
    this.#storage = storage;
    this.key = key;
    this.#all = this.#read();
  }

  /** Oldest first; the same list until something changes. */
  all(): readonly OutboxItem[] {
    return this.#all;
  }

  /**
   * Undefined while another one of its place is on its way, so that a second press does nothing.
   * Only the newest vote counts while none was sent. What failed at the place is forgotten.
   * @throws WeftError `outbox/full` beyond MAX_OUTBOX_ITEMS.
   */
  add(action: QaAction, nowMs: number): OutboxItem | undefined {
    const place = placeOf(action);
    const others = this.#all.filter(
      (each) => placeOf(each) !== place || each.state === 'final' || !isReplaceable(each),
    );
    const isVote = CHANGEABLE.has(action.primaryType);
    const inTheWay = others.some((each) => placeOf(each) === place && isOpen(each));
    if (inTheWay && !isVote) return undefined;
    const kept = others.filter(
      ({ state, id }) => state !== 'final' || id + OUTBOX_FINAL_KEPT_MS > nowMs,
    );
    if (kept.length >= MAX_OUTBOX_ITEMS) {
      throw new WeftError('outbox/full', 'too much waits to be sent', { most: MAX_OUTBOX_ITEMS });
    }
    const id = Math.max(nowMs, (this.#all.at(-1)?.id ?? 0) + 1);
    const item: OutboxItem = { ...action, id, state: 'waiting' };
    this.#write([...kept, item]);
    return item;
  }

  update(id: number, changes: Partial<Omit<OutboxItem, 'id'>>): void {
    this.#write(this.#all.map((each) => (each.id === id ? { ...each, ...changes } : each)));
  }

  remove(id: number): void {
    this.#write(this.#all.filter((each) => each.id !== id));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(): readonly OutboxItem[] {
    try {
      return outboxFromText(this.#storage?.getItem(this.key) ?? '[]');
    } catch {
      return [];
    }
  }

  #write(all: readonly OutboxItem[]): void {
    this.#all = all;
    try {
      if (all.length > 0) this.#storage?.setItem(this.key, textFromOutbox(all));
      else this.#storage?.removeItem(this.key);
    } catch {
      // The browser keeps nothing more for this site: the page remembers while it is open.
    }
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What one may change one's mind about while it is on its way. */
const CHANGEABLE: ReadonlySet<string> = new Set(['QaVote', 'QaAccept', 'QaHide']);

function isReplaceable(item: OutboxItem): boolean {
  if (item.state === 'failed') return true;
  const isUnsent = item.state === 'waiting' && !item.envelope;
  return isUnsent && CHANGEABLE.has(item.primaryType);
}
