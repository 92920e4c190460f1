import type { Block } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import type { Chain } from '../../chain/chain.ts';
import type { RecoveredTransaction } from '../../chain/check-transaction.ts';
import type { Receipt } from '../../chain/receipt.ts';
import type { StateDiff } from '../../chain/state-diff.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import type { CommittedBlock } from '../block-store/block-writes.ts';

/** A block above the final one, and what it does. */
export interface ExecutedBlock {
  block: Block;
  hash: Hash;
  transactions: readonly RecoveredTransaction[];
  receipts: readonly Receipt[];
  receiptsBytes: Uint8Array;
  tree: StateTree;
  diff: StateDiff;
}

/** A block that became final just now. */
export interface FinalBlock extends ExecutedBlock {
  certificate: Certificate;
}

export function committedFrom(chain: Chain, final: FinalBlock): CommittedBlock {
  return {
    block: final.block,
    certificate: final.certificate,
    diff: final.diff,
    receipts: final.receiptsBytes,
    transactions: final.transactions.map((transaction) => ({
      hash: transaction.hash,
      accounts: accountsOf(chain, transaction),
    })),
  };
}

/** Whom a transaction concerns: its signer and every address in its fields. */
export function accountsOf(
  chain: Pick<Chain, 'registry'>,
  { transaction }: Pick<RecoveredTransaction, 'transaction'>,
): Address[] {
  const { definition } = chain.registry.get(transaction.primaryType);
  const named = definition.fields
    .filter(({ type }) => type === 'address')
    .map(({ name }) => transaction.fields[name] as Address);
  return [...new Set([transaction.account, ...named])];
}

/**
 * Whether a block changed what an account has, in a transaction or in a hook that nobody signed,
 * such as a release of stake. Keys of what is an account's own end with its address.
 */
export function changesAccount({ diff }: Pick<ExecutedBlock, 'diff'>, account: Address): boolean {
  const address = account.slice(2);
  return diff.some(({ key }) => key.endsWith(address));
}
