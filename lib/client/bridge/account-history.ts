import { FIRST_HISTORY_BLOCKS, MAX_HELD_ACCOUNT_EVENTS, MAX_HISTORY_BLOCKS } from './limits.ts';
import type { AccountLogs, BlockRange } from './read-logs.ts';

const NOTHING: AccountLogs = { events: [], claims: [], exits: [], ends: [] };

/**
 * What was read of an account so far. Final blocks are read once: first what is new, then the past,
 * backwards, in ranges that grow while they are answered. Newer blocks are read again with each
 * head, because they may be taken back.
 */
export class AccountHistory {
  readonly #startBlock: bigint;
  #kept: AccountLogs = NOTHING;
  #newest: AccountLogs = NOTHING;
  /** Final blocks from `#from` to `#to` are read; empty at first. */
  #from: bigint | undefined;
  #to = -1n;
  #size = FIRST_HISTORY_BLOCKS;

  constructor(startBlock: bigint) {
    this.#startBlock = startBlock;
  }

  /** The next final blocks that came since; nothing at first, for these are the past. */
  news(finalized: bigint): BlockRange | undefined {
    if (this.#from === undefined) {
      this.#from = finalized + 1n;
      this.#to = finalized;
    }
    if (finalized <= this.#to) return undefined;
    const last = this.#to + this.#size;
    return { from: this.#to + 1n, to: last < finalized ? last : finalized };
  }

  /** The next part of the past; undefined when nothing is left, or no more is held. */
  past(): BlockRange | undefined {
    const from = this.#from;
    if (from === undefined || from <= this.#startBlock || this.#isFull()) return undefined;
    const isLast = from - this.#startBlock <= this.#size;
    return { from: isLast ? this.#startBlock : from - this.#size, to: from - 1n };
  }

  /** The blocks that are not final, in parts of the same size. */
  newest(finalized: bigint, head: bigint): BlockRange[] {
    const ranges: BlockRange[] = [];
    for (let from = finalized + 1n; from <= head; from += this.#size) {
      const last = from + this.#size - 1n;
      ranges.push({ from, to: last < head ? last : head });
    }
    return ranges;
  }

  addNews(range: BlockRange, logs: AccountLogs): void {
    this.#kept = joined(this.#kept, logs);
    this.#to = range.to;
  }

  addPast(range: BlockRange, logs: AccountLogs): void {
    this.#kept = joined(logs, this.#kept);
    this.#from = range.from;
    if (this.#size < MAX_HISTORY_BLOCKS) this.#size *= 2n;
  }

  /** An endpoint gave no such range: less is asked for. False when it cannot be less. */
  shrink(): boolean {
    if (this.#size <= 1n) return false;
    this.#size /= 2n;
    return true;
  }

  /** Replaces what was seen in blocks that are not final. */
  setNewest(...parts: AccountLogs[]): void {
    this.#newest = parts.reduce(joined, NOTHING);
  }

  all(): AccountLogs {
    return joined(this.#kept, this.#newest);
  }

  readFrom(): bigint {
    return this.#from ?? this.#startBlock;
  }

  isComplete(): boolean {
    return this.#from !== undefined && this.#from <= this.#startBlock;
  }

  #isFull(): boolean {
    const { events, claims, exits, ends } = this.#kept;
    const held = events.length + claims.length + exits.length + ends.length;
    return held >= MAX_HELD_ACCOUNT_EVENTS;
  }
}

function joined(first: AccountLogs, second: AccountLogs): AccountLogs {
  return {
    events: [...first.events, ...second.events],
    claims: [...first.claims, ...second.claims],
    exits: [...first.exits, ...second.exits],
    ends: [...first.ends, ...second.ends],
  };
}
