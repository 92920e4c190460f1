import type { Chain } from '../../chain/chain.ts';
import { itemsIn, unitsOf } from '../../chain/fees.ts';
import type { EventFields } from '../../chain/module.ts';
import type { Receipt } from '../../chain/receipt.ts';
import type { DecodedTransaction } from '../../chain/transaction.ts';
import type { ErrorObject } from '../../core/errors.ts';
import type { Drop } from '../mempool/mempool.ts';
import type { TransactionView } from './types.ts';

/** Where a transaction stands in a block. */
export interface Inclusion {
  height: bigint;
  index: number;
  timestampMs: number;
  final: boolean;
  receipt: Receipt;
}

export function viewOfPending(chain: Chain, decoded: DecodedTransaction): TransactionView {
  const { definition } = chain.registry.get(decoded.transaction.primaryType);
  const { transaction } = decoded;
  return {
    hash: decoded.hash,
    primaryType: transaction.primaryType,
    sender: transaction.account,
    nonce: transaction.nonce,
    fields: { ...transaction.fields },
    description: definition.describe(transaction.fields, transaction.account),
    feeWei: transaction.feeMax,
    depositWei: 0n,
    refundWei: 0n,
    isFree: transaction.feeMax === 0n,
    units: unitsOf(definition, itemsIn(transaction.fields)),
    sizeBytes: decoded.bytes.length,
    status: 'pending',
    final: false,
    events: [],
  };
}

export function viewOfDropped(chain: Chain, { recovered, status, error }: Drop): TransactionView {
  return { ...viewOfPending(chain, recovered), status, ...(error && { failure: error }) };
}

/** Until its block is final, a transaction is `included`, whatever its receipt says. */
export function viewOfIncluded(
  chain: Chain,
  decoded: DecodedTransaction,
  { height, index, timestampMs, final, receipt }: Inclusion,
): TransactionView {
  return {
    ...viewOfPending(chain, decoded),
    feeWei: receipt.feeWei,
    depositWei: receipt.depositWei,
    refundWei: receipt.refundWei,
    units: receipt.units,
    status: final ? receipt.status : 'included',
    height,
    index,
    timestampMs,
    final,
    ...(receipt.failure && { failure: failureObject(receipt.failure) }),
    events: receipt.events.map(({ name, fields }) => ({ name, fields })),
  };
}

function failureObject({ code, facts }: { code: string; facts: EventFields }): ErrorObject {
  const plain = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? value.toString() : value,
  ]);
  return { code, message: code, facts: Object.fromEntries(plain) };
}
