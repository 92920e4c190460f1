import type { Chain } from '../../chain/chain.ts';
import { assertPayable } from '../../chain/check-transaction.ts';
import type { FreeRequest } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import type { StateView } from '../execution/state-view.ts';
import type { MempoolEntry } from './entry.ts';
import type { Lanes } from './lanes.ts';

export interface PaymentOptions {
  lanes: Lanes;
  view: StateView;
  timestampMs: number;
  /** Whether it is known who signed; before that, what depends on a second signature waits. */
  isRecovered: boolean;
}

/**
 * Who would pay for a transaction in the next block. A gap in nonces is no reason to refuse: the
 * missing ones may be on their way.
 * @throws WeftError `transaction/...` when nobody can, or its session may not sign it.
 */
export function paymentOfEntry(
  chain: Chain,
  entry: MempoolEntry,
  { lanes, view, timestampMs, isRecovered }: PaymentOptions,
): Pick<MempoolEntry, 'isFree' | 'grant'> {
  const { transaction } = entry.recovered;
  view.termsOf(transaction, timestampMs);
  const { definition } = chain.registry.get(transaction.primaryType);
  const ahead = aheadOf(lanes, entry.account);
  const mustWait = !isRecovered && definition.cosignature !== undefined;
  const isUnknown = mustWait && transaction.feeMax === 0n;
  const free = isUnknown ? undefined : view.paymentOf(entry.recovered, { timestampMs, ahead });
  const isFree = isUnknown || free !== undefined;
  const record = view.accountOf(entry.account);
  const expected = nonceIn(view, entry);
  const isEarly = transaction.nonce > expected;
  const { keyDepositWei } = chain.genesis.parameters;
  const isByStake = free !== undefined && free.offer.grant === undefined;
  const leastWei = BigInt(entry.units) * view.basePriceWei() + (record ? 0n : keyDepositWei);
  assertPayable(transaction, {
    nonce: isEarly ? transaction.nonce : expected,
    balanceWei: view.balanceOf(entry.account),
    // Stake pays no deposit, and a first transaction needs one for its account's record.
    minimumFeeWei: isFree && (record || !isByStake) ? 0n : leastWei,
  });
  return { isFree, grant: free?.offer.grant };
}

/** The number that the lane of an entry is at in a state. */
export function nonceIn(view: StateView, { account, recovered }: MempoolEntry): bigint {
  return view.nonceOf(account, recovered.transaction.session?.id);
}

/** Units of free transactions that will be paid before another one of the account. */
export function aheadOf(lanes: Lanes, account: Address): FreeRequest['ahead'] {
  return {
    ofAccount: lanes
      .ofAccount(account)
      .reduce((sum, { isFree, units }) => sum + (isFree ? units : 0), 0),
    ofGrant: lanes.unitsOf,
  };
}
