import type { ActionContext } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import { MAX_VALIDATORS } from '../../core/module-limits.ts';
import { addAccount, removeAccount } from './account-list.ts';
import { candidatesFull, stakeTooSmall } from './errors.ts';
import { CANDIDATES_KEY } from './keys.ts';
import { getParameters } from './parameters.ts';
import { candidatesOf, knownValidator, stakeOf, updateValidator } from './validators.ts';

/**
 * Lists a validator as a candidate. It needs stake for one unit of power; when every place is
 * taken, it needs more than the weakest candidate, which it displaces. So the list is bounded, and
 * filling it keeps nobody out who has more at stake.
 */
export function addCandidate(context: ActionContext, validator: Address): void {
  const { store } = context;
  const stakeWei = stakeOf(knownValidator(store, validator));
  const leastWei = getParameters(store).powerUnitWei;
  if (stakeWei < leastWei) throw stakeTooSmall(leastWei);
  const candidates = candidatesOf(store);
  if (candidates.length >= MAX_VALIDATORS) displaceWeakest(context, candidates, stakeWei);
  addAccount(store, CANDIDATES_KEY, validator);
}

/** It keeps its stake, which its owners take back when they like. */
function displaceWeakest(
  { store, emit }: ActionContext,
  candidates: readonly Address[],
  stakeWei: bigint,
): void {
  const ranked = candidates
    .map((account) => ({ account, stakeWei: stakeOf(knownValidator(store, account)) }))
    .sort((a, b) => (a.stakeWei < b.stakeWei ? -1 : a.stakeWei > b.stakeWei ? 1 : 0));
  const weakest = ranked[0];
  if (!weakest || weakest.stakeWei >= stakeWei) throw candidatesFull(weakest?.stakeWei ?? 0n);
  removeAccount(store, CANDIDATES_KEY, weakest.account);
  updateValidator(store, weakest.account, { status: 'left', replacement: undefined });
  emit('displaced', { validator: weakest.account });
}
