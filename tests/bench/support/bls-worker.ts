import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../../lib/core/assert.ts';
import type { Hex } from '../../../lib/core/bytes.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import { createBlsWasm } from '../../../lib/platform/signatures/bls-wasm.ts';
import { createInlineSignatures } from '../../../lib/platform/signatures/inline-signatures.ts';
import { createRecovery } from '../../../lib/platform/signatures/recovery.ts';
import type { BlsCall } from './charged-signatures.ts';

/** What a worker is to repeat, and with which library. */
export interface BlsWork {
  library: 'native' | 'WebAssembly';
  secret: Hex;
  calls: readonly BlsCall[];
  rounds: number;
}

// A verify worker's code, in a worker: makes the calls of one validator again and again, and tells
// the processor time of each round. Nothing else of the process may run meanwhile.

const { library, secret, calls, rounds } = workerData as BlsWork;
const bls = library === 'native' ? createBlsNative() : await createBlsWasm();
const signer = bls.createSigner(secret);
const signatures = createInlineSignatures({
  bls,
  recover: await createRecovery(),
  breathe: () => setImmediate(),
});
await makeCalls();
const roundsMs: number[] = [];
for (let round = 0; round < rounds; round++) {
  const before = process.cpuUsage();
  await makeCalls();
  const { user, system } = process.cpuUsage(before);
  roundsMs.push((user + system) / 1_000);
}
parentPort?.postMessage(roundsMs);

async function makeCalls(): Promise<void> {
  for (const call of calls) {
    if (call.type === 'sign') signer.sign(call.message);
    else if (call.type === 'aggregate') await signatures.aggregate(call.signatures);
    else assert((await signatures.verifyAggregates(call.checks)).every(Boolean), 'all are signed');
  }
}
