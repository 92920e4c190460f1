import type { WeftNode } from '../../../lib/node/create-node.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import { startHeartbeat } from './heartbeat.ts';
import { percentile } from './statistics.ts';

/** Ten seconds of the target rate, in blocks of half a second of it. */
export const REPLAY_LOAD = { blocks: 20, transfersPerBlock: 1_000, accounts: 10_000, senders: 500 };

export interface Replayed {
  transfersPerSecond: number;
  /** Raw recovery by the same signatures port, the mean of before and after. */
  recoveriesPerSecond: number;
  heartbeatP99Ms: number;
  heartbeatMaxMs: number;
  /** As heartbeatP99Ms, counting processor time only; where a thread can tell it. */
  workP99Ms?: number;
  milliseconds: number;
}

/** Starts a node, waits until it has made `height` final, and says how fast that was. */
export async function replayLoad(options: {
  node: WeftNode;
  signatures: Signatures;
  items: Parameters<Signatures['recoverAddresses']>[0];
  height: bigint;
  transfers: number;
  processorMs?: () => number;
}): Promise<Replayed> {
  const { node, signatures, items, height, transfers } = options;
  await recoveriesPerSecond(signatures, items.slice(0, WARM_UP));
  const before = await recoveriesPerSecond(signatures, items);
  const stop = startHeartbeat(options.processorMs);
  const startMs = performance.now();
  await node.start();
  await finalAt(node, height);
  const milliseconds = performance.now() - startMs;
  const gaps = stop();
  const waits = gaps.map((gap) => gap.milliseconds);
  const work = gaps.map((gap) => gap.workMs);
  const after = await recoveriesPerSecond(signatures, items);
  return {
    transfersPerSecond: (transfers * 1_000) / milliseconds,
    recoveriesPerSecond: (before + after) / 2,
    heartbeatP99Ms: percentile(waits, 0.99),
    heartbeatMaxMs: Math.max(...waits),
    ...(options.processorMs && { workP99Ms: percentile(work, 0.99) }),
    milliseconds,
  };
}

function finalAt(node: WeftNode, height: bigint): Promise<void> {
  return new Promise((resolve) => {
    const stop = node.rpc.subscribe({ topic: 'status' }, (status) => {
      if (status.finalizedHeight < height) return;
      stop();
      resolve();
    });
  });
}

async function recoveriesPerSecond(
  signatures: Signatures,
  items: Parameters<Signatures['recoverAddresses']>[0],
): Promise<number> {
  const startMs = performance.now();
  await signatures.recoverAddresses(items);
  return (items.length * 1_000) / (performance.now() - startMs);
}

const WARM_UP = 500;
