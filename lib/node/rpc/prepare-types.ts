import type { Address, Hash } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';

/** Quote for an action: what the wallet is asked to allow. */
export interface FeeQuote {
  basePriceWei: bigint;
  units: number;
  feeMaxWei: bigint;
}

/** Which action an account is about to send. `items`: as `itemsIn` counts them. */
export interface PrepareParams {
  account: Address;
  primaryType: string;
  items: number;
  session?: Hash | undefined;
}

/** What the next transaction of an account, or of its session, needs. */
export interface Prepared extends FeeQuote {
  nonce: bigint;
  /** Who would pay for it if it offered no fee; null when nobody would. */
  free: 'stake' | 'grant' | null;
  /** Why nobody would. */
  freeRefusal?: ErrorObject;
}
