import type { Address } from '../../core/bytes.ts';
import type { CoinFileOptions } from '../coins/coin-file-of.ts';

// What a client is told about coins of the Vault.

/**
 * How far a coin is its owner's. `pending`: its last transfer is not final; `final`: two thirds of
 * the validators are trusted; `secured`: nobody else can take it while its owner looks at Ethereum;
 * `tainted`: Ethereum holds something else for it than this chain, and nobody should take it.
 */
export type CoinState = 'pending' | 'final' | 'secured' | 'tainted';

/**
 * What a final coin waits for to be secured. `coin-block`: the one it moved in is open;
 * `checkpoint`: Ethereum has none, in a final block, that covers it; `history`: this node does
 * not have all of it yet; `exits`: some are open on Ethereum; `renewal`: it has too many
 * transfers, and is renewed by exit and deposit; `look`: this node looks at Ethereum for the first
 * time; `ethereum`: this node cannot see Ethereum, or
 * its endpoints disagree.
 */
export type CoinWait =
  | 'coin-block'
  | 'checkpoint'
  | 'history'
  | 'exits'
  | 'renewal'
  | 'look'
  | 'ethereum';

export interface VaultCoin {
  slot: bigint;
  /** 0 ether, 1 ERC-20, 2 ERC-721. */
  kind: 0 | 1 | 2;
  /** Zero for ether. */
  token: Address;
  /** Amount in the smallest unit, or token id. */
  value: bigint;
  /** In final state. */
  owner: Address;
  birth: bigint;
  /** Coin block of its last transfer, or `birth`: what the next one spends. */
  parent: bigint;
  state: CoinState;
  /** Of a final coin alone. */
  waitsFor?: CoinWait;
  /** To whom a transfer that waits here would give it; of a pending coin alone. */
  pendingTo?: Address;
  /** Open on Ethereum, as far as this chain has heard; the coin is locked while there are any. */
  openExits: bigint;
  /** Coin blocks since birth that this node checked, and those there are. */
  checked: number;
  of: number;
}

export interface VaultCoins {
  /** Of the account in final state, more than are listed if it has very many. */
  count: bigint;
  /** Those of the account, and those that a transfer which waits here would give it. */
  coins: VaultCoin[];
}

/** A coin's file, with which alone it can leave. */
export interface CoinFileText {
  /** For the disk: `weft-coin-7.json`. */
  name: string;
  /** JSON. */
  text: string;
  /**
   * It shows every coin block that a checkpoint covers. One that does not is enough to leave with,
   * but does not show that nobody can dispute it.
   */
  isWhole: boolean;
}

export interface CoinFileParams extends CoinFileOptions {
  slot: bigint;
}
