import type { CoinOnEthereum } from './coin-verdict.ts';

/** What this node knows of coins on Ethereum, by what its endpoints agree on. */
export interface CoinsOnEthereum {
  /** In a final block; undefined while that is unknown. */
  coinAt(slot: bigint): CoinOnEthereum | undefined;
  /** Ethereum accepted a header of this chain that is not one of the blocks executed here. */
  hasOther(): boolean;
}

/** For a chain without contracts, and a node without endpoints. */
export const UNSEEN: CoinsOnEthereum = { coinAt: () => undefined, hasOther: () => false };
