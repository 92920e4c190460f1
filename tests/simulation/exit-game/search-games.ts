import { actHonestly, isHonest, type Match, tryCall } from './people.ts';
import type { Position } from './positions.ts';
import { CUSTOMS, type Customs, type Rules, VAULT_RULES } from './rules.ts';
import { type Move, type Phase, type Scope, thiefMoves } from './thief-moves.ts';
import { heirsOf, includedOf } from './true-owner.ts';
import type { Call, Exit, VaultState } from './vault-state.ts';

export type Wrong = 'theft' | 'freeze' | 'lost bond' | 'free fraud';

export interface Variant {
  rules: Rules;
  customs: Customs;
  /** What the honest do when they look; as `people.ts` says unless told. */
  act?: typeof actHonestly;
}

export const AS_BUILT: Variant = { rules: VAULT_RULES, customs: CUSTOMS };

/** What becomes of a game in play. */
interface Prospect {
  /** Games from here, as many as there are ways for the thief to go on. */
  games: number;
  /** The shortest way to something wrong, if there is one. */
  wrong: { kind: Wrong; cost: number; move: Move | undefined } | undefined;
}

export interface Verdict {
  games: number;
  states: number;
  wrong: Wrong | undefined;
  /** The shortest game that goes wrong. */
  story: readonly Turn[];
}

/** What somebody does at a tick. */
export interface Turn {
  tick: number;
  who: 'thief' | 'honest';
  move: Move;
}

/**
 * Every game of a position: the thief makes any number of moves, the honest look, the thief moves
 * again, and half a window passes. Positions of a game that were met before are not played again.
 */
export function searchGames(
  position: Position,
  scope: Scope,
  { rules, customs, act = actHonestly }: Variant = AS_BUILT,
  only?: Wrong,
): Verdict {
  const heirs = heirsOf(position);
  const includedCount = includedOf(position).length;
  const prospects = new Map<string, Prospect>();
  const start = begin(position, scope, rules, customs);
  const { games, wrong } = foresee(start, 'before');
  return { games, states: prospects.size, wrong: wrong?.kind, story: wrong ? tell() : [] };

  function foresee(match: Match, phase: Phase): Prospect {
    const key = keyOf(match, phase);
    const met = prospects.get(key);
    if (met) return met;
    const prospect: Prospect = { games: 0, wrong: undefined };
    const kind = judge(match, heirs, includedCount, scope);
    const isOver = match.state.now > scope.lastTick || isSettled(match, scope);
    if (kind && (!only || kind === only)) {
      prospect.games = 1;
      prospect.wrong = { kind, cost: 0, move: undefined };
    } else if (isOver) {
      prospect.games = 1;
    } else {
      add(prospect, pass(match, phase).match, nextPhase(phase), undefined, 0);
      for (const move of thiefMoves(match, phase, scope)) {
        const next = { ...match };
        if (makeMove(next, move)) add(prospect, next, phase, move, 1);
      }
    }
    prospects.set(key, prospect);
    return prospect;
  }

  function add(
    prospect: Prospect,
    next: Match,
    phase: Phase,
    move: Move | undefined,
    cost: number,
  ) {
    const { games, wrong } = foresee(next, phase);
    prospect.games += games;
    if (!wrong) return;
    const total = wrong.cost + cost;
    if (prospect.wrong && prospect.wrong.cost <= total) return;
    prospect.wrong = { kind: wrong.kind, cost: total, move };
  }

  function pass(match: Match, phase: Phase): { match: Match; calls: Call[] } {
    const next = { ...match };
    if (phase === 'after') {
      next.state = { ...next.state, now: next.state.now + 1 };
      return { match: next, calls: [] };
    }
    if (scope.ownerLeaves === 'early or late' && next.state.now > 0) next.isAwake = true;
    const looks = customs.looksEachHalf || next.state.now % 2 === 0;
    return { match: next, calls: looks ? act(next, position) : [] };
  }

  function tell(): Turn[] {
    const turns: Turn[] = [];
    let match = start;
    let phase: Phase = 'before';
    for (;;) {
      const found = prospects.get(keyOf(match, phase))?.wrong;
      if (!found || (found.cost === 0 && isWrong(match))) return turns;
      const tick = match.state.now;
      if (found.move) {
        match = { ...match };
        makeMove(match, found.move);
        turns.push({ tick, who: 'thief', move: found.move });
        continue;
      }
      const { match: next, calls } = pass(match, phase);
      turns.push(...calls.map((move) => ({ tick, who: 'honest' as const, move })));
      match = next;
      phase = nextPhase(phase);
    }
  }

  function isWrong(match: Match): boolean {
    const kind = judge(match, heirs, includedCount, scope);
    return kind !== undefined && (!only || kind === only);
  }
}

