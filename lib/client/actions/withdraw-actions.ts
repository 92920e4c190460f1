import type { ActionFields } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import {
  withdrawMessage,
  withdrawNftsMessage,
  withdrawTokenMessage,
} from '../../modules/bridge/messages.ts';

export interface WithdrawAction {
  primaryType: string;
  fields: ActionFields;
}

// Each throws the bridge's error for what could never succeed.

/** Takes native coins to Ethereum. */
export function withdrawAction(amountWei: bigint, to: Address): WithdrawAction {
  const fields = { amountWei, to };
  withdrawMessage.validate(fields);
  return { primaryType: withdrawMessage.primaryType, fields };
}

/** Takes an amount of a token, in its smallest unit, to Ethereum. */
export function withdrawTokenAction(
  token: Address,
  amountSmallestUnits: bigint,
  to: Address,
): WithdrawAction {
  const fields = { token, amountSmallestUnits, to };
  withdrawTokenMessage.validate(fields);
  return { primaryType: withdrawTokenMessage.primaryType, fields };
}

/** Takes tokens of a collection to Ethereum, one claim each. */
export function withdrawNftsAction(
  token: Address,
  tokenIds: readonly bigint[],
  to: Address,
): WithdrawAction {
  const fields = { token, tokenIds, to };
  withdrawNftsMessage.validate(fields);
  return { primaryType: withdrawNftsMessage.primaryType, fields };
}

/** By the kind of asset, for a quote before anything is chosen. */
export const WITHDRAW_TYPES = [
  withdrawMessage.primaryType,
  withdrawTokenMessage.primaryType,
  withdrawNftsMessage.primaryType,
] as const;
