import { MAX_SEEN_MESSAGES } from '../../core/limits.ts';

/** Remembers the newest `MAX_SEEN_MESSAGES` keys. */
export interface SeenMessages {
  /** True the first time a key is given. */
  add(key: string): boolean;
}

export function createSeenMessages(): SeenMessages {
  const seen = new Set<string>();
  return {
    add(key) {
      if (seen.has(key)) return false;
      seen.add(key);
      if (seen.size > MAX_SEEN_MESSAGES) {
        const oldest = seen.values().next().value;
        if (oldest !== undefined) seen.delete(oldest);
      }
      return true;
    },
  };
}
