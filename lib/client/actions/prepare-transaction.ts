import { itemsIn } from '../../chain/fees.ts';
import type { ActionFields } from '../../chain/module.ts';
import type { UnsignedTransaction } from '../../chain/transaction.ts';
import type { Address } from '../../core/bytes.ts';
import { VALID_FOR_MS } from '../../core/limits.ts';
import type { WeftClient } from '../create-client.ts';

export interface PrepareTransactionOptions {
  primaryType: string;
  fields: ActionFields;
  account: Address;
  /** How long blocks may include it; it expires after that. */
  validForMs?: number;
  /** The most to pay; absent: what the node suggests now. */
  feeMaxWei?: bigint;
}

/** Completes an action with what its account's next transaction needs. */
export async function prepareTransaction(
  client: Pick<WeftClient, 'account' | 'quote'>,
  { primaryType, fields, account, validForMs = VALID_FOR_MS, feeMaxWei }: PrepareTransactionOptions,
): Promise<UnsignedTransaction> {
  const [view, quote] = await Promise.all([
    client.account(account),
    feeMaxWei === undefined ? client.quote(primaryType, itemsIn(fields)) : { feeMaxWei },
  ]);
  return {
    primaryType,
    fields,
    account: view.address,
    nonce: view.pendingNonce,
    validUntilMs: Date.now() + validForMs,
    feeMax: quote.feeMaxWei,
  };
}
