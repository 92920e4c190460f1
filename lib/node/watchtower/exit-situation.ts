import type { CoinTransfer } from '../../chain/coin-transfer.ts';
import type { Address } from '../../core/bytes.ts';

/** An exit as the Vault shows it. */
export interface ExitView {
  exitor: Address;
  startedAtMs: number;
  /** `settled`: it was over, and its bond was paid out. */
  state: 'open' | 'finalized' | 'refuted' | 'settled';
  /** Challenges without an answer. */
  openChallenges: number;
  /** Who signed the exit transfer, zero if it is a deposit's; of a refuted exit, who refuted it. */
  signer: Address;
  /** Of the exit transfer, and of its parent. All zero if a deposit is exited. */
  coinBlock: bigint;
  parent: bigint;
  lastCoinBlock: bigint;
  /** Who received the next step of a walk, and where. */
  headSigner: Address;
  headParent: bigint;
}

/** A coin block before an exit's parent that somebody challenged. */
export interface PointView {
  coinBlock: bigint;
  challenger: Address;
  isWalked: boolean;
  isPaid: boolean;
}

/** Everything that says what to do about one exit. */
export interface ExitSituation {
  coin: {
    /** Who deposited it. */
    owner: Address;
    birth: bigint;
    isExited: boolean;
  };
  exit: ExitView;
  points: readonly PointView[];
  /** Transfers of the coin that can be shown to the Vault, ascending. */
  transfers: readonly { coinBlock: bigint; transfer: Omit<CoinTransfer, 'slot'> }[];
  /** Coin blocks of the true history as it is known here, ascending; birth is the first. */
  held: readonly bigint[];
  /** Accounts whose exits are defended, and whose bonds are called back. */
  isOurs(account: Address): boolean;
  /** Of the newest block on Ethereum. */
  nowMs: number;
  windowMs: number;
  /**
   * Time from the start of an exit for which a history that is not known here may still arrive,
   * before it is taken for false.
   */
  patienceMs: number;
  /** Newest coin block of which everything is known here. */
  knownCoinBlocks: bigint;
}

/** What to send to the Vault next about an exit. */
export type Duty =
  | { call: 'challengeAfter' | 'challengeBetween' | 'challengeBefore'; coinBlock: bigint }
  | { call: 'challengeBirth' | 'finalizeExit' | 'withdrawBond' }
  | { call: 'walk'; coinBlocks: readonly bigint[] }
  | { call: 'failExit' | 'withdrawChallengeBond'; coinBlock: bigint };
