import type { Scope } from './thief-moves.ts';

// Calls on one exit read and write that exit, whether the coin was taken, and what people know,
// which in these searches the thief may show them at any time. So a theft needs no second exit to
// be found, and a freeze none of the thief's; `everything` searches them together, and finds
// nothing else.

/** One exit of the thief's, against people who are only on watch. */
export const THEFT: Scope = {
  thiefExits: 1,
  lastStart: 0,
  ownerLeaves: 'never',
  lastTick: 2,
  hasFollies: false,
};

/** The owner leaves, against everything that can be said. */
export function freeze(coinBlocks: number): Scope {
  const lastTick = lastTickFor(coinBlocks);
  return { thiefExits: 0, lastStart: 0, ownerLeaves: 'at once', lastTick, hasFollies: false };
}

/** Both at once, with calls that only harm the thief. */
export function everything(coinBlocks: number, thiefExits: number): Scope {
  const lastTick = lastTickFor(coinBlocks) + 1;
  return { thiefExits, lastStart: 1, ownerLeaves: 'early or late', lastTick, hasFollies: true };
}

/** Each coin block can show once more that the coin was given on, which begins another exit. */
function lastTickFor(coinBlocks: number): number {
  return 2 * (coinBlocks + 1);
}
