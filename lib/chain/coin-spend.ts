import type { Hex } from '../core/bytes.ts';
import type { SparseProof } from '../core/sparse-merkle.ts';
import type { CoinTransfer } from './coin-transfer.ts';

/** Proof that a coin block has a certain leaf at a slot, in the form that the Vault takes. */
export interface Inclusion {
  coinBlock: bigint;
  /** Siblings of the slot in the coin block's tree, depth 64. */
  slotProof: SparseProof;
  /** Siblings of the coin block in the tree of coin blocks, depth 32. */
  blockProof: SparseProof;
  /** Header and index of the first checkpoint that covers the coin block. */
  header: Hex;
  checkpoint: bigint;
}

/** What `startExit`, `walk` and challenges take. */
export interface Spend {
  transfer: CoinTransfer;
  /** 65 bytes: r, s and v, 27 or 28. */
  signature: Hex;
  inclusion: Inclusion;
}
