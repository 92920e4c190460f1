import { describe, expect, it } from 'vitest';
import { actByWatchtower } from './act-by-watchtower.ts';
import { type Position, positions } from './positions.ts';
import { everything, freeze, THEFT } from './scopes.ts';
import { AS_BUILT, searchGames } from './search-games.ts';
import { tellStory } from './tell-story.ts';
import type { Scope } from './thief-moves.ts';

const GUARDED = { ...AS_BUILT, act: actByWatchtower };

/** The first game that goes wrong, in words. */
function wrongIn(all: Iterable<Position>, scope: Scope): string[] {
  for (const position of all) {
    const { wrong, story } = searchGames(position, scope, GUARDED);
    if (wrong) return [wrong, ...tellStory(position, story)];
  }
  return [];
}

describe('a coin that the watchtower guards, when every validator is malicious', () => {
  it('is not stolen, and costs no bond but for a transfer of its owner', () => {
    expect(wrongIn(positions({ coinBlocks: 3, birth: 0 }), THEFT)).toEqual([]);
    expect(wrongIn(positions({ coinBlocks: 2, birth: 1 }), THEFT)).toEqual([]);
  });

  it('is not kept in, by whatever is said against its exit', () => {
    expect(wrongIn(positions({ coinBlocks: 3, birth: 0 }), freeze(3))).toEqual([]);
    expect(wrongIn(positions({ coinBlocks: 2, birth: 0 }), everything(2, 1))).toEqual([]);
  });

  it('is as safe from every certified leaf there is, by every name', () => {
    const raw = { coinBlocks: 2, birth: 0, isRaw: true };
    expect(wrongIn(positions(raw), THEFT)).toEqual([]);
    expect(wrongIn(positions(raw), freeze(2))).toEqual([]);
  });
});
