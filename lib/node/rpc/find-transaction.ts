import { type Receipt, receiptsFromBytes } from '../../chain/receipt.ts';
import { decodeTransaction } from '../../chain/transaction.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_DECODED_RECEIPTS } from '../../core/limits.ts';
import type { FinalRecord } from '../block-store/packed-block.ts';
import type { NodeView } from './node-view.ts';
import { viewOfDropped, viewOfIncluded, viewOfPending } from './transaction-view.ts';
import type { TransactionView } from './types.ts';

export interface FindTransaction {
  (hash: Hash): Promise<TransactionView | null>;
  /** All of a final block. */
  transactionsOf(packed: FinalRecord): TransactionView[];
}

/** Looks where a transaction can be: in a final block, in an open one, waiting, or given up. */
export function createFindTransaction(node: NodeView): FindTransaction {
  const { chain } = node;

  const receiptsOf = createReceiptReader();

  function viewAt(packed: FinalRecord, index: number): TransactionView {
    const { header, body } = packed.block;
    const { height, timestampMs } = header;
    const receipt = receiptsOf(packed)[index] as Receipt;
    const inclusion = { height, index, timestampMs, final: true, receipt };
    const decoded = decodeTransaction(chain.registry, body.transactions[index] as Uint8Array);
    return viewOfIncluded(chain, decoded, inclusion);
  }

  async function findFinal(hash: Hash): Promise<TransactionView | undefined> {
    const store = node.session()?.store;
    const location = await store?.locationOf(hash);
    const packed = location && (await store?.blockAt(location.height));
    return packed && viewAt(packed, location.index);
  }

  function findOpen(hash: Hash): TransactionView | undefined {
    const session = node.session();
    for (const { block, transactions, receipts } of session?.chain.executed() ?? []) {
      const index = transactions.findIndex((transaction) => transaction.hash === hash);
      const transaction = transactions[index];
      if (!transaction) continue;
      const { height, timestampMs } = block.header;
      const receipt = receipts[index] as Receipt;
      const inclusion = { height, index, timestampMs, final: false, receipt };
      return viewOfIncluded(chain, transaction, inclusion);
    }
    const waiting = session?.mempool.get(hash);
    return waiting && viewOfPending(chain, waiting.recovered);
  }

  async function find(hash: Hash): Promise<TransactionView | null> {
    const found = findOpen(hash) ?? (await findFinal(hash));
    if (found) return found;
    const dropped = node.session()?.mempool.dropped(hash);
    return dropped ? viewOfDropped(chain, dropped) : null;
  }

  return Object.assign(find, {
    transactionsOf: (packed: FinalRecord) =>
      packed.block.body.transactions.map((_, index) => viewAt(packed, index)),
  });
}

/** An account's history asks for one block's receipts again and again. */
function createReceiptReader(): (packed: FinalRecord) => readonly Receipt[] {
  const decoded = new Map<bigint, readonly Receipt[]>();
  return ({ block, receipts }) => {
    const { height } = block.header;
    const known = decoded.get(height);
    if (known) return known;
    const fresh = receiptsFromBytes(receipts);
    decoded.set(height, fresh);
    if (decoded.size > MAX_DECODED_RECEIPTS) decoded.delete(decoded.keys().next().value as bigint);
    return fresh;
  };
}
