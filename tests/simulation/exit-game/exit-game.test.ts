import { describe, expect, it } from 'vitest';
import { findLostGame, LOST_GAMES } from './lost-games.ts';
import { type Position, positions, withEarlyLeaf, withLaterLeaf } from './positions.ts';
import { everything, freeze, THEFT } from './scopes.ts';
import { searchGames } from './search-games.ts';
import { tellStory } from './tell-story.ts';
import type { Scope } from './thief-moves.ts';

const COIN_BLOCKS = 3;

/** The first game that goes wrong, in words. */
function wrongIn(all: Iterable<Position>, scope: Scope): string[] {
  for (const position of all) {
    const { wrong, story } = searchGames(position, scope);
    if (wrong) return [wrong, ...tellStory(position, story)];
  }
  return [];
}

function* later(): Generator<Position> {
  for (const position of positions({ coinBlocks: 2, birth: 0 })) yield* withLaterLeaf(position);
}

function* early(): Generator<Position> {
  for (const position of positions({ coinBlocks: 2, birth: 1 })) yield* withEarlyLeaf(position);
}

describe('an owner whose coin is secured, when every validator is malicious', () => {
  it('is not robbed, and loses no bond but to a transfer of his own', () => {
    expect(wrongIn(positions({ coinBlocks: COIN_BLOCKS, birth: 0 }), THEFT)).toEqual([]);
  });

  it('is not kept in, by whatever is said against his exit', () => {
    const all = positions({ coinBlocks: COIN_BLOCKS, birth: 0 });
    expect(wrongIn(all, freeze(COIN_BLOCKS))).toEqual([]);
  });

  it('is as safe when exits of the thief and of his own go on together', () => {
    expect(wrongIn(positions({ coinBlocks: 2, birth: 0 }), everything(2, 1))).toEqual([]);
  });

  it('is as safe from every certified leaf there is, by every name', () => {
    const raw = { coinBlocks: 2, birth: 0, isRaw: true };
    expect(wrongIn(positions(raw), THEFT)).toEqual([]);
    expect(wrongIn(positions(raw), freeze(2))).toEqual([]);
  });

  it('is safe when later checkpoints say something else of old coin blocks', () => {
    expect(wrongIn(later(), THEFT)).toEqual([]);
    expect(wrongIn(later(), freeze(2))).toEqual([]);
  });

  it('is safe whatever stood at his slot before he made the coin', () => {
    expect(wrongIn(early(), THEFT)).toEqual([]);
    expect(wrongIn(early(), freeze(2))).toEqual([]);
  });

  it('is safe from signatures that have run out', () => {
    const expiring = { coinBlocks: COIN_BLOCKS, birth: 0, isExpiring: true };
    expect(wrongIn(positions(expiring), THEFT)).toEqual([]);
    expect(wrongIn(positions(expiring), freeze(COIN_BLOCKS))).toEqual([]);
  });
});

describe('a game with one rule less', () => {
  const told: string[] = [];

  it.each(LOST_GAMES)('is lost without $without: $wrong', (lost) => {
    const found = findLostGame(lost);
    expect(found?.verdict.wrong).toBe(lost.wrong);
    if (!found) return;
    const story = tellStory(found.position, found.verdict.story);
    told.push(`## ${lost.without}: ${lost.wrong}`, '', ...story, '');
  });

  it('is told in lost-games.md', async () => {
    const title = ['# Games that are lost with one rule less', '', ...INTRODUCTION, ''];
    await expect([...title, ...told].join('\n')).toMatchFileSnapshot('./lost-games.md');
  });
});

const INTRODUCTION = [
  'Written by `exit-game.test.ts`: the shortest lost game of the first position that has one.',
  'A half is half a window; "thief to owner of 1" is a transfer from thief to owner that spends',
  'the one in coin block 1, and 0 is the deposit. `helper` is another key of the thief.',
];
