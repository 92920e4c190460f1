import type { Chain } from '../../chain/chain.ts';
import { type RecoveredTransaction, signatureOf } from '../../chain/check-transaction.ts';
import type { DecodedTransaction } from '../../chain/transaction.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { EXECUTION_SLICE_TRANSACTIONS, MAX_REMEMBERED_SENDERS } from '../../core/limits.ts';
import type { Signatures } from '../ports.ts';

/** Finds who signed. Each transaction is met several times, so its sender is remembered. */
export type RecoverSenders = (
  transactions: readonly DecodedTransaction[],
) => Promise<RecoveredTransaction[]>;

export function createRecoverSenders(
  chain: Chain,
  signatures: Signatures,
  breathe: () => Promise<void>,
): RecoverSenders {
  const known = new Map<Hash, Address>();

  function remember(hash: Hash, sender: Address): void {
    known.set(hash, sender);
    if (known.size > MAX_REMEMBERED_SENDERS) known.delete(known.keys().next().value as Hash);
  }

  return async (transactions) => {
    const unknown = transactions.filter(({ hash }) => !known.has(hash));
    const items: ReturnType<typeof signatureOf>[] = [];
    for (const decoded of unknown) {
      items.push(signatureOf(chain, decoded));
      if (items.length % EXECUTION_SLICE_TRANSACTIONS === 0) await breathe();
    }
    const senders = items.length > 0 ? await signatures.recoverAddresses(items) : [];
    // Only what was recovered is remembered, under the hash of envelope and signature together.
    const found = new Map(unknown.map(({ hash }, index) => [hash, senders[index]]));
    for (const [hash, sender] of found) if (sender) remember(hash, sender);
    return transactions.map((decoded) => ({
      ...decoded,
      sender: found.get(decoded.hash) ?? known.get(decoded.hash),
    }));
  };
}
