import type { ActionFields } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import {
  burnFoundingMessage,
  delegateMessage,
  registerMessage,
  replaceKeysMessage,
  setFeeMessage,
  undelegateMessage,
  unjailMessage,
  unregisterMessage,
} from '../../modules/staking/messages.ts';
import type { ValidatorKeyFacts } from '../types.ts';

export interface StakeAction {
  primaryType: string;
  fields: ActionFields;
}

// Each throws the staking error for what could never succeed.

/** Makes the account a candidate with coins of its own at stake. */
export function registerAction(
  keys: ValidatorKeyFacts,
  feePercent: number,
  amountWei: bigint,
): StakeAction {
  const fields = { ...keys, feePercent: BigInt(feePercent), amountWei };
  registerMessage.validate(fields);
  return { primaryType: registerMessage.primaryType, fields };
}

/** Puts coins at stake with a validator; to oneself, they are one's own stake. */
export function delegateAction(validator: Address, amountWei: bigint): StakeAction {
  const fields = { validator, amountWei };
  delegateMessage.validate(fields);
  return { primaryType: delegateMessage.primaryType, fields };
}

/** Takes stake back; it arrives once its time is over. */
export function undelegateAction(validator: Address, amountWei: bigint): StakeAction {
  const fields = { validator, amountWei };
  undelegateMessage.validate(fields);
  return { primaryType: undelegateMessage.primaryType, fields };
}

/** Stops being a candidate and takes all of the own stake back. */
export function unregisterAction(): StakeAction {
  return { primaryType: unregisterMessage.primaryType, fields: {} };
}

/** Leaves jail. */
export function unjailAction(): StakeAction {
  return { primaryType: unjailMessage.primaryType, fields: {} };
}

/** Votes with other keys from the next epoch on. */
export function replaceKeysAction(keys: ValidatorKeyFacts): StakeAction {
  const fields = { ...keys };
  replaceKeysMessage.validate(fields);
  return { primaryType: replaceKeysMessage.primaryType, fields };
}

/** Keeps another part of the fees from the next epoch on. */
export function setFeeAction(feePercent: number): StakeAction {
  const fields = { feePercent: BigInt(feePercent) };
  setFeeMessage.validate(fields);
  return { primaryType: setFeeMessage.primaryType, fields };
}

/** Destroys founding stake of the account for ever. */
export function burnFoundingAction(amountWei: bigint): StakeAction {
  const fields = { amountWei };
  burnFoundingMessage.validate(fields);
  return { primaryType: burnFoundingMessage.primaryType, fields };
}
