import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import type { BlsCosts } from './support/bls-costs.ts';
import type { BlsWork } from './support/bls-worker.ts';
import type { BlsCall } from './support/charged-signatures.ts';
import { type Measurement, report } from './support/report.ts';
import { median } from './support/statistics.ts';
import { startVirtualCommittee } from './support/virtual-committee.ts';

// What a validator among 21 signs, adds and verifies while blocks become final: recorded from whole
// nodes in virtual time, then done again in a worker with the libraries of tabs and of seeds.

const VALIDATORS = 21;
/** A validator among equals leads twice in so many. */
const BLOCKS = 42;
const RECORDED = 3;
const ROUNDS = 5;
const PAUSE_MS = 1_000;
const FREE: BlsCosts = { verifyMs: () => 0, aggregateMs: () => 0, signMs: 0 };

await installKeccakWasm();
const { calls, blocks, nodeMs } = await record();
const secret = `0x${'0'.repeat(63)}7` as const;
const perBlock = { WebAssembly: await timeOf('WebAssembly'), native: await timeOf('native') };
const count = (type: BlsCall['type']) => calls.filter((call) => call.type === type).length / blocks;
const verifications = calls.flatMap((call) => (call.type === 'verify' ? call.checks : []));
const shares = calls.flatMap((call) => (call.type === 'aggregate' ? call.signatures : []));
const rows: Measurement[] = [
  {
    what: 'BLS of a validator among 21 for a block, WebAssembly',
    measured: perBlock.WebAssembly,
    unit: 'ms of CPU',
    target: { limit: 40, direction: 'at most' },
    ratio: { value: perBlock.WebAssembly / perBlock.native, of: 'native' },
  },
  {
    what: 'the same, native',
    measured: perBlock.native,
    unit: 'ms of CPU',
    target: { limit: 40, direction: 'at most' },
  },
  { what: 'verifications in it', measured: verifications.length / blocks, unit: 'aggregates' },
  { what: 'signatures added in it', measured: shares.length / blocks, unit: 'signatures' },
  { what: 'signatures made in it', measured: count('sign'), unit: 'signatures' },
  {
    what: 'engine, execution and messages of the node for a block, besides verifying',
    measured: nodeMs,
    unit: 'ms of CPU',
  },
];
report(rows);

/** Calls of one validator, sometimes the leader, in steady state. */
async function record() {
  let recorded: BlsCall[] = [];
  const committee = await startVirtualCommittee({
    validators: VALIDATORS,
    minBlockMs: PAUSE_MS / 2,
    delayMs: () => 20,
    costs: FREE,
    onCall: (index, call) => {
      if (index === RECORDED) recorded.push(call);
    },
  });
  await run(2);
  recorded = [];
  const first = committee.blocks.size;
  const before = process.cpuUsage();
  await run(BLOCKS);
  const { user, system } = process.cpuUsage(before);
  const made = committee.blocks.size - first;
  await committee.stop();
  return {
    calls: recorded,
    blocks: made,
    nodeMs: (user + system) / 1_000 / made / VALIDATORS,
  };

  async function run(transfers: number): Promise<void> {
    for (let sent = 0; sent < transfers; sent++) {
      void committee.send(sent % VALIDATORS);
      await committee.pass(PAUSE_MS);
    }
  }
}

/** Processor time for a block, with the committee's keys decoded by then. */
async function timeOf(library: BlsWork['library']): Promise<number> {
  const program = join(import.meta.dirname, 'support', 'bls-worker.js');
  const work: BlsWork = { library, secret, calls, rounds: ROUNDS };
  const worker = new Worker(program, { workerData: work });
  const roundsMs = await new Promise<number[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return median(roundsMs) / blocks;
}
