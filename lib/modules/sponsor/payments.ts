import type { FreeOffer, FreeRequest, ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address } from '../../core/bytes.ts';
import {
  addUnits,
  getPaidAccount,
  type Membership,
  membershipIn,
  setPaidAccount,
  withMembership,
} from './accounts.ts';
import { dayOf, takeUnits } from './budget.ts';
import { knownGrant, setGrant } from './grants.ts';
import { GRANTS_ACCOUNT } from './keys.ts';

/** Counts what was offered and used. Its coins have left the grants' account already. */
export function take(
  store: ModuleStore,
  { account, units, timestampMs }: FreeRequest,
  { grant: id }: FreeOffer,
  { feeWei, depositWei }: { feeWei: bigint; depositWei: bigint },
): void {
  const day = dayOf(timestampMs);
  const paid = getPaidAccount(store, account);
  if (id === undefined) {
    assert(feeWei === 0n && depositWei === 0n, 'stake pays units and no coins');
    const stakeUse = addUnits(paid.stakeUse, day, BigInt(units));
    setPaidAccount(store, account, { ...paid, stakeUse });
    return;
  }
  const grant = knownGrant(store, id);
  setGrant(store, id, {
    ...grant,
    depositWei: grant.depositWei - feeWei - depositWei,
    paidWei: grant.paidWei + depositWei,
    budget: takeUnits(grant.budget, BigInt(units), timestampMs),
  });
  const before = membershipIn(paid, id);
  const after: Membership = {
    ...before,
    use: addUnits(before.use, day, BigInt(units)),
    paidWei: before.paidWei + depositWei,
  };
  setPaidAccount(store, account, withMembership(store, paid, after, day));
}

/**
 * Gives deposits back to the grants that paid them for the account, the first that did first, and
 * to each at most what it paid. A closed grant gets them as well: they wait for its opener.
 */
export function repay(
  store: ModuleStore,
  account: Address,
  amountWei: bigint,
): { payer: Address; amountWei: bigint } {
  assert(amountWei >= 0n, 'a deposit is not negative');
  const paid = getPaidAccount(store, account);
  let leftWei = amountWei;
  const memberships = paid.memberships.map((membership) => {
    const isAll = leftWei >= membership.paidWei;
    const backWei = isAll ? membership.paidWei : leftWei;
    if (backWei === 0n) return membership;
    leftWei -= backWei;
    const grant = knownGrant(store, membership.grant);
    setGrant(store, membership.grant, {
      ...grant,
      depositWei: grant.depositWei + backWei,
      paidWei: grant.paidWei - backWei,
    });
    return { ...membership, paidWei: membership.paidWei - backWei };
  });
  if (leftWei < amountWei) setPaidAccount(store, account, { ...paid, memberships });
  return { payer: GRANTS_ACCOUNT, amountWei: amountWei - leftWei };
}
