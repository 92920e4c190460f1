import type { Address, Hash } from '../../core/bytes.ts';
import type { prepareTransaction } from '../actions/prepare-transaction.ts';
import type { WeftClient } from '../create-client.ts';

/** What an action of an account needs to be sent now. */
export interface PreparedAction {
  /** Next in the lane of the wallet, or of the session. */
  nonce: bigint;
  feeMaxWei: bigint;
  /** Who pays instead of the account, if anybody does. */
  free: 'stake' | 'grant' | null;
}

export interface PrepareRequest {
  account: Address;
  primaryType: string;
  /** Counted by `itemsIn`. */
  items: number;
  session?: Hash;
}

/** What sending by a session asks of a node. */
export type SendingClient = Pick<WeftClient, 'chain' | 'send'> & {
  prepare(request: PrepareRequest): Promise<PreparedAction>;
};

/** What opening and closing sessions ask of it. */
export type SessionClient = Pick<WeftClient, 'chain' | 'send' | 'waitForFinal'> &
  Parameters<typeof prepareTransaction>[0];
