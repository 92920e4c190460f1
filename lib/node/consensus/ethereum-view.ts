import type { Block } from '../../chain/block.ts';
import type { InboxPosition } from '../../chain/inbox.ts';
import type { Hash } from '../../core/bytes.ts';

/** The inbox of the contracts, as far as this node has seen it in a finalized Ethereum block. */
export interface EthereumView {
  /**
   * `inbox[count]`, the hash over the first `count` events. Undefined for a count that is not
   * reached, and for every count that this node cannot be certain of now.
   */
  knows(count: bigint): Hash | undefined;
  /** Calls whenever an answer of `knows` may be another one. Returns how to end that. */
  onChange(listener: () => void): () => void;
}

/** Of a chain without contracts: nothing happens there, so only blocks without events pass. */
export const NO_ETHEREUM: EthereumView = {
  knows: () => undefined,
  onChange: () => () => undefined,
};

/**
 * The Ethereum test of a valid block. That it is valid makes its count the parent's plus its
 * events, so without events the count is the parent's.
 */
export function passesInboxTest(
  { knows }: Pick<EthereumView, 'knows'>,
  { header, body }: Block,
): boolean {
  const known = knows(header.inboxCount);
  return known === undefined ? body.inbox.length === 0 : known === header.inboxHash;
}

/** Whether what a block says of Ethereum is known to be false. */
export function contradicts(
  { knows }: Pick<EthereumView, 'knows'>,
  { inboxCount, inboxHash }: InboxPosition,
): boolean {
  const known = knows(inboxCount);
  return known !== undefined && known !== inboxHash;
}
