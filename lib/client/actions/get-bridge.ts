import type { Address } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { BridgeView } from '../types.ts';

/**
 * What an account has to do with Ethereum, in final state. One call looks at a bounded number of
 * all withdrawals: with `next` in the answer, older ones are read by calling again before it.
 */
export function getBridge(
  connection: Connection,
  account: Address,
  before?: bigint,
): Promise<BridgeView> {
  return connection.request('bridge', { account, before });
}
