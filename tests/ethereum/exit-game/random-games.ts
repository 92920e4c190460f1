import { actHonestly, type Match } from '../../simulation/exit-game/people.ts';
import { NEVER, type Position } from '../../simulation/exit-game/positions.ts';
import { VAULT_RULES } from '../../simulation/exit-game/rules.ts';
import { everything } from '../../simulation/exit-game/scopes.ts';
import { thiefMoves } from '../../simulation/exit-game/thief-moves.ts';
import { play } from '../../simulation/exit-game/vault-model.ts';
import {
  type Call,
  LAST_COIN_BLOCK,
  type Leaf,
  PARTIES,
  type Refusal,
  type Spend,
  type Transfer,
  type VaultState,
} from '../../simulation/exit-game/vault-state.ts';
import type { Random } from '../../simulation/random.ts';

/** What happens in a game, as the model has it. */
export type Step =
  | { type: 'tick'; now: number }
  /** Refused, and not sent. */
  | { type: 'probe'; call: Call; refusal: Refusal }
  | { type: 'play'; call: Call; after: VaultState };

const LAST_TICK = 5;
const MAX_EXITS = 4;
const TRIES = 40;
const PROBES = 3;

/** How often each `type` of call was accepted, and each `type/refusal` refused, so far. */
export type Counts = Map<string, number>;

/**
 * Random calls of everybody, likely and wild ones, until all is settled that can be. What was
 * seldom met before is tried first.
 */
export function* randomGame(position: Position, random: Random, seen: Counts): Generator<Step> {
  const { depositor, birth, leaves, laterLeaves } = position;
  const start = { rules: VAULT_RULES, depositor, birth, leaves, laterLeaves, exits: [], now: 0 };
  let state: VaultState = { ...start, takenBy: undefined };
  for (let now = 0; now <= LAST_TICK; now++) {
    if (now > 0) {
      state = { ...state, now };
      yield { type: 'tick', now };
    }
    for (let round = random.between(1, 4); round > 0; round--) {
      yield* probes(state, random, seen);
      const call = choose(state, position, random, seen);
      if (!call) continue;
      state = after(state, call);
      yield { type: 'play', call, after: state };
    }
  }
  for (let call = settlement(state, random); call; call = settlement(state, random)) {
    state = after(state, call);
    yield { type: 'play', call, after: state };
    if (random.chance(30)) yield* probes(state, random, seen);
  }
}

/** A position that nobody honest need ever have seen: every leaf is possible, by everybody. */
export function wildPosition(random: Random): Position {
  const birth = random.between(0, 2);
  const count = birth + random.between(3, 5);
  const leaves: Leaf[] = [undefined];
  for (let coinBlock = 1; coinBlock <= count; coinBlock++) {
    leaves.push(wildLeaf(leaves, random));
  }
  const laterLeaves = leaves.map((_, coinBlock) =>
    coinBlock > 0 && random.chance(20) ? wildLeaf(leaves.slice(0, coinBlock), random) : undefined,
  );
  const depositor = random.pick(PARTIES);
  return { birth, depositor, leaves, laterLeaves, securedAt: birth, signed: [] };
}

/** Mostly a spend of something below. */
function wildLeaf(below: readonly Leaf[], random: Random): Leaf {
  if (random.chance(15)) return random.pick(['junk', undefined] as const);
  const parent = random.chance(60) ? below.length - 1 : random.between(0, below.length - 1);
  const spent = below[parent];
  const giver = spent && spent !== 'junk' && spent.to !== 'vault' ? spent.to : random.pick(PARTIES);
  const twin = random.pick(below);
  if (random.chance(20) && twin) return twin;
  return {
    parent,
    from: random.chance(85) ? giver : random.pick(PARTIES),
    to: random.chance(95) ? random.pick(PARTIES) : 'vault',
    lastCoinBlock: random.chance(90) ? random.pick(FOREVER) : random.between(0, below.length + 1),
  };
}

function* probes(state: VaultState, random: Random, seen: Counts): Generator<Step> {
  const all: Extract<Step, { type: 'probe' }>[] = [];
  for (let i = 0; i < TRIES; i++) {
    const call = wildCall(state, random);
    const refusal = play(state, call);
    if (typeof refusal === 'string') all.push({ type: 'probe', call, refusal });
  }
  const timesOf = ({ call, refusal }: (typeof all)[number]) =>
    seen.get(`${call.type}/${refusal}`) ?? 0;
  yield* all.sort((a, b) => timesOf(a) - timesOf(b)).slice(0, PROBES);
}

