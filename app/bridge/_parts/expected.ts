import type { EthereumFacts } from '../../../lib/client/bridge/ethereum-facts.ts';

/** How long a block that is included now takes to become final on Ethereum. */
export function finalityMs({ head, finalized }: EthereumFacts, blockMs: number): number {
  return Math.max(1, Number(head - finalized)) * blockMs;
}

/** And one that has some blocks on top of it already. */
export function finalInMs(progress: { done: number; all: number }, blockMs: number): number {
  return Math.max(0, progress.all - progress.done) * blockMs;
}
