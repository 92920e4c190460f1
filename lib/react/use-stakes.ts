import type { StakesView } from '../client/types.ts';
import type { Address } from '../core/bytes.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** What an account has at stake, kept fresh; nothing while there is no account. */
export function useStakes(account: Address | undefined): Read<StakesView> {
  return useRead<StakesView, 'stakes'>(account && `stakes ${account}`, {
    load: (client) => client.stakes(account as Address),
    subscription: { topic: 'stakes', account: account as Address },
    next: (stakes) => stakes,
  });
}
