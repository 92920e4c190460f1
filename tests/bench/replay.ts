import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createNode } from '../../lib/node/create-node.ts';
import { openLevelDbStorage } from '../../lib/platform/nodejs/leveldb-storage.ts';
import { createNativeSignatures } from '../../lib/platform/nodejs/native-signatures.ts';
import { paced } from '../../lib/platform/paced.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { type ForgedRecording, forgeRecording } from './support/forge-recording.ts';
import { createRecordedNetwork } from './support/recorded-network.ts';
import { signaturesOf } from './support/recording.ts';
import { REPLAY_LOAD, type Replayed, replayLoad } from './support/replay-load.ts';
import { reportReplay } from './support/report-replay.ts';

// A node under Node.js follows a recorded chain: every signature, every root, every block on disk.

const RUNS = 3;

await installKeccakWasm();
const forged = await forgeRecording(REPLAY_LOAD);
const runs: Replayed[] = [];
for (let run = 0; run < RUNS; run++) runs.push(await replayOnce(forged));
reportReplay('Node.js, LevelDB', runs);

async function replayOnce({ file, recording }: ForgedRecording) {
  const items = signaturesOf(file, recording);
  const directory = await mkdtemp(join('.weft', 'bench-replay-'));
  const signatures = await createNativeSignatures();
  const node = createNode({ network: file })({
    storage: await openLevelDbStorage({ directory }),
    network: createRecordedNetwork(recording),
    clock: createSystemClock(),
    signatures,
    breathe: paced(() => setImmediate()),
  });
  const replayed = await replayLoad({
    node,
    signatures,
    items: items.slice(0, 4_000),
    height: BigInt(recording.blocks.length),
    transfers: items.length,
    processorMs,
  });
  await node.stop();
  await rm(directory, { recursive: true });
  return replayed;
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
