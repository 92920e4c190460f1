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
  const recover = createBatches(signatures);
  const known = new Map<Hash, Address>();

  function remember(hash: Hash, sender: Address): void {
    known.set(hash, sender);
    if (known.size > MAX_REMEMBERED_SENDERS) known.delete(known.keys().next().value as Hash);
  }

  return async (transactions) => {
    // Looked up once: what is known now may be forgotten while the others are recovered.
    const found = new Map(transactions.map(({ hash }) => [hash, known.get(hash)]));
    const unknown = transactions.filter(({ hash }) => !found.get(hash));
    const items: ReturnType<typeof signatureOf>[] = [];
    for (const decoded of unknown) {
      items.push(signatureOf(chain, decoded));
      if (items.length % EXECUTION_SLICE_TRANSACTIONS === 0) await breathe();
    }
    const senders = await recover(items);
    // Only what was recovered is remembered, under the hash of envelope and signature together.
    for (const [index, { hash }] of unknown.entries()) {
      const sender = senders[index];
      found.set(hash, sender);
      if (sender) remember(hash, sender);
    }
    return transactions.map((decoded) => ({ ...decoded, sender: found.get(decoded.hash) }));
  };
}

type Recover = Signatures['recoverAddresses'];

/** What is asked at one moment goes to the verifying threads as one batch. */
function createBatches(signatures: Signatures): Recover {
  let open: { items: Parameters<Recover>[0][number][]; answer: ReturnType<Recover> } | undefined;

  function openBatch() {
    const items: Parameters<Recover>[0][number][] = [];
    const answer = Promise.resolve().then(() => {
      open = undefined;
      return signatures.recoverAddresses(items);
    });
    return { items, answer };
  }

  return async (items) => {
    if (items.length === 0) return [];
    open ??= openBatch();
    const start = open.items.length;
    open.items.push(...items);
    return (await open.answer).slice(start, start + items.length);
  };
}
