import { CHALLENGE_CAP } from './rules.ts';
import {
  type Call,
  type CallOf,
  CHALLENGE_BOND,
  EXIT_BOND,
  type Exit,
  isMature,
  isSameTransfer,
  isVoid,
  isWalked,
  LAST_COIN_BLOCK,
  type Leaf,
  openChallenges,
  type Party,
  type Refusal,
  type Spend,
  type VaultState,
  WINDOW_TICKS,
} from './vault-state.ts';

// The Vault, call by call, in the order of its checks: where it reverts, the name of its error. A
// test plays the same calls on the contract itself.

/** The state after a call, or why the contract refuses it. */
export function play(state: VaultState, call: Call): VaultState | Refusal {
  if (call.type === 'startExit') return startExit(state, call);
  const exit = state.exits[call.exit];
  const isBondCall = call.type === 'withdrawBond' || call.type === 'withdrawChallengeBond';
  if (!exit) return isBondCall ? 'NothingToWithdraw' : 'UnknownExit';
  if (!isBondCall && exit.state !== 'open') return 'ExitIsOver';
  const next = playOn(state, exit, call);
  if (typeof next === 'string') return next;
  const exits = [...state.exits];
  exits[call.exit] = next;
  return { ...state, exits, takenBy: next.state === 'finalized' ? next.exitor : state.takenBy };
}

type CallOn = Exclude<Call, { type: 'startExit' }>;

function playOn(state: VaultState, exit: Exit, call: CallOn): Exit | Refusal {
  switch (call.type) {
    case 'challengeAfter':
      return challengeAfter(state, exit, call);
    case 'challengeBetween':
      return challengeBetween(state, exit, call);
    case 'challengeBefore':
      return challengeBefore(state, exit, call);
    case 'challengeBirth':
      return challengeBirth(state, exit, call);
    case 'walk':
      return walk(state, exit, call);
    case 'finalizeExit':
      return finalizeExit(state, exit);
    case 'failExit':
      return failExit(state, exit, call);
    case 'withdrawBond':
      return withdrawBond(state, exit);
    case 'withdrawChallengeBond':
      return withdrawChallengeBond(state, exit, call);
    case 'answer':
      return answer(state, exit, call);
    case 'cancel':
      return state.rules.exitsAreNeverCancelled ? 'NotARule' : { ...exit, state: 'cancelled' };
  }
}

function startExit(state: VaultState, call: CallOf<'startExit'>): VaultState | Refusal {
  if ((call.bond ?? EXIT_BOND) !== EXIT_BOND) return 'WrongBond';
  if (state.takenBy) return 'CoinIsExited';
  const isBusy = state.exits.some((exit) => exit.state === 'open');
  if (isBusy && !state.rules.exitsAreIndependent) return 'NotARule';
  const exit = exitFrom(state, call);
  return typeof exit === 'string' ? exit : { ...state, exits: [...state.exits, exit] };
}

function exitFrom(state: VaultState, { by, spends }: CallOf<'startExit'>): Exit | Refusal {
  const { birth, depositor } = state;
  const [first, second] = spends;
  if (!first) return by === depositor ? newExit(state, by) : 'NotExitor';
  if (!second) {
    const refused = refuseSpend(state, first, birth, depositor);
    if (refused) return refused;
    return first.transfer.to === by ? newExit(state, by, first, birth) : 'NotExitor';
  }
  if (spends.length > 2) return 'SpendCount';
  const { transfer: parent, coinBlock: parentBlock } = first;
  const refused =
    refuseSpend(state, first, parent.parent, signerOf(state, first)) ??
    refuseSpend(state, second, parentBlock, parent.to);
  if (refused) return refused;
  if (second.transfer.to !== by) return 'NotExitor';
  const head = { parent: parent.parent, signer: signerOf(state, first) };
  return { ...newExit(state, by, second, parentBlock), head };
}

function newExit(state: VaultState, exitor: Party, spend?: Spend, parent = 0): Exit {
  return {
    exitor,
    startedAt: state.now,
    state: 'open',
    coinBlock: spend?.coinBlock ?? state.birth,
    parent,
    signer: spend && signerOf(state, spend),
    lastCoinBlock: spend ? lastCounted(spend) : 0,
    head: undefined,
    refuter: undefined,
    challengers: [],
    walked: [],
    paid: [],
  };
}