/** A call that is accepted: of the honest, of the thief, or any. */
function choose(state: VaultState, position: Position, random: Random, seen: Counts) {
  const candidates: Call[] = [];
  if (random.chance(50)) candidates.push(...wholeWalks(state));
  if (random.chance(20)) candidates.push(...honestCalls(state, position).slice(0, 1));
  else if (random.chance(30)) candidates.push(...calls(state, random));
  for (let i = 0; i < TRIES; i++) candidates.push(wildCall(state, random));
  const isFull = state.exits.length >= MAX_EXITS;
  const accepted = candidates.filter(
    (call) => !(isFull && call.type === 'startExit') && typeof play(state, call) !== 'string',
  );
  if (random.chance(50)) return accepted[0];
  const timesOf = ({ type }: Call) => seen.get(type) ?? 0;
  return accepted.sort((a, b) => timesOf(a) - timesOf(b))[0];
}

function honestCalls(state: VaultState, position: Position): Call[] {
  const known = (1 << position.leaves.length) - 1;
  const match: Match = { state, known, isAwake: true };
  return actHonestly(match, position);
}

function calls(state: VaultState, random: Random): Call[] {
  const match: Match = { state, known: -1, isAwake: true };
  const moves = [...thiefMoves(match, 'before', { ...everything(4, MAX_EXITS), lastStart: 99 })];
  return random
    .shuffled(moves)
    .flatMap((move) => (move.type === 'show' || move.type === 'wake' ? [] : [move]));
}

/** Whatever ends exits and pays bonds, in any order. */
function settlement(state: VaultState, random: Random): Call | undefined {
  const all: Call[] = [];
  const by = random.pick(PARTIES);
  for (const exit of state.exits.keys()) {
    all.push({ type: 'finalizeExit', by, exit }, { type: 'withdrawBond', by, exit });
    for (const coinBlock of state.leaves.keys()) {
      all.push({ type: 'failExit', by, exit, coinBlock });
      all.push({ type: 'withdrawChallengeBond', by, exit, coinBlock });
    }
  }
  return random.shuffled(all).find((call) => typeof play(state, call) !== 'string');
}

/** Beyond every coin block, up to what the contract tells apart, and twice beyond that. */
const FOREVER = [NEVER, LAST_COIN_BLOCK, LAST_COIN_BLOCK + 1];

const TYPES = [
  'startExit',
  'challengeAfter',
  'challengeBetween',
  'challengeBefore',
  'challengeBirth',
  'walk',
  'finalizeExit',
  'failExit',
  'withdrawBond',
  'withdrawChallengeBond',
] as const;

function wildCall(state: VaultState, random: Random): Call {
  const by = random.pick(PARTIES);
  const type = random.pick(TYPES);
  const exit = wildIndex(state, random);
  const bond = random.chance(8) ? { bond: random.pick([0, 100, 1_001, 1_002]) } : {};
  const coinBlock = random.between(0, state.leaves.length);
  switch (type) {
    case 'startExit': {
      const spends = wildExit(state, random);
      const receiver = spends.at(-1)?.transfer.to ?? state.depositor;
      const exitor = receiver === 'vault' || random.chance(10) ? by : receiver;
      return { type, by: exitor, spends, ...bond };
    }
    case 'challengeAfter':
    case 'challengeBetween':
      return { type, by, exit, spend: wildChallenge(state, exit, random) };
    case 'challengeBefore': {
      const parent = state.exits[exit]?.parent ?? 0;
      const at = random.chance(60) ? random.between(0, parent) : coinBlock;
      const isLater = random.chance(20);
      const there = isLater ? state.laterLeaves[at] : state.leaves[at];
      const leaf = random.chance(85) ? there : random.pick(['junk', undefined] as const);
      return { type, by, exit, coinBlock: at, leaf, isLater, ...bond };
    }
    case 'challengeBirth':
      return { type, by, exit, ...bond };
    case 'walk':
      return { type, by, exit, steps: wildWalk(state, exit, random) };
    case 'failExit':
    case 'withdrawChallengeBond':
      return { type, by, exit, coinBlock };
    default:
      return { type, by, exit };
  }
}