function begin(position: Position, scope: Scope, rules: Rules, customs: Customs): Match {
  const { depositor, birth, leaves, laterLeaves, securedAt } = position;
  const exits: Exit[] = [];
  const start = { rules, depositor, birth, leaves, laterLeaves, exits, takenBy: undefined };
  const state: VaultState = { ...start, now: 0 };
  let known = 0;
  for (let coinBlock = birth + 1; coinBlock <= securedAt; coinBlock++) known |= 1 << coinBlock;
  const match: Match = { state, known, isAwake: scope.ownerLeaves === 'at once' };
  if (customs.openExitsAreRefused) return match;
  // A former owner began to leave before he gave the coin away, and nobody ended it in its window.
  match.state = { ...state, now: -2 };
  for (const move of thiefMoves(match, 'before', { ...scope, thiefExits: 1 })) {
    if (move.type === 'startExit' && makeMove(match, move)) break;
  }
  match.state = { ...match.state, now: 0 };
  return match;
}

function makeMove(match: Match, move: Move): boolean {
  if (move.type === 'show') match.known |= 1 << move.coinBlock;
  else if (move.type === 'wake') match.isAwake = true;
  else return tryCall(match, move);
  return true;
}

function nextPhase(phase: Phase): Phase {
  return phase === 'before' ? 'after' : 'before';
}

/** Nothing is open any more, and nobody will begin again. */
function isSettled({ state }: Match, scope: Scope): boolean {
  const { exits, takenBy, now } = state;
  if (exits.some((exit) => exit.state === 'open')) return false;
  if (takenBy) return true;
  const begun = exits.filter(({ exitor }) => !isHonest(exitor)).length;
  const isThiefDone = begun >= scope.thiefExits || now > scope.lastStart;
  return isThiefDone && scope.ownerLeaves === 'never';
}

/** What is wrong already, or at the end. */
function judge(
  { state }: Match,
  heirs: ReadonlySet<string>,
  includedCount: number,
  { lastTick, ownerLeaves }: Scope,
): Wrong | undefined {
  const { takenBy, exits, now, rules } = state;
  const isStolenFrom = ![...heirs].some((heir) => heir === 'thief' || heir === 'helper');
  if (takenBy && isStolenFrom && !heirs.has(takenBy)) return 'theft';
  const isStuck = now > lastTick && ownerLeaves !== 'never' && !takenBy;
  if (isStuck && isStolenFrom) return 'freeze';
  for (const exit of exits) {
    if (isBondLost(state, exit, includedCount)) return 'lost bond';
    if (isHonest(exit.exitor)) continue;
    if (exit.state === 'cancelled' && exit.challengers.some((by) => by === 'owner')) {
      return 'free fraud';
    }
    const isSelfRefuted = exit.refuter !== undefined && !isHonest(exit.refuter);
    if (isSelfRefuted && !rules.halfOfBondIsBurnt) return 'free fraud';
  }
  return undefined;
}

/** An owner loses a bond only to his own transfer, a buyer only to another of the owner's. */
function isBondLost({ birth, depositor }: VaultState, exit: Exit, includedCount: number): boolean {
  const isExcused = (party: string) => includedCount > (party === 'owner' ? 0 : 1);
  const { exitor, refuter, challengers, walked, head } = exit;
  if (refuter && isHonest(exitor) && !isExcused(exitor)) return true;
  const isAtDeposit = head?.parent === birth && head.signer === depositor;
  for (let coinBlock = 0; coinBlock < challengers.length; coinBlock++) {
    const challenger = challengers[coinBlock];
    if (!challenger || !isHonest(challenger) || isExcused(challenger)) continue;
    if (walked[coinBlock] || (coinBlock === birth && isAtDeposit)) return true;
  }
  return false;
}

function keyOf({ state, known, isAwake }: Match, phase: Phase): string {
  let key = `${state.now}${phase[0]}${known}${isAwake}${state.takenBy}`;
  for (const exit of state.exits) {
    const { exitor, startedAt, coinBlock, parent, lastCoinBlock, head, refuter } = exit;
    const first = `${exitor[0]}${startedAt}${exit.state[0]}${coinBlock},${parent},${lastCoinBlock}`;
    const second = `${head?.parent}${head?.signer[0]}${refuter}`;
    key += `|${first}${second}${exit.challengers.join()};${exit.walked.join()}`;
  }
  return key;
}