function challengeAfter(
  state: VaultState,
  exit: Exit,
  { by, spend }: CallOf<'challengeAfter' | 'challengeBetween'>,
): Exit | Refusal {
  if (!state.rules.hasChallengeAfter) return 'NotARule';
  if (isMature(state, exit)) return 'TooLate';
  return refuseSpend(state, spend, exit.coinBlock, exit.exitor) ?? refuted(exit, by);
}

function challengeBetween(
  state: VaultState,
  exit: Exit,
  { by, spend }: CallOf<'challengeAfter' | 'challengeBetween'>,
): Exit | Refusal {
  if (!state.rules.hasChallengeBetween) return 'NotARule';
  if (isMature(state, exit)) return 'TooLate';
  if (!exit.signer) return 'NothingBefore';
  if (spend.coinBlock >= exit.coinBlock) return 'WrongCoinBlock';
  const refused = refuseSpend(state, spend, exit.parent, exit.signer);
  if (refused) return refused;
  const { to } = spend.transfer;
  const isTwin = to === exit.exitor && lastCounted(spend) === exit.lastCoinBlock;
  const isMoved = isTwin && state.rules.twinsMoveExits;
  return isMoved ? { ...exit, coinBlock: spend.coinBlock } : refuted(exit, by);
}

function challengeBefore(
  state: VaultState,
  exit: Exit,
  call: CallOf<'challengeBefore'>,
): Exit | Refusal {
  const { coinBlock, leaf } = call;
  if (!state.rules.hasChallengeBefore) return 'NotARule';
  if (isTooLateToAsk(state, exit)) return 'TooLate';
  const first = state.rules.nothingBeforeBirth ? state.birth : 0;
  if (coinBlock <= first || coinBlock >= exit.parent) return 'WrongCoinBlock';
  if (leaf === undefined) return 'EmptyLeaf';
  const refused = refuseLeaf(state, leaf, coinBlock, call.isLater);
  return refused ?? openChallenge(state, exit, coinBlock, call);
}

function challengeBirth(
  state: VaultState,
  exit: Exit,
  call: CallOf<'challengeBirth'>,
): Exit | Refusal {
  if (!state.rules.hasChallengeBirth) return 'NotARule';
  if (isTooLateToAsk(state, exit)) return 'TooLate';
  if (state.birth >= exit.parent) return 'NothingBefore';
  return openChallenge(state, exit, state.birth, call);
}

function openChallenge(
  state: VaultState,
  exit: Exit,
  coinBlock: number,
  { by, bond = CHALLENGE_BOND }: { by: Party; bond?: number },
): Exit | Refusal {
  const { rules } = state;
  if (bond !== CHALLENGE_BOND) return 'WrongBond';
  if (isWalked(state, exit, coinBlock) && rules.walkedPointsAreSettled) return 'AlreadyWalked';
  if (exit.challengers[coinBlock]) return 'AlreadyChallenged';
  const count = exit.challengers.filter(Boolean).length;
  if (!rules.challengesAreUnlimited && count >= CHALLENGE_CAP) return 'NotARule';
  const asked = { ...exit, challengers: withAt(exit.challengers, coinBlock, by) };
  if (!isWalked(state, exit, coinBlock)) return asked;
  return { ...asked, walked: withAt(exit.walked, coinBlock, false) };
}

function walk(state: VaultState, exit: Exit, { steps }: CallOf<'walk'>): Exit | Refusal {
  if (isMature(state, exit)) return 'TooLate';
  let walked = exit;
  for (const step of steps) {
    const { head } = walked;
    const { transfer, coinBlock } = step;
    if (!head) return 'NothingBefore';
    if (coinBlock !== head.parent) return 'WrongParent';
    if (transfer.to !== head.signer && state.rules.stepsAreLinked) return 'WrongSigner';
    const signer = signerOf(state, step);
    const refused = refuseSpend(state, step, transfer.parent, signer);
    if (refused) return refused;
    const points = withAt(walked.walked, coinBlock, true);
    walked = { ...walked, head: { parent: transfer.parent, signer }, walked: points };
  }
  return walked;
}

function finalizeExit(state: VaultState, exit: Exit): Exit | Refusal {
  if (!isMature(state, exit)) return 'TooEarly';
  if (openChallenges(state, exit) > 0) return 'ChallengesOpen';
  return state.takenBy ? 'CoinIsExited' : { ...exit, state: 'finalized' };
}

