import { hashOfBlock } from '../../chain/block.ts';
import { epochAfter } from '../../chain/epoch.ts';
import type { Metrics } from '../ports.ts';
import type { EthereumStatus } from '../rpc/ethereum-status.ts';
import type { FinalityTimes } from '../rpc/finality-times.ts';
import type { NodeEvents } from '../rpc/node-view.ts';
import { METRICS } from './metric-names.ts';

/** Counts what the node announces. */
export function watchMetrics(metrics: Metrics, events: NodeEvents, finality: FinalityTimes): void {
  events.final.on((blocks) => {
    for (const { block } of blocks) {
      metrics.increment(METRICS.finalBlocks);
      metrics.increment(METRICS.finalTransactions, block.body.transactions.length);
      metrics.set(METRICS.finalHeight, Number(block.header.height));
      metrics.set(METRICS.epoch, Number(epochAfter(block.header)));
      const finalityMs = finality.of(hashOfBlock(block));
      if (finalityMs !== undefined) metrics.observe(METRICS.finalityMs, finalityMs);
    }
  });
  events.loom.on((event) => {
    if (event.type === 'vote') metrics.increment(METRICS.votes);
    if (event.type === 'certificate') metrics.increment(METRICS.certificates);
  });
}

export function measureEthereum(metrics: Metrics, seen: EthereumStatus): void {
  const following = seen.endpoints.filter(({ state }) => state === 'following');
  metrics.set(METRICS.ethereumEndpoints, following.length);
  metrics.set(METRICS.ethereumPendingEvents, seen.pendingEvents);
  metrics.set(METRICS.ethereumBlindMs, seen.blindMs ?? 0);
  // What is not known any more keeps its last value: the one above says that it is old.
  if (seen.agreedCount !== undefined) {
    metrics.set(METRICS.ethereumAgreedEvents, Number(seen.agreedCount));
  }
  if (seen.finalizedBlock !== undefined) {
    metrics.set(METRICS.ethereumFinalizedBlock, Number(seen.finalizedBlock));
  }
}
