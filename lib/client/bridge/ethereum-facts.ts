import type { InboxEvent } from '../../chain/inbox.ts';
import type { Address, Hash } from '../../core/bytes.ts';

/** Where something happened on Ethereum. */
export interface EthereumPlace {
  block: bigint;
  transaction: Hash;
}

/** Something of an account that Ethereum told the sidechain. */
export interface SeenEvent extends EthereumPlace {
  /** Its number in the inbox, from 1. */
  index: bigint;
  event: InboxEvent;
}

/** A withdrawal that was paid. */
export interface SeenClaim extends EthereumPlace {
  /** Its place in the outbox. */
  index: bigint;
}

/** An exit of the account, and how it stands at the newest block. */
export interface SeenExit extends EthereumPlace {
  exitId: bigint;
  slot: bigint;
  kind: 0 | 1 | 2;
  token: Address;
  value: bigint;
  startedAtMs: number;
  state: 'open' | 'finalized' | 'refuted' | 'settled';
  /** Without an answer. */
  openChallenges: number;
  /** Coin block of the transfer that a walk has to show next. */
  headParent: bigint;
  /** An exit took the coin, this or another. */
  isCoinGone: boolean;
  /** Of the coin, ever. */
  exitCount: number;
  /**
   * What became of a settled one: it took the coin, was shown to be wrong, or got its bond back
   * when another had taken the coin. Absent for others, and until it is read.
   */
  end?: 'paid' | 'refuted' | 'returned';
}

/** A header of the sidechain that the contract accepted. */
export interface Checkpoint {
  index: bigint;
  /** Withdrawals in blocks up to here can be claimed by it. */
  height: bigint;
  acceptedAtMs: number;
}

/** What Ethereum shows of an account. */
export interface EthereumFacts {
  head: bigint;
  headMs: number;
  /** Of a transaction that is sent now. */
  gasPriceWei: bigint;
  /** The newest block that cannot be taken back. */
  finalized: bigint;
  /** Everything since this block was read. */
  readFrom: bigint;
  /** Everything since the contracts are there. */
  isComplete: boolean;
  /** Deposits from or for the account and coins that it made, in order. */
  events: readonly SeenEvent[];
  claims: readonly SeenClaim[];
  exits: readonly SeenExit[];
  /** All claims of these accounts were read. */
  receivers: ReadonlySet<Address>;
  /** The newest; absent before the first. */
  checkpoint?: Checkpoint;
  /** Of an exit, in milliseconds. */
  windowMs: number;
  exitBondWei: bigint;
  /** Whether the chain was given up: `declared` may still be taken back. */
  end: 'alive' | 'declared' | 'sealed';
  /** Times of blocks that are named here, as far as they were read. */
  times: ReadonlyMap<bigint, number>;
}
