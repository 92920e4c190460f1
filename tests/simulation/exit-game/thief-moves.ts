import { isHonest, type Match, spendAt } from './people.ts';
import type { Call, CallOf, Exit, Spend, VaultState } from './vault-state.ts';

/** How much of the game is searched. */
export interface Scope {
  /** Exits of the thief's own. */
  thiefExits: number;
  /** The thief starts them up to this tick. */
  lastStart: number;
  /** Whether the owner leaves, too: at once, or when the thief pleases, at the second tick. */
  ownerLeaves: 'never' | 'at once' | 'early or late';
  lastTick: number;
  /** Also calls by which the thief only harms himself. */
  hasFollies: boolean;
}

/** What the thief may do; `show` tells everybody what a coin block holds. */
export type Move = Call | { type: 'show'; coinBlock: number } | { type: 'wake' };

/** Before and after the honest look; exits begin before, a later start is before the next look. */
export type Phase = 'before' | 'after';

/** Everything that one who holds the validators and the thief's keys could try now. */
export function* thiefMoves(match: Match, phase: Phase, scope: Scope): Generator<Move> {
  const { state, known } = match;
  const isWaking = scope.ownerLeaves === 'early or late' && !match.isAwake;
  if (phase === 'before' && isWaking) yield { type: 'wake' };
  if (phase === 'before' && state.now <= scope.lastStart) yield* starts(state, scope);
  const spends = allSpends(state);
  for (const [index, exit] of state.exits.entries()) {
    if (exit.state !== 'open') continue;
    const isTheirs = isHonest(exit.exitor);
    if (isTheirs || scope.hasFollies) yield* attacks(state, index, spends);
    else yield* twins(index, exit, spends);
    if (!isTheirs || scope.hasFollies || !state.rules.digestNamesGiver) {
      yield* walks(index, exit, spends);
    }
    if (!isTheirs) yield* defences(index, spends);
    if (!isTheirs || scope.hasFollies) yield { type: 'finalizeExit', by: 'thief', exit: index };
  }
  for (let coinBlock = state.birth + 1; coinBlock < state.leaves.length; coinBlock++) {
    if ((known & (1 << coinBlock)) === 0 && state.leaves[coinBlock]) {
      yield { type: 'show', coinBlock };
    }
  }
}

function* starts(state: VaultState, { thiefExits }: Scope): Generator<CallOf<'startExit'>> {
  const begun = state.exits.filter(({ exitor }) => !isHonest(exitor)).length;
  if (begun >= thiefExits) return;
  if (!isHonest(state.depositor)) yield { type: 'startExit', by: state.depositor, spends: [] };
  for (const last of allSpends(state)) {
    const { to, parent } = last.transfer;
    if (to === 'vault' || isHonest(to)) continue;
    if (parent === state.birth) yield { type: 'startExit', by: to, spends: [last] };
    for (const first of allSpends(state)) {
      if (first.coinBlock !== parent) continue;
      yield { type: 'startExit', by: to, spends: [first, last] };
    }
  }
}

function* attacks(state: VaultState, exit: number, spends: readonly Spend[]): Generator<Call> {
  const by = 'thief';
  for (const spend of spends) {
    yield { type: 'challengeAfter', by, exit, spend };
    yield { type: 'challengeBetween', by, exit, spend };
  }
  yield { type: 'challengeBirth', by, exit };
  for (const isLater of [false, true]) {
    const leaves = isLater ? state.laterLeaves : state.leaves;
    for (const [coinBlock, leaf] of leaves.entries()) {
      if (leaf) yield { type: 'challengeBefore', by, exit, coinBlock, leaf, isLater };
    }
  }
  for (const coinBlock of state.exits[exit]?.challengers.keys() ?? []) {
    yield { type: 'failExit', by, exit, coinBlock };
  }
}

/** The same transfer in an earlier coin block moves the thief's exit, which he may like. */
function* twins(index: number, exit: Exit, spends: readonly Spend[]): Generator<Call> {
  for (const spend of spends) {
    const { to, lastCoinBlock } = spend.transfer;
    if (to !== exit.exitor || lastCoinBlock !== exit.lastCoinBlock) continue;
    yield { type: 'challengeBetween', by: 'thief', exit: index, spend };
  }
}

function* walks(exit: number, { head }: Exit, spends: readonly Spend[]): Generator<Call> {
  for (const step of spends) {
    if (step.coinBlock === head?.parent) yield { type: 'walk', by: 'thief', exit, steps: [step] };
  }
}

function* defences(exit: number, spends: readonly Spend[]): Generator<Call> {
  yield { type: 'cancel', by: 'thief', exit };
  for (const step of spends) yield { type: 'answer', by: 'thief', exit, step };
}

/** Every transfer that some checkpoint proves, with each signature that could count. */
function allSpends(state: VaultState): Spend[] {
  const spends: Spend[] = [];
  for (const [coinBlock, leaf] of state.leaves.entries()) {
    const spend = leaf && spendAt(state, coinBlock);
    if (spend) spends.push(spend);
    if (!spend || state.rules.digestNamesGiver) continue;
    spends.push({ ...spend, signer: 'thief' }, { ...spend, signer: 'helper' });
  }
  if (state.rules.firstCheckpointSpeaks) return spends;
  for (const [coinBlock, leaf] of state.laterLeaves.entries()) {
    if (leaf && leaf !== 'junk') spends.push({ transfer: leaf, coinBlock, isLater: true });
  }
  return spends;
}
