import type { Position } from './positions.ts';
import { isCounted } from './true-owner.ts';
import { play } from './vault-model.ts';
import {
  type Call,
  type Exit,
  isMature,
  openChallenges,
  type Party,
  type Spend,
  type VaultState,
} from './vault-state.ts';

/** A game in play: the contract's state, and what the honest know. */
export interface Match {
  state: VaultState;
  /** Bit `n` is set if the honest can prove what coin block `n` holds. */
  known: number;
  /** Whether the owner has made up his mind to leave. */
  isAwake: boolean;
}

export function isHonest(party: Party): boolean {
  return party === 'owner' || party === 'buyer';
}

/** Calls it, unless the contract refuses; whatever a call shows is known from then on. */
export function tryCall(match: Match, call: Call, calls?: Call[]): boolean {
  const next = play(match.state, call);
  if (typeof next === 'string') return false;
  match.state = next;
  for (const coinBlock of shownBy(call)) match.known |= 1 << coinBlock;
  calls?.push(call);
  return true;
}

/** The transfer that the first checkpoint proves in a coin block. */
export function spendAt({ leaves }: VaultState, coinBlock: number): Spend | undefined {
  const leaf = leaves[coinBlock];
  return leaf && leaf !== 'junk' ? { transfer: leaf, coinBlock } : undefined;
}

/**
 * What the honest and their watchtower do when they look, by what they know: whoever has the coin
 * leaves with it once he has made up his mind, shows what proves the exits of others false, and
 * walks his own history when asked to. Returns the calls.
 */
export function actHonestly(match: Match, position: Position): Call[] {
  const calls: Call[] = [];
  const holder = holderOf(match, position);
  const { exits } = match.state;
  for (let index = 0; index < exits.length; index++) {
    const exit = match.state.exits[index] as Exit;
    if (exit.state !== 'open') continue;
    if (isHonest(exit.exitor)) defend(match, index, calls);
    else if (holder) refute(match, index, holder, calls);
  }
  if (holder && match.isAwake) leave(match, holder, calls);
  return calls;
}

export interface Holder {
  party: Party;
  /** Coin block of the transfer that gave him the coin, or birth. */
  at: number;
  /** Where the honest got it one from the other, the first secured; the last is `at`. */
  held: readonly number[];
}

/** The honest one who has the coin, as far as they know; nobody, once it was given to others. */
export function holderOf(
  { state, known }: Match,
  { signed, securedAt }: Position,
): Holder | undefined {
  let holder: Holder = { party: 'owner', at: securedAt, held: [securedAt] };
  for (let coinBlock = securedAt + 1; coinBlock < state.leaves.length; coinBlock++) {
    if ((known & (1 << coinBlock)) === 0) continue;
    const given = signed.find((transfer) => isCounted(state.leaves, coinBlock, transfer));
    if (given?.parent !== holder.at || given.from !== holder.party) continue;
    if (given.to === 'vault' || !isHonest(given.to)) return undefined;
    holder = { party: given.to, at: coinBlock, held: [...holder.held, coinBlock] };
  }
  return holder;
}

export function leave(match: Match, { party, at }: Holder, calls: Call[]): void {
  const { state } = match;
  const hasLeft = state.exits.some(
    (exit) => exit.exitor === party && exit.coinBlock === at && exit.state !== 'refuted',
  );
  if (!hasLeft)
    tryCall(match, { type: 'startExit', by: party, spends: spendsTo(state, at) }, calls);
}

/** What an exit from this coin block shows: the last two transfers, the last, or none. */
export function spendsTo(state: VaultState, coinBlock: number): Spend[] {
  const last = coinBlock > state.birth ? spendAt(state, coinBlock) : undefined;
  if (!last) return [];
  const before =
    last.transfer.parent > state.birth ? spendAt(state, last.transfer.parent) : undefined;
  return before ? [before, last] : [last];
}

/** Ends the exit if anything known does, moves it if that is all, and asks for the history. */
function refute(match: Match, index: number, { party: by, held }: Holder, calls: Call[]): void {
  const exitNow = () => match.state.exits[index] as Exit;
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const spend of knownSpends(match)) {
      if (tryCall(match, { type: 'challengeAfter', by, exit: index, spend }, calls)) return;
      if (isTwin(exitNow(), spend)) continue;
      if (tryCall(match, { type: 'challengeBetween', by, exit: index, spend }, calls)) return;
    }
    for (const spend of knownSpends(match)) {
      const call = { type: 'challengeBetween', by, exit: index, spend } as const;
      isMoving = isTwin(exitNow(), spend) && tryCall(match, call, calls);
      if (exitNow().state !== 'open') return;
      if (isMoving) break;
    }
  }
  const { birth, leaves } = match.state;
  // The last point of theirs before the exit's parent: a false history does not pass it.
  const at = held.findLast((coinBlock) => coinBlock < exitNow().parent);
  if (at === birth) tryCall(match, { type: 'challengeBirth', by, exit: index }, calls);
  else if (at !== undefined) {
    const place = { coinBlock: at, leaf: leaves[at] };
    tryCall(match, { type: 'challengeBefore', by, exit: index, ...place }, calls);
  }
  for (const coinBlock of exitNow().challengers.keys()) {
    if (tryCall(match, { type: 'failExit', by, exit: index, coinBlock }, calls)) return;
  }
}

function defend(match: Match, index: number, calls: Call[]): void {
  const exitNow = () => match.state.exits[index] as Exit;
  const by = exitNow().exitor;
  const isAsked = () => openChallenges(match.state, exitNow()) > 0;
  for (let isMoving = isAsked(); isMoving; ) {
    const at = exitNow().head?.parent ?? 0;
    const step = (match.known & (1 << at)) === 0 ? undefined : spendAt(match.state, at);
    isMoving = !!step && tryCall(match, { type: 'walk', by, exit: index, steps: [step] }, calls);
    isMoving &&= isAsked();
  }
  if (!match.state.rules.walksAnswer && isAsked()) {
    for (const step of knownSpends(match)) {
      tryCall(match, { type: 'answer', by, exit: index, step }, calls);
    }
  }
  if (isMature(match.state, exitNow())) {
    tryCall(match, { type: 'finalizeExit', by, exit: index }, calls);
  }
}

function isTwin(exit: Exit, { transfer }: Spend): boolean {
  return transfer.to === exit.exitor && transfer.lastCoinBlock === exit.lastCoinBlock;
}

export function knownSpends({ state, known }: Match): Spend[] {
  const spends: Spend[] = [];
  for (let coinBlock = state.birth + 1; coinBlock < state.leaves.length; coinBlock++) {
    if ((known & (1 << coinBlock)) === 0) continue;
    const spend = spendAt(state, coinBlock);
    if (spend) spends.push(spend);
  }
  return spends;
}

function shownBy(call: Call): readonly number[] {
  switch (call.type) {
    case 'startExit':
      return blocksOf(call.spends);
    case 'walk':
      return blocksOf(call.steps);
    case 'challengeAfter':
    case 'challengeBetween':
      return blocksOf([call.spend]);
    case 'answer':
      return blocksOf([call.step]);
    case 'challengeBefore':
      return call.isLater ? [] : [call.coinBlock];
    default:
      return [];
  }
}

function blocksOf(spends: readonly Spend[]): number[] {
  return spends.filter(({ isLater }) => !isLater).map(({ coinBlock }) => coinBlock);
}
