import type { Hash } from '../types.ts';
import { MAX_SENT_TRANSACTIONS } from './limits.ts';
import type { SentTransaction, Step } from './sent.ts';
import { sentFromText, textFromSent } from './sent-text.ts';

/** What a browser keeps for a site, shared by its tabs. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Transactions that an account's wallet sent on Ethereum and that are not final. Neither chain shows
 * what no block has, so this alone is kept by the page, and only until a chain shows it.
 */
export class SentLog {
  readonly #storage: TextStorage | undefined;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #all: readonly SentTransaction[];

  /** Without a storage it lasts as long as the page. */
  constructor(storage: TextStorage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
    this.#all = this.#read() ?? [];
  }

  /** Oldest first; the same list until something changes. */
  all(): readonly SentTransaction[] {
    return this.#all;
  }

  /** Beyond MAX_SENT_TRANSACTIONS the oldest is forgotten. */
  add(hash: Hash, { what, ids, moved, lane }: Step, sentAtMs: number): void {
    const step = { what, ids, ...(moved && { moved }), ...(lane && { lane }) };
    const others = this.#newest().filter((each) => each.hash !== hash);
    this.#write([...others, { ...step, hash, sentAtMs }].slice(-MAX_SENT_TRANSACTIONS));
  }

  /** Remembers what tells whether another one took its place. */
  setNonce(hash: Hash, nonce: number): void {
    this.#write(this.#newest().map((each) => (each.hash === hash ? { ...each, nonce } : each)));
  }

  forget(hash: Hash): void {
    const newest = this.#newest();
    const rest = newest.filter((each) => each.hash !== hash);
    if (rest.length < newest.length) this.#write(rest);
  }

  /** Another tab may have written. */
  refresh(): void {
    this.#set(this.#newest());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #newest(): readonly SentTransaction[] {
    return this.#read() ?? this.#all;
  }

  /** Undefined where nothing can be kept. */
  #read(): readonly SentTransaction[] | undefined {
    try {
      return this.#storage && sentFromText(this.#storage.getItem(this.#key) ?? '[]');
    } catch {
      return undefined;
    }
  }

  #write(all: readonly SentTransaction[]): void {
    try {
      if (all.length > 0) this.#storage?.setItem(this.#key, textFromSent(all));
      else this.#storage?.removeItem(this.#key);
    } catch {
      // The browser keeps nothing more for this site: the page remembers while it is open.
    }
    this.#set(all);
  }

  #set(all: readonly SentTransaction[]): void {
    this.#all = all;
    for (const listener of [...this.#listeners]) listener();
  }
}
