import type { RecoveredTransaction } from '../../chain/check-transaction.ts';
import type { Address, Hash } from '../../core/bytes.ts';

/** A waiting transaction. */
export interface MempoolEntry {
  recovered: RecoveredTransaction;
  hash: Hash;
  account: Address;
  nonce: bigint;
  feeMax: bigint;
  units: number;
  sizeBytes: number;
  /** Order of arrival. */
  arrival: number;
  /** Sent by a client of this node, which announces it again until it is included. */
  own: boolean;
  /** Set while earlier nonces are missing: monotonic time at which it is given up. */
  parkedUntilMs: number | undefined;
  /** Views that this node had seen when it first counted as work. */
  countedSince: bigint | undefined;
}

/** Tip per unit at a base price, scaled so that the division loses nothing that matters. */
export function tipRate(entry: MempoolEntry, basePriceWei: bigint): bigint {
  const baseWei = BigInt(entry.units) * basePriceWei;
  const restWei = entry.feeMax - baseWei;
  const tipWei = restWei < baseWei ? restWei : baseWei;
  return (tipWei * SCALE) / BigInt(Math.max(1, entry.units));
}

const SCALE = 1_000_000n;
