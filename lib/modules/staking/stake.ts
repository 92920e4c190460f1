import type { HookContext, Stake } from '../../chain/module.ts';
import { getParameters } from './parameters.ts';
import { takeFees } from './rewards.ts';
import { selectCommittee } from './select-committee.ts';
import { candidatesOf, getValidator, knownValidator } from './validators.ts';

/** What the chain asks of the stake. */
export function createStake(context: HookContext): Stake {
  const { store } = context;
  return {
    nextCommittee() {
      const candidates = candidatesOf(store).map((account) => ({
        account,
        ...knownValidator(store, account),
      }));
      return selectCommittee(candidates, getParameters(store));
    },
    isRemoved: (account) => getValidator(store, account)?.status === 'removed',
    reward: (proposer, feesWei) => takeFees(context, proposer, feesWei),
  };
}
