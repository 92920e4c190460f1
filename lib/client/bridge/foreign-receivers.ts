import type { Address, WithdrawalRun } from '../types.ts';
import { MAX_FOLLOWED_RECEIVERS } from './limits.ts';

/** Other accounts that an account's withdrawals go to, in order; of the newest withdrawals. */
export function foreignReceivers(
  newestFirst: readonly Pick<WithdrawalRun, 'to'>[],
  account: Address,
): Address[] {
  const receivers = new Set(newestFirst.map(({ to }) => to).filter((to) => to !== account));
  return [...receivers].slice(0, MAX_FOLLOWED_RECEIVERS).sort();
}
