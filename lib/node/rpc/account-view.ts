import type { Address } from '../../core/bytes.ts';
import { MAX_ACTIVITY } from '../../core/limits.ts';
import { createStateView } from '../execution/state-view.ts';
import type { FindTransaction } from './find-transaction.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';
import type { AccountView, TransactionView } from './types.ts';

/** An account in final state, and what this node has waiting of it. */
export async function accountView(
  node: NodeView,
  findTransaction: FindTransaction,
  address: Address,
): Promise<AccountView> {
  const session = sessionOf(node);
  const { header, tree } = session.chain.final();
  const state = createStateView(node.chain, tree);
  const hashes = [
    ...session.mempool.of(address).map(({ hash }) => hash),
    ...(await session.store.activityOf(address, MAX_ACTIVITY)),
  ].slice(0, MAX_ACTIVITY);
  const activity: TransactionView[] = [];
  for (const hash of hashes) {
    const view = await findTransaction(hash);
    if (view) activity.push(view);
  }
  return {
    address,
    balanceWei: state.balanceOf(address),
    nonce: state.accountOf(address)?.nonce ?? 0n,
    pendingNonce: session.mempool.nextNonce(address),
    height: header.height,
    tokens: state.tokensOf(address),
    activity,
  };
}
