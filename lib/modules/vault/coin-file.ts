import type { CoinTransfer } from '../../chain/coin-transfer.ts';
import type { AssetKind } from '../../chain/outbox.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { MAX_WALK_STEPS } from '../../core/limits.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';

/**
 * All that leaving the Vault with one coin takes, with no node of the sidechain left alive: where
 * it came from, who signed it away and to whom, and that each of that stands in a coin block whose
 * root is in a header on Ethereum.
 */
export interface CoinFile {
  ethereumChainId: bigint;
  vault: Address;
  /** The contract that holds the headers. */
  checkpoints: Address;
  coin: DepositedCoin;
  /** From the deposit on, each the spend of the one before. */
  transfers: readonly FileTransfer[];
  /** The checkpoints that cover the coin blocks after birth, ascending, none left out. */
  headers: readonly FileHeader[];
  /**
   * Roots of the largest full subtrees of the coin blocks up to birth, from the left: with them the
   * tree of coin blocks goes on from there.
   */
  before: readonly Hash[];
  /**
   * One for each coin block after birth in which the coin did not move, in order: that its slot is
   * empty there. They are what makes a history whole; leaving takes none of them.
   */
  absences: readonly SparseProof[];
}

/** As the Vault keeps it for ever, whoever owns the coin later. */
export interface DepositedCoin {
  slot: bigint;
  kind: AssetKind;
  /** Zero for ether. */
  token: Address;
  /** Amount in the smallest unit, or token id. */
  value: bigint;
  /** Who deposited it. */
  depositor: Address;
  /** The deposit counts as the coin's transfer in this coin block. */
  birth: bigint;
}

export interface FileTransfer extends Omit<CoinTransfer, 'slot'> {
  /** 65 bytes: r, s and v, 27 or 28. */
  signature: Hex;
  /** In which it stands. */
  coinBlock: bigint;
  /** Siblings of the slot in the coin block's tree, depth 64. */
  slotProof: SparseProof;
  /** Siblings of the coin block in the tree of coin blocks, depth 32. */
  blockProof: SparseProof;
  /** Index of the checkpoint that speaks for the coin block; its header is among `headers`. */
  checkpoint: bigint;
}

export interface FileHeader {
  /** Index on Ethereum, from 0. */
  checkpoint: bigint;
  /** 358 bytes. */
  header: Hex;
}

/** What Ethereum holds of a checkpoint. */
export interface PinnedRoot {
  headerHash: Hash;
  /** Newest coin block of the checkpoint before: this one speaks for those after, up to `upTo`. */
  after: bigint;
  upTo: bigint;
}

/** Who has the coin, by its history. */
export interface CoinHolder {
  owner: Address;
  /** In which it came to the owner; birth if the owner deposited it. */
  coinBlock: bigint;
}

export function holderOf({ coin, transfers }: CoinFile): CoinHolder {
  const last = transfers.at(-1);
  if (!last) return { owner: coin.depositor, coinBlock: coin.birth };
  return { owner: last.to, coinBlock: last.coinBlock };
}

/**
 * What a walk shows next, from the transfer in coin block `next` back to the first: as many as one
 * transaction takes.
 */
export function walkFrom({ transfers }: CoinFile, next: bigint): FileTransfer[] {
  const below = transfers.filter(({ coinBlock }) => coinBlock <= next);
  return below.reverse().slice(0, MAX_WALK_STEPS);
}
