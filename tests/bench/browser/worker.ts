import { hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { type ErrorObject, errorObjectFrom } from '../../../lib/core/errors.ts';
import { createNode } from '../../../lib/node/create-node.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import { breathe } from '../../../lib/platform/browser/breathe.ts';
import { openIndexedDbStorage } from '../../../lib/platform/browser/indexeddb-storage.ts';
import { createVerifyPool } from '../../../lib/platform/browser/verify-pool.ts';
import { createWasmSignatures } from '../../../lib/platform/browser/wasm-signatures.ts';
import { paced } from '../../../lib/platform/paced.ts';
import { installKeccakWasm } from '../../../lib/platform/signatures/keccak-wasm.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';
import { createRecordedNetwork } from '../support/recorded-network.ts';
import { recordingFromBytes, signaturesOf } from '../support/recording.ts';
import { type Replayed, replayLoad } from '../support/replay-load.ts';

export type ReplayPageResult = Replayed | ErrorObject;

// The node worker of a tab in all but its network: IndexedDB, and one verify worker beside it.

addEventListener('message', async ({ ports }) => {
  try {
    postMessage(await replay(ports[0] as MessagePort));
  } catch (thrown) {
    postMessage(errorObjectFrom(thrown));
  }
});

async function replay(verifyPort: MessagePort): Promise<Replayed> {
  await installKeccakWasm();
  const file = networkFileFromJson(await (await fetch('/network.json')).json());
  const bytes = new Uint8Array(await (await fetch('/recording')).arrayBuffer());
  const recording = recordingFromBytes(bytes);
  const clock = createSystemClock();
  const signatures = createVerifyPool({
    clock,
    createFallback: createWasmSignatures,
    onWorkerLost: () => undefined,
  });
  signatures.addWorker(verifyPort);
  const storage = await openIndexedDbStorage({ name: hashOfGenesis(file.genesis) });
  const node = createNode({ network: file })({
    storage,
    network: createRecordedNetwork(recording),
    clock,
    signatures,
    breathe: paced(breathe),
  });
  const items = signaturesOf(file, recording);
  return replayLoad({
    node,
    signatures,
    items: items.slice(0, 4_000),
    height: BigInt(recording.blocks.length),
    transfers: items.length,
  });
}
