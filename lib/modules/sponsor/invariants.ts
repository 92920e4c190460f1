import { DEPOSIT_ACCOUNT } from '../../chain/keyless-accounts.ts';
import type { InvariantContext } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Hash } from '../../core/bytes.ts';
import { GRANT_BURST_MS, MAX_GRANTS } from '../../core/module-limits.ts';
import { paidAccountFromBytes } from './accounts.ts';
import { type Grant, grantFromBytes, openGrants } from './grants.ts';
import { keepersOf } from './keepers.ts';
import { GRANTS_ACCOUNT } from './keys.ts';

/**
 * What grants have left is there, and what they paid for accounts is what can come back to them.
 * Coins that somebody sends to the grants' account belong to none of them and stay.
 */
export function sponsorInvariants(context: InvariantContext): void {
  const grants = new Map<Hash, Grant>();
  const paid = new Map<Hash, bigint>();
  for (const [key, value] of context.entries()) {
    if (key.startsWith('0x02')) grants.set(`0x${key.slice(4)}`, grantFromBytes(value));
    if (!key.startsWith('0x04')) continue;
    for (const { grant, paidWei } of paidAccountFromBytes(value).memberships) {
      if (paidWei > 0n) paid.set(grant, (paid.get(grant) ?? 0n) + paidWei);
    }
  }
  const { bank } = keepersOf(context);
  const all = [...grants.values()];
  const heldWei = all.reduce((sum, { depositWei }) => sum + depositWei, 0n);
  assert(bank.balanceOf(GRANTS_ACCOUNT) >= heldWei, 'what grants have left is there');
  const paidWei = all.reduce((sum, grant) => sum + grant.paidWei, 0n);
  assert(bank.balanceOf(DEPOSIT_ACCOUNT) >= paidWei, 'deposits that grants paid are there');
  for (const [id, grant] of grants) {
    assert((paid.get(id) ?? 0n) === grant.paidWei, 'a grant knows what it paid for accounts');
    const { unitsPerDay, left } = grant.budget;
    assert(left <= unitsPerDay * BigInt(GRANT_BURST_MS), 'a grant keeps an hour of its budget');
  }
  assert(
    [...paid.keys()].every((id) => grants.has(id)),
    'what can come back has where to go',
  );
  const listed = openGrants(context.store);
  const open = [...grants].filter(([, { isOpen }]) => isOpen).map(([id]) => id);
  assert(listed.length <= MAX_GRANTS, 'open grants are bounded');
  assert([...listed].sort().join() === open.sort().join(), 'the list is of all open grants');
}
