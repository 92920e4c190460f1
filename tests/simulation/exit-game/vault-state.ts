import type { Rules } from './rules.ts';

/** One who may own the coin. `thief` and `helper` are the same person with two keys. */
export type Party = 'owner' | 'buyer' | 'thief' | 'helper';

export const PARTIES: readonly Party[] = ['owner', 'buyer', 'thief', 'helper'];

/** Everything that tells one transfer of the coin from another. */
export interface Transfer {
  /** Coin block of the transfer it spends, or the coin's birth. */
  parent: number;
  from: Party;
  to: Party | 'vault';
  lastCoinBlock: number;
}

/** What a coin block holds for the coin's slot; `junk` is no transfer at all. */
export type Leaf = Transfer | 'junk' | undefined;

/** A transfer shown, whether true or not. */
export interface Spend {
  transfer: Transfer;
  coinBlock: number;
  /** Who signed; mostly who gives the coin away. */
  signer?: Party;
  /** Proven by a later checkpoint that covers the coin block once more. */
  isLater?: boolean;
}

export interface Exit {
  exitor: Party;
  startedAt: number;
  state: 'open' | 'finalized' | 'refuted' | 'settled' | 'cancelled';
  coinBlock: number;
  /** Coin block of the transfer before; 0 for an exit of the deposit. */
  parent: number;
  /** Who gave the coin to the exitor; nobody for an exit of the deposit. */
  signer: Party | undefined;
  lastCoinBlock: number;
  /** Next transfer to walk to. */
  head: { parent: number; signer: Party } | undefined;
  refuter: Party | undefined;
  /** By coin block, as all that follow. */
  challengers: readonly (Party | undefined)[];
  walked: readonly (boolean | undefined)[];
  /** Whose challenge bond was paid out. */
  paid: readonly (boolean | undefined)[];
}

/** Of the Vault, all that concerns one coin; and what Checkpoints say of its slot. */
export interface VaultState {
  rules: Rules;
  depositor: Party;
  birth: number;
  /** From coin block 1 on, at their own index. */
  leaves: readonly Leaf[];
  /** What a later checkpoint says instead. */
  laterLeaves: readonly Leaf[];
  exits: readonly Exit[];
  /** In halves of a window. */
  now: number;
  takenBy: Party | undefined;
}

/** A window is two of the game's ticks. */
export const WINDOW_TICKS = 2;
/** In wei; odd, so that halves are seen to be rounded. */
export const EXIT_BOND = 1_001;
export const CHALLENGE_BOND = 100;

export type Call = { by: Party } & (
  | { type: 'startExit'; spends: readonly Spend[]; bond?: number }
  | { type: 'challengeAfter' | 'challengeBetween'; exit: number; spend: Spend }
  | {
      type: 'challengeBefore';
      exit: number;
      coinBlock: number;
      leaf: Leaf;
      isLater?: boolean;
      bond?: number;
    }
  | { type: 'challengeBirth'; exit: number; bond?: number }
  | { type: 'walk'; exit: number; steps: readonly Spend[] }
  | { type: 'finalizeExit' | 'withdrawBond'; exit: number }
  | { type: 'failExit' | 'withdrawChallengeBond'; exit: number; coinBlock: number }
  /** Only in weakened games. */
  | { type: 'answer'; exit: number; step: Spend }
  | { type: 'cancel'; exit: number }
);

export type CallOf<Type extends Call['type']> = Extract<Call, { type: Type }>;

/** Why the contract refuses: the name of its error. */
export const REFUSALS = [
  'CoinIsExited',
  'UnknownExit',
  'ExitIsOver',
  'WrongBond',
  'SpendCount',
  'NotExitor',
  'WrongReceiver',
  'WrongCoinBlock',
  'WrongParent',
  'WrongSigner',
  'NotPinnedBy',
  'NotIncluded',
  'TooLate',
  'TooEarly',
  'NothingBefore',
  'EmptyLeaf',
  'AlreadyChallenged',
  'AlreadyWalked',
  'NotChallenged',
  'ChallengesOpen',
  'NothingToWithdraw',
  /** Of weakened games, which have no contract. */
  'NotARule',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The number of no coin block is greater, so that beyond it all mean the same. */
export const LAST_COIN_BLOCK = 2 ** 32 - 1;

export function isMature(state: VaultState, exit: Exit): boolean {
  return state.now >= exit.startedAt + WINDOW_TICKS;
}

/** Another exit took the coin, and nobody can challenge this one any more. */
export function isVoid(state: VaultState, exit: Exit): boolean {
  return exit.state === 'open' && isMature(state, exit) && state.takenBy !== undefined;
}

/** A walk that came to the depositor also passed birth. */
export function isWalked(state: VaultState, exit: Exit, coinBlock: number): boolean {
  const { head, walked } = exit;
  const isAtDeposit = head?.parent === state.birth && head.signer === state.depositor;
  return walked[coinBlock] === true || (coinBlock === state.birth && isAtDeposit);
}

export function openChallenges(state: VaultState, exit: Exit): number {
  let count = 0;
  for (let coinBlock = 0; coinBlock < exit.challengers.length; coinBlock++) {
    if (!exit.challengers[coinBlock]) continue;
    // Walked before it was asked for, in a weakened game: nobody can answer it any more.
    const isStuck = exit.walked[coinBlock] === false;
    if (isStuck || !isWalked(state, exit, coinBlock)) count++;
  }
  return count;
}

export function isSameTransfer(a: Leaf, b: Leaf): boolean {
  if (a === b) return true;
  if (!a || !b || a === 'junk' || b === 'junk') return false;
  return (
    a.parent === b.parent &&
    a.from === b.from &&
    a.to === b.to &&
    a.lastCoinBlock === b.lastCoinBlock
  );
}
