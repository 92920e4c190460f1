import { itemsIn } from '../../chain/fees.ts';
import type { ActionFields } from '../../chain/module.ts';
import type { SessionKey, UnsignedTransaction } from '../../chain/transaction.ts';
import type { Address } from '../../core/bytes.ts';
import { VALID_FOR_MS } from '../../core/limits.ts';
import type { WeftClient } from '../create-client.ts';

export interface PrepareTransactionOptions {
  primaryType: string;
  fields: ActionFields;
  account: Address;
  /** Whose key will sign, if it is not the wallet. */
  session?: SessionKey;
  /** How long blocks may include it; it expires after that. */
  validForMs?: number;
  /** The most to pay; absent: nothing if somebody else pays, else what the node suggests now. */
  feeMaxWei?: bigint;
}

/** Completes an action with what its account's next transaction needs. */
export async function prepareTransaction(
  client: Pick<WeftClient, 'prepare'>,
  options: PrepareTransactionOptions,
): Promise<UnsignedTransaction> {
  const { primaryType, fields, session, validForMs = VALID_FOR_MS } = options;
  const account = options.account.toLowerCase() as Address;
  const asked = { account, primaryType, items: itemsIn(fields), session: session?.id };
  const { nonce, feeMaxWei, free } = await client.prepare(asked);
  return {
    primaryType,
    fields,
    account,
    nonce,
    validUntilMs: Date.now() + validForMs,
    feeMax: options.feeMaxWei ?? (free ? 0n : feeMaxWei),
    ...(session && { session }),
  };
}
