import type { ActionFields } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import { transferMessage } from '../../modules/bank/messages.ts';

/** Native coins for another account. Throws the bank's error for what could never succeed. */
export function transferAction(
  to: Address,
  amountWei: bigint,
): { primaryType: string; fields: ActionFields } {
  const fields = { to: to.toLowerCase() as Address, amountWei };
  transferMessage.validate(fields);
  return { primaryType: transferMessage.primaryType, fields };
}