function failExit(
  state: VaultState,
  exit: Exit,
  { coinBlock }: CallOf<'failExit' | 'withdrawChallengeBond'>,
): Exit | Refusal {
  if (!isMature(state, exit)) return 'TooEarly';
  const challenger = exit.challengers[coinBlock];
  if (!challenger) return 'NotChallenged';
  return isWalked(state, exit, coinBlock) ? 'AlreadyWalked' : refuted(exit, challenger);
}

function withdrawBond(state: VaultState, exit: Exit): Exit | Refusal {
  const isFreed = isVoid(state, exit) && openChallenges(state, exit) === 0;
  const isOver = exit.state === 'finalized' || exit.state === 'refuted' || isFreed;
  return isOver ? { ...exit, state: 'settled' } : 'NothingToWithdraw';
}

function withdrawChallengeBond(
  state: VaultState,
  exit: Exit,
  { coinBlock }: CallOf<'failExit' | 'withdrawChallengeBond'>,
): Exit | Refusal {
  if (!exit.challengers[coinBlock] || exit.paid[coinBlock]) return 'NothingToWithdraw';
  const isOver = exit.state !== 'open' || isVoid(state, exit);
  if (!isWalked(state, exit, coinBlock) && !isOver) return 'NothingToWithdraw';
  return { ...exit, paid: withAt(exit.paid, coinBlock, true) };
}

/** The weakened answer of earlier systems: one spend of the leaf that was shown. */
function answer(state: VaultState, exit: Exit, { step }: CallOf<'answer'>): Exit | Refusal {
  if (state.rules.walksAnswer) return 'NotARule';
  if (isMature(state, exit)) return 'TooLate';
  const { transfer } = step;
  const { parent } = transfer;
  if (isWalked(state, exit, parent)) return 'AlreadyWalked';
  const spent = state.leaves[parent];
  const receiver = spent && spent !== 'junk' ? spent.to : undefined;
  const giver = parent === state.birth ? state.depositor : receiver;
  if (giver !== transfer.from || !exit.challengers[parent]) return 'WrongSigner';
  const refused = refuseSpend(state, step, parent, giver);
  return refused ?? { ...exit, walked: withAt(exit.walked, parent, true) };
}

/** Why a transfer shown is not one that spends `parent`, by `giver`, where it counts. */
function refuseSpend(
  state: VaultState,
  spend: Spend,
  parent: number,
  giver: Party | 'vault',
): Refusal | undefined {
  const { transfer, coinBlock } = spend;
  const { rules, birth } = state;
  if (transfer.parent !== parent) return 'WrongParent';
  if (transfer.to === 'vault') return 'WrongReceiver';
  const after = rules.nothingBeforeBirth ? Math.max(parent, birth) : parent;
  const last = rules.signaturesExpire ? transfer.lastCoinBlock : coinBlock;
  if (coinBlock <= after || coinBlock > last) return 'WrongCoinBlock';
  const signer = spend.signer ?? transfer.from;
  const isNamed = signer === transfer.from || !rules.digestNamesGiver;
  if (!isNamed || signer !== giver) return 'WrongSigner';
  return refuseLeaf(state, transfer, coinBlock, spend.isLater);
}

function refuseLeaf(
  state: VaultState,
  leaf: Leaf,
  coinBlock: number,
  isLater = false,
): Refusal | undefined {
  const { leaves, laterLeaves, rules } = state;
  const isPinned = coinBlock < leaves.length && (!isLater || !rules.firstCheckpointSpeaks);
  if (!isPinned) return 'NotPinnedBy';
  const certified = isLater ? laterLeaves[coinBlock] : leaves[coinBlock];
  return isSameTransfer(leaf, certified) ? undefined : 'NotIncluded';
}

function signerOf({ rules }: VaultState, { transfer, signer }: Spend): Party {
  return rules.digestNamesGiver ? transfer.from : (signer ?? transfer.from);
}

function lastCounted({ transfer }: Spend): number {
  return Math.min(transfer.lastCoinBlock, LAST_COIN_BLOCK);
}

function isTooLateToAsk(state: VaultState, exit: Exit): boolean {
  const ticks = state.rules.secondHalfIsForAnswers ? WINDOW_TICKS / 2 : WINDOW_TICKS;
  return state.now >= exit.startedAt + ticks;
}

function refuted(exit: Exit, refuter: Party): Exit {
  return { ...exit, state: 'refuted', refuter };
}

function withAt<Value>(
  list: readonly (Value | undefined)[],
  index: number,
  value: Value,
): readonly (Value | undefined)[] {
  const copy = [...list];
  copy[index] = value;
  return copy;
}
