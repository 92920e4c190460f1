import { WeftError } from '../../core/errors.ts';
import type { Mempool } from '../mempool/mempool.ts';
import type { GossipMessage, Network, Verdict } from '../ports.ts';

export interface TransactionGossip {
  announce(envelope: Uint8Array): void;
  onMessage(message: GossipMessage): Promise<Verdict>;
}

/**
 * The topic `transactions`. One that no honest node would forward costs its relay; one that is only
 * late, early or unlucky does not.
 */
export function createTransactionGossip({
  network,
  mempool,
}: {
  network: Pick<Network, 'publish'>;
  mempool: Pick<Mempool, 'add'>;
}): TransactionGossip {
  return {
    announce(envelope) {
      network.publish('transactions', envelope).catch(() => undefined);
    },
    async onMessage({ data }) {
      try {
        await mempool.add(data, false);
        return 'accept';
      } catch (thrown) {
        return thrown instanceof WeftError && DISHONEST.has(thrown.code) ? 'reject' : 'ignore';
      }
    },
  };
}

const DISHONEST: ReadonlySet<string> = new Set([
  'codec/malformed',
  'transaction/too-large',
  'transaction/unknown-action',
  'transaction/unsupported-envelope',
  'transaction/wrong-signature',
  'transaction/invalid-action',
]);
