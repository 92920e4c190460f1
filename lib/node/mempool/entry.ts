import type { RecoveredTransaction } from '../../chain/check-transaction.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';

/** A waiting transaction. */
export interface MempoolEntry {
  recovered: RecoveredTransaction;
  hash: Hash;
  account: Address;
  /** Its session, or its account when the wallet signed: what counts its nonces. */
  lane: Hex;
  nonce: bigint;
  feeMax: bigint;
  units: number;
  /** It offers no fee; somebody else pays. */
  isFree: boolean;
  /** The grant that would pay for it, as far as it was known when it came. */
  grant: Hash | undefined;
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

/**
 * Tip per unit at a base price, scaled so that the division loses nothing that matters. Free ones
 * come first: they have a part of the block, and only that.
 */
export function tipRate(entry: MempoolEntry, basePriceWei: bigint): bigint {
  if (entry.isFree) return FREE_RATE;
  const baseWei = BigInt(entry.units) * basePriceWei;
  const restWei = entry.feeMax - baseWei;
  const tipWei = restWei < baseWei ? restWei : baseWei;
  return (tipWei * SCALE) / BigInt(Math.max(1, entry.units));
}

const FREE_RATE = 1n << 256n;
const SCALE = 1_000_000n;
