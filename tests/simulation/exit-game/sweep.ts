import type { Position } from './positions.ts';
import { searchGames, type Turn, type Wrong } from './search-games.ts';
import type { Scope } from './thief-moves.ts';

/** What a search over many positions came to. */
export interface Sweep {
  positions: number;
  games: number;
  states: number;
  /** The first position that goes wrong. */
  found: { position: Position; wrong: Wrong; story: readonly Turn[] } | undefined;
}

export const EMPTY_SWEEP: Sweep = { positions: 0, games: 0, states: 0, found: undefined };

/** Every game of each position, until one goes wrong. */
export function sweep(
  all: Iterable<Position>,
  scope: Scope,
  onProgress?: (sofar: Sweep) => void,
): Sweep {
  const total: Sweep = { ...EMPTY_SWEEP };
  for (const position of all) {
    const { games, states, wrong, story } = searchGames(position, scope);
    total.positions++;
    total.games += games;
    total.states += states;
    if (wrong) return { ...total, found: { position, wrong, story } };
    if (total.positions % PROGRESS_EVERY === 0) onProgress?.(total);
  }
  return total;
}

/** Every `of`th position, from the `part`th on. */
export function* partOf(all: Iterable<Position>, part: number, of: number): Generator<Position> {
  let index = 0;
  for (const position of all) if (index++ % of === part) yield position;
}

const PROGRESS_EVERY = 500;
