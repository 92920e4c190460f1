import type { ActionContext } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import {
  MAX_DELEGATORS_PER_VALIDATOR,
  MAX_VALIDATORS_PER_DELEGATOR,
} from '../../core/module-limits.ts';
import { bankOf } from './bank-of.ts';
import { changeDelegation, getDelegations, validatorsOf } from './delegations.ts';
import { delegatorsFull, stakeTooSmall, tooManyValidators } from './errors.ts';
import { STAKE_ACCOUNT } from './keys.ts';
import { getParameters } from './parameters.ts';

/**
 * Moves coins of the sender into its stake with a validator. The least stake keeps places from
 * being taken for nothing.
 */
export function addStake(context: ActionContext, validator: Address, amountWei: bigint): void {
  const { store, sender } = context;
  const leastWei = getParameters(store).powerUnitWei;
  assertPlace(context, validator);
  changeDelegation(store, validator, sender, (delegation) => {
    const bondedWei = delegation.bondedWei + amountWei;
    if (bondedWei < leastWei) throw stakeTooSmall(leastWei);
    return { ...delegation, bondedWei };
  });
  bankOf(context).transfer(sender, STAKE_ACCOUNT, amountWei);
  context.emit('delegated', { account: sender, validator, amountWei });
}

/** A validator's own place is always free. */
function assertPlace({ store, sender }: ActionContext, validator: Address): void {
  const known = validatorsOf(store, sender);
  if (known.includes(validator)) return;
  if (known.length >= MAX_VALIDATORS_PER_DELEGATOR) throw tooManyValidators();
  if (sender === validator) return;
  const others = getDelegations(store, validator).filter(({ account }) => account !== validator);
  if (others.length >= MAX_DELEGATORS_PER_VALIDATOR) throw delegatorsFull();
}