/** Mostly an exit that is open. */
function wildIndex({ exits }: VaultState, random: Random): number {
  if (random.chance(2)) return exits.length;
  const open = [...exits.keys()].filter((index) => exits[index]?.state === 'open');
  if (open.length > 0 && random.chance(90)) return random.pick(open);
  return random.between(0, Math.max(0, exits.length - 1));
}

/** Up to three spends, mostly each of the one before. */
function wildExit(state: VaultState, random: Random): Spend[] {
  if (random.chance(15)) return [];
  const last = wildSpend(state, random);
  if (random.chance(25)) return [last];
  const before = spendAt(state, last.transfer.parent) ?? wildSpend(state, random);
  const first = random.chance(10) ? spoil(before, random) : before;
  return random.chance(5) ? [first, first, last] : [first, last];
}

/** From each exit's head as far as it goes. */
function wholeWalks(state: VaultState): Call[] {
  return [...state.exits.keys()].map((exit) => {
    const steps: Spend[] = [];
    let step = spendAt(state, state.exits[exit]?.head?.parent ?? 0);
    for (
      ;
      step && steps.length < state.leaves.length;
      step = spendAt(state, step.transfer.parent)
    ) {
      steps.push(step);
    }
    return { type: 'walk', by: 'helper', exit, steps };
  });
}

/** Some steps back from the exit's head, mostly the right ones. */
function wildWalk(state: VaultState, exit: number, random: Random): Spend[] {
  const steps: Spend[] = [];
  let at = state.exits[exit]?.head?.parent ?? 0;
  for (let count = random.between(1, 4); count > 0; count--) {
    const step = spendAt(state, at);
    if (!step) break;
    steps.push(random.chance(10) ? spoil(step, random) : step);
    at = step.transfer.parent;
  }
  return steps.length > 0 ? steps : [wildSpend(state, random)];
}

/** Mostly a spend of what the exit's own transfer spends, or of that itself. */
function wildChallenge(state: VaultState, index: number, random: Random): Spend {
  const exit = state.exits[index];
  const spends = [...state.leaves.keys()].flatMap((at) => spendAt(state, at) ?? []);
  const fitting = spends.filter(
    ({ transfer }) => transfer.parent === exit?.parent || transfer.parent === exit?.coinBlock,
  );
  if (fitting.length === 0 || random.chance(30)) return wildSpend(state, random);
  const spend = random.pick(fitting);
  return random.chance(25) ? spoil(spend, random) : spend;
}

function wildSpend(state: VaultState, random: Random): Spend {
  const coinBlock = random.between(1, state.leaves.length - 1);
  const isLater = random.chance(10);
  const leaf = isLater ? state.laterLeaves[coinBlock] : state.leaves[coinBlock];
  const isTransfer = leaf !== undefined && leaf !== 'junk';
  const parent = random.between(0, coinBlock - 1);
  const [from, to] = [random.pick(PARTIES), random.pick(PARTIES)];
  const made: Transfer = { parent, from, to, lastCoinBlock: NEVER };
  const spend = { transfer: isTransfer ? leaf : made, coinBlock, isLater };
  return random.chance(25) ? spoil(spend, random) : spend;
}

/** One thing about it is not as it was. */
function spoil(spend: Spend, random: Random): Spend {
  const { transfer, coinBlock } = spend;
  const change = (fields: Partial<Transfer>) => ({
    ...spend,
    transfer: { ...transfer, ...fields },
  });
  switch (random.between(0, 6)) {
    case 0:
      return { ...spend, signer: random.pick(PARTIES) };
    case 1:
      return { ...spend, coinBlock: random.between(0, coinBlock + 2) };
    case 2:
      return { ...spend, isLater: !spend.isLater };
    case 3:
      return change({ parent: random.between(0, coinBlock) });
    case 4:
      return change({ to: random.chance(50) ? 'vault' : random.pick(PARTIES) });
    case 5:
      return change({ lastCoinBlock: random.pick([0, coinBlock - 1, coinBlock, NEVER + 1]) });
    default:
      return change({ from: random.pick(PARTIES) });
  }
}

function spendAt({ leaves }: VaultState, coinBlock: number): Spend | undefined {
  const leaf = leaves[coinBlock];
  return leaf && leaf !== 'junk' ? { transfer: leaf, coinBlock } : undefined;
}

function after(state: VaultState, call: Call): VaultState {
  const next = play(state, call);
  return typeof next === 'string' ? state : next;
}
