import { readState } from '../../chain/read-state.ts';
import type { Address } from '../../core/bytes.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';

export interface MissingIdsParams {
  account: Address;
  /** A collection. */
  token: Address;
  ids: readonly bigint[];
}

/** Of these tokens, those that the account does not have in final state. */
export function missingIds(node: NodeView, { account, token, ids }: MissingIdsParams): bigint[] {
  const { header, tree } = sessionOf(node).chain.final();
  const { query } = readState(node.chain, tree, header.height);
  return ids.filter((tokenId) => query('bank', 'owner', { token, tokenId }) !== account);
}
