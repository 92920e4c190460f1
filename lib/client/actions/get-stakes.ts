import type { Address } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { StakesView } from '../types.ts';

/** What an account has at stake, in final state. */
export function getStakes(connection: Connection, account: Address): Promise<StakesView> {
  return connection.request('stakes', { account });
}
