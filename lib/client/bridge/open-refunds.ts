import { call } from 'viem/actions';
import { GATEWAY_DEPOSITED, type InboxEvent } from '../../chain/inbox.ts';
import type { Address } from '../types.ts';
import { type EthereumCall, refundCall } from './ethereum-call.ts';
import type { EthereumClient } from './ethereum-client.ts';
import type { SeenEvent } from './ethereum-facts.ts';
import { MAX_ASKED_REFUNDS } from './limits.ts';
import type { Contracts } from './read-logs.ts';

/** A deposit that a sealed chain never applied, and how it comes back. */
export interface Refund {
  index: bigint;
  event: Extract<InboxEvent, { type: typeof GATEWAY_DEPOSITED }>;
  call: EthereumCall;
}

/**
 * Of the account's deposits with an index above this those that the contract would return now: it
 * does not tell which it returned, so each is tried without being sent.
 */
export async function openRefunds(
  client: EthereumClient,
  contracts: Contracts,
  events: readonly SeenEvent[],
  { account, appliedInboxCount }: { account: Address; appliedInboxCount: bigint },
): Promise<Refund[]> {
  const made = events.flatMap(({ index, event }): Refund[] =>
    event.type === GATEWAY_DEPOSITED && event.from === account && index > appliedInboxCount
      ? [{ index, event, call: refundCall(index, event, contracts) }]
      : [],
  );
  const asked = made.slice(0, MAX_ASKED_REFUNDS);
  const isOpen = await Promise.all(
    asked.map(({ call: { to, data } }) =>
      call(client, { account, to, data }).then(
        () => true,
        () => false,
      ),
    ),
  );
  return asked.filter((_, i) => isOpen[i]);
}
