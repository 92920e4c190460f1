import { statePrefix } from '../../../lib/chain/bind-modules.ts';
import { readState } from '../../../lib/chain/read-state.ts';
import { entriesOfTree, type StateTree } from '../../../lib/chain/state-tree.ts';
import type { ValidatorView } from '../../../lib/modules/staking/queries.ts';
import { accountOf } from '../simulated-chain.ts';
import { COIN_WEI } from '../staked/staked-genesis.ts';
import type { StakedLedger } from '../staked/staked-ledger.ts';
import type { Power } from './chain-facts.ts';

// What the state says, read key by key, and the rules about it once more.

export function validatorIn(
  { rules }: StakedLedger,
  tree: StateTree,
  validator: number,
): ValidatorView | undefined {
  const account = accountOf(validator);
  const view = readState(rules, tree).query('staking', 'validator', { account });
  return (view as ValidatorView | null) ?? undefined;
}

/** Those who were jailed at the end of this epoch. */
export function jailedIn(staked: StakedLedger, tree: StateTree, epoch: bigint): number[] {
  return allIn(staked, tree).flatMap(({ validator, view }) =>
    view.jailedIn === epoch ? validator : [],
  );
}

/** Candidates out of jail by whole coins of stake, of equals the lower account; by account. */
export function electedFrom(staked: StakedLedger, tree: StateTree): Power[] {
  return allIn(staked, tree)
    .filter(({ view }) => view.status === 'candidate' && view.jailedIn === undefined)
    .map(({ validator, view }) => ({
      validator,
      power: Number((view.foundingWei + view.bondedWei) / COIN_WEI),
    }))
    .filter(({ power }) => power > 0)
    .sort((a, b) => b.power - a.power || a.validator - b.validator)
    .slice(0, staked.rules.genesis.parameters.maxMembers)
    .sort((a, b) => a.validator - b.validator);
}

/** All native coins of all accounts. */
export function coinsIn(tree: StateTree): bigint {
  const prefix = `${statePrefix('bank')}01${'00'.repeat(20)}`;
  let sum = 0n;
  for (const [key, value] of entriesOfTree(tree)) {
    if (key.startsWith(prefix)) sum += BigInt(`0x${Buffer.from(value).toString('hex')}`);
  }
  return sum;
}

function allIn(staked: StakedLedger, tree: StateTree) {
  return Array.from({ length: staked.validatorCount }, (_, validator) => validator).flatMap(
    (validator) => {
      const view = validatorIn(staked, tree, validator);
      return view ? { validator, view } : [];
    },
  );
}
