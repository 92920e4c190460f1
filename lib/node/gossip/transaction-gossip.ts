import { WeftError } from '../../core/errors.ts';
import {
  ANNOUNCE_DELAY_MS,
  MAX_ANNOUNCED_TRANSACTIONS,
  MAX_GOSSIP_INLINE_BYTES,
} from '../../core/limits.ts';
import { bytesOf, decodeRlp, encodeRlp, listOf, malformed } from '../../core/rlp.ts';
import type { Mempool } from '../mempool/mempool.ts';
import type { Clock, GossipMessage, Network, Verdict } from '../ports.ts';

export interface TransactionGossip {
  announce(envelope: Uint8Array): void;
  onMessage(message: GossipMessage): Promise<Verdict>;
}

export interface TransactionGossipComponents {
  network: Pick<Network, 'publish'>;
  clock: Clock;
  mempool: Pick<Mempool, 'add'>;
}

/**
 * The topic `transactions`: RLP lists of envelopes. A message costs each node much more than a
 * transaction, so those of one moment travel together. One transaction that no honest node would
 * forward costs the relay; one that is only late, early or unlucky does not.
 */
export function createTransactionGossip(
  components: TransactionGossipComponents,
): TransactionGossip {
  const { network, clock, mempool } = components;
  let waiting: Uint8Array[] = [];
  let bytes = 0;

  function flush(): void {
    if (waiting.length === 0) return;
    network.publish('transactions', encodeRlp(waiting)).catch(() => undefined);
    waiting = [];
    bytes = 0;
  }

  return {
    announce(envelope) {
      const isFull = waiting.length >= MAX_ANNOUNCED_TRANSACTIONS;
      if (isFull || bytes + envelope.length > MAX_GOSSIP_INLINE_BYTES) flush();
      if (waiting.length === 0) clock.after(ANNOUNCE_DELAY_MS, flush);
      waiting.push(envelope);
      bytes += envelope.length;
    },
    async onMessage({ data }) {
      try {
        const verdicts = await Promise.all(envelopesFrom(data).map((one) => judge(one, mempool)));
        if (verdicts.includes('reject')) return 'reject';
        return verdicts.includes('accept') ? 'accept' : 'ignore';
      } catch {
        return 'reject';
      }
    },
  };
}

async function judge(envelope: Uint8Array, mempool: Pick<Mempool, 'add'>): Promise<Verdict> {
  try {
    await mempool.add(envelope, false);
    return 'accept';
  } catch (thrown) {
    return thrown instanceof WeftError && DISHONEST.has(thrown.code) ? 'reject' : 'ignore';
  }
}

function envelopesFrom(data: Uint8Array): Uint8Array[] {
  const items = listOf(decodeRlp(data));
  if (items.length === 0 || items.length > MAX_ANNOUNCED_TRANSACTIONS) {
    throw malformed('number of transactions');
  }
  return items.map((item) => bytesOf(item));
}

const DISHONEST: ReadonlySet<string> = new Set([
  'codec/malformed',
  'transaction/too-large',
  'transaction/unknown-action',
  'transaction/unsupported-envelope',
  'transaction/wrong-signature',
  'transaction/invalid-action',
]);
