import type { Board } from './positions.ts';

/** What one thread of a search is told: every `of`th position, from the `part`th on. */
export interface Share {
  board: Board;
  scope: ScopeName;
  part: number;
  of: number;
}

export const SCOPE_NAMES = ['theft', 'freeze', 'together', 'two exits'] as const;
export type ScopeName = (typeof SCOPE_NAMES)[number];
