import type { RefusalReason } from '../../modules/bridge/refused.ts';
import type { Address, Hash } from '../types.ts';
import type { EthereumPlace } from './ethereum-facts.ts';

/** Which contract keeps what is on the sidechain. */
export type Lane = 'gateway' | 'vault';

/** What moves: an amount of ether or of a token, or tokens of a collection. */
export interface Moved {
  kind: 0 | 1 | 2;
  /** Zero for ether. */
  token: Address;
  /** Amount in the smallest unit, or id of the first token. */
  value: bigint;
  /** Tokens of a collection; one otherwise. */
  count: number;
}

interface Common {
  /** The same on every device. */
  id: string;
  moved: Moved;
  /** When it began, in milliseconds; absent until it was read. */
  atMs?: number;
}

/** From Ethereum to the sidechain. */
export interface DepositTransfer extends Common {
  type: 'deposit';
  lane: Lane;
  from: Address;
  to: Address;
  ethereum: EthereumPlace;
  /** Of a Vault coin. */
  slot?: bigint;
  /**
   * `finalizing`: Ethereum may still take it back; `reading`: final there, and the sidechain has
   * not applied it; `credited`; `refused`: it goes back by a withdrawal.
   */
  state: 'finalizing' | 'reading' | 'credited' | 'refused';
  /** Blocks on top of it and blocks until it is final, while `finalizing`. */
  progress?: { done: number; all: number };
  reason?: RefusalReason;
}

/** From the sidechain to Ethereum, out of the Gateway. */
export interface WithdrawalTransfer extends Common {
  type: 'withdrawal';
  lane: 'gateway';
  from: Address;
  to: Address;
  /** A refused deposit on its way back. */
  isReturn: boolean;
  /** In the outbox: the first, and those after it. */
  index: bigint;
  /** Not paid yet. */
  open: readonly bigint[];
  /** Of the sidechain's block; absent while it is not final. */
  height?: bigint;
  hash?: Hash;
  /**
   * `finalizing`: burnt in a block that is not final yet; `checkpoint`: waits for one that has it;
   * `claimable`; `claiming`: paid in a block that Ethereum may take back; `claimed`; `unknown`:
   * what Ethereum paid was not read that far back.
   */
  state: 'finalizing' | 'checkpoint' | 'claimable' | 'claiming' | 'claimed' | 'unknown';
  claims: readonly EthereumPlace[];
}

/** A Vault coin on its way out. */
export interface ExitTransfer extends Common {
  type: 'exit';
  lane: 'vault';
  slot: bigint;
  exitId: bigint;
  ethereum: EthereumPlace;
  startedAtMs: number;
  maturesAtMs: number;
  /**
   * `starting`: Ethereum may take it back; `window`: others may challenge; `challenged`: a walk is
   * needed before it matures; `final`: it can be paid; `failed`: mature with a challenge that
   * nobody answered; `bond`: the coin was paid and the bond is still there; `paid`; `refuted`:
   * shown to be wrong; `gone`: another exit took the coin, and the bond waits for the window's end;
   * `void`: then it can be taken back; `returned`: it was; `over`: how it ended is not read yet.
   */
  state:
    | ('starting' | 'window' | 'challenged' | 'final' | 'failed' | 'bond' | 'paid')
    | ('refuted' | 'gone' | 'void' | 'returned' | 'over');
  openChallenges: number;
  /** Coin block of the transfer that a walk has to show next. */
  headParent: bigint;
}

export type Transfer = DepositTransfer | WithdrawalTransfer | ExitTransfer;

const ENDED: ReadonlySet<Transfer['state']> = new Set([
  ...(['credited', 'refused', 'claimed'] as const),
  ...(['paid', 'refuted', 'returned', 'over'] as const),
]);

/** Nothing more comes of it. */
export function isEnded({ state }: Transfer): boolean {
  return ENDED.has(state);
}
