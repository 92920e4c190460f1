import { readFileSync } from 'node:fs';
import { bytesFromHex, type Hex } from '../../../lib/core/bytes.ts';
import { errorObjectFrom } from '../../../lib/core/errors.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import { createSeedNode } from '../../../lib/platform/nodejs/create-seed-node.ts';
import { createPrometheusMetrics } from '../../../lib/platform/nodejs/prometheus-metrics.ts';

// A seed as its process runs it, to whose interface the parent hands transactions. Arguments:
// network file, port, data folder, key file. It tells what it has done after each message and with
// each final block, and ends with its parent.

/** Transactions to send, or a look at what the blocks since a height say became of theirs. */
export interface PostingNodeRequest {
  envelopes?: readonly Hex[];
  failedSince?: number;
}

/** Since the node started. */
export interface PostingNodeState {
  /** Final transactions. */
  final: number;
  blocks: number;
  height: number;
  /** That the node did not take, by the code of the reason. */
  refused: Record<string, number>;
  /** Processor time of the whole process. */
  cpuMs: number;
  /** How long some of its own transactions took from being handed over until final. */
  finalMs: number[];
  /** Answers `failedSince`. */
  failed?: number;
}

const TIMED_OF_EACH = 1;

const [, , networkPath = '', port = '', dataFolder = '', keyFile = ''] = process.argv;
const node = await createSeedNode({
  network: networkFileFromJson(JSON.parse(readFileSync(networkPath, 'utf8'))),
  ...{ dataFolder, keyFile, host: '127.0.0.1', port: Number(port) },
  ...{ relay: true, archive: false, metrics: createPrometheusMetrics() },
});
const state: PostingNodeState = {
  ...{ final: 0, blocks: 0, height: 0, refused: {}, cpuMs: 0, finalMs: [] },
};
await node.start();
node.rpc.subscribe({ topic: 'blocks' }, ({ transactionCount, height }) => {
  state.final += transactionCount;
  state.blocks += 1;
  state.height = Number(height);
  tell();
});
process.on('message', async ({ envelopes = [], failedSince }: PostingNodeRequest) => {
  for (const envelope of envelopes.slice(0, TIMED_OF_EACH)) time(envelope);
  await Promise.all(envelopes.map(send));
  if (failedSince === undefined) tell();
  else tell({ failed: await failedFrom(failedSince) });
});
process.on('disconnect', () => process.exit(0));
tell();

async function send(envelope: Hex): Promise<void> {
  try {
    await node.rpc.handleRequest('send', { envelope });
  } catch (thrown) {
    const { code } = errorObjectFrom(thrown);
    state.refused[code] = (state.refused[code] ?? 0) + 1;
  }
}

function time(envelope: Hex): void {
  const hash = keccakHex(bytesFromHex(envelope));
  const startMs = performance.now();
  const end = node.rpc.subscribe({ topic: 'transaction', hash }, ({ final }) => {
    if (!final) return;
    state.finalMs.push(performance.now() - startMs);
    end();
  });
}

async function failedFrom(height: number): Promise<number> {
  let failed = 0;
  for (let ref = BigInt(height); ref <= BigInt(state.height); ref++) {
    const block = await node.rpc.handleRequest('block', { ref });
    for (const { status } of block?.transactions ?? []) if (status === 'failure') failed++;
  }
  return failed;
}

function tell(more: Partial<PostingNodeState> = {}): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ ...state, cpuMs: (user + system) / 1_000, ...more });
}
