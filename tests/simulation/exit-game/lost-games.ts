import {
  type Board,
  BROKEN,
  type Position,
  positions,
  withEarlyLeaf,
  withLaterLeaf,
} from './positions.ts';
import { CUSTOMS, type Customs, type Rules, VAULT_RULES } from './rules.ts';
import { everything, freeze, THEFT } from './scopes.ts';
import { searchGames, type Verdict, type Wrong } from './search-games.ts';
import type { Scope } from './thief-moves.ts';
import { isSameTransfer } from './vault-state.ts';

/** A rule or custom without which something goes wrong, and what. */
export interface LostGame {
  without: keyof Rules | keyof Customs;
  wrong: Wrong;
  scope: Scope;
  /** The smallest boards on which it can. */
  from: () => Iterable<Position>;
}

const TWO = { coinBlocks: 2, birth: 0 };
const THREE = { coinBlocks: 3, birth: 0 };
/** The thief begins one exit after the other. */
const BUSY: Scope = { ...everything(2, 4), lastStart: 7, ownerLeaves: 'at once' };
/** As many of his own as he likes, before the owner first looks. */
const RUSH: Scope = { ...THEFT, hasFollies: true };
const LATE: Scope = { ...THEFT, lastStart: 1, lastTick: 3 };

export const LOST_GAMES: readonly LostGame[] = [
  { without: 'firstCheckpointSpeaks', wrong: 'theft', scope: THEFT, from: () => later(TWO) },
  { without: 'digestNamesGiver', wrong: 'freeze', scope: freeze(3), from: () => positions(THREE) },
  { without: 'signaturesExpire', wrong: 'theft', scope: THEFT, from: () => expiring(TWO) },
  { without: 'nothingBeforeBirth', wrong: 'theft', scope: THEFT, from: early },
  { without: 'hasChallengeAfter', wrong: 'theft', scope: THEFT, from: () => positions(TWO) },
  { without: 'hasChallengeBetween', wrong: 'theft', scope: THEFT, from: () => positions(TWO) },
  { without: 'hasChallengeBefore', wrong: 'theft', scope: THEFT, from: () => positions(THREE) },
  { without: 'hasChallengeBirth', wrong: 'theft', scope: THEFT, from: () => positions(TWO) },
  { without: 'twinsMoveExits', wrong: 'lost bond', scope: freeze(2), from: () => positions(TWO) },
  {
    without: 'secondHalfIsForAnswers',
    wrong: 'freeze',
    scope: freeze(3),
    from: () => positions(THREE),
  },
  { without: 'walksAnswer', wrong: 'theft', scope: THEFT, from: () => positions(THREE) },
  { without: 'stepsAreLinked', wrong: 'theft', scope: THEFT, from: unlinked },
  {
    without: 'walkedPointsAreSettled',
    wrong: 'freeze',
    scope: freeze(3),
    from: () => positions(THREE),
  },
  { without: 'challengesAreUnlimited', wrong: 'theft', scope: RUSH, from: () => positions(THREE) },
  { without: 'exitsAreIndependent', wrong: 'freeze', scope: BUSY, from: () => positions(TWO) },
  {
    without: 'exitsAreNeverCancelled',
    wrong: 'free fraud',
    scope: THEFT,
    from: () => positions(TWO),
  },
  { without: 'halfOfBondIsBurnt', wrong: 'free fraud', scope: RUSH, from: () => positions(TWO) },
  { without: 'openExitsAreRefused', wrong: 'theft', scope: THEFT, from: () => positions(TWO) },
  { without: 'taintedCoinsAreRefused', wrong: 'freeze', scope: freeze(3), from: tainted },
  { without: 'looksEachHalf', wrong: 'theft', scope: LATE, from: () => positions(TWO) },
];

export interface Found {
  position: Position;
  verdict: Verdict;
}

/** The shortest game that is lost without the rule. */
export function findLostGame({ without, wrong, scope, from }: LostGame): Found | undefined {
  const variant = {
    rules: without in VAULT_RULES ? { ...VAULT_RULES, [without]: false } : VAULT_RULES,
    customs: without in CUSTOMS ? { ...CUSTOMS, [without]: false } : CUSTOMS,
  };
  for (const position of simplestFirst(from())) {
    const verdict = searchGames(position, scope, variant, wrong);
    if (verdict.wrong) return { position, verdict };
  }
  return undefined;
}

/** Those in which nobody honest signed anything since. */
function simplestFirst(all: Iterable<Position>): Position[] {
  const list = [...all];
  const isQuiet = ({ signed }: Position) => signed.length === 0;
  return [...list.filter(isQuiet), ...list.filter((position) => !isQuiet(position))];
}

function* later(board: Board): Generator<Position> {
  for (const position of positions(board)) yield* withLaterLeaf(position);
}

function expiring(board: Board): Generator<Position> {
  return positions({ ...board, isExpiring: true });
}

/** What is broken claims to spend the owner's, which only this rule can tell. */
function* unlinked(): Generator<Position> {
  for (const position of positions(THREE)) {
    const leaves = position.leaves.map((leaf, coinBlock) => {
      const isAbove = isSameTransfer(leaf, BROKEN) && coinBlock > position.securedAt;
      return isAbove ? { ...BROKEN, parent: position.securedAt } : leaf;
    });
    yield { ...position, leaves };
  }
}

/** Something that is no transfer stands where the history has nothing. */
function* tainted(): Generator<Position> {
  for (const position of positions(THREE)) {
    for (let coinBlock = 1; coinBlock < position.securedAt; coinBlock++) {
      if (position.leaves[coinBlock]) continue;
      yield { ...position, leaves: position.leaves.with(coinBlock, 'junk') };
    }
  }
}

function* early(): Generator<Position> {
  for (const position of positions({ coinBlocks: 2, birth: 1 })) yield* withEarlyLeaf(position);
}
