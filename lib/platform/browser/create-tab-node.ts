import { chainIdOf, hashOfGenesis } from '../../chain/genesis.ts';
import { createNode, type WeftNode } from '../../node/create-node.ts';
import type { Signatures } from '../../node/ports.ts';
import { ethereumSourcesOf } from '../ethereum/ethereum-sources.ts';
import { keepAddresses, readStoredAddresses } from '../libp2p/stored-addresses.ts';
import { openStoredIdentity } from '../libp2p/stored-identity.ts';
import { paced } from '../paced.ts';
import { assertPossession } from '../signatures/assert-possession.ts';
import { installKeccakWasm } from '../signatures/keccak-wasm.ts';
import { createSystemClock } from '../system-clock.ts';
import { breathe } from './breathe.ts';
import { createWorkerNetwork } from './create-worker-network.ts';
import { createIndexedDbKeys } from './indexeddb-keys.ts';
import { openIndexedDbStorage } from './indexeddb-storage.ts';
import { acquireInstanceLock } from './instance-lock.ts';
import type { StartNode } from './node-worker-messages.ts';
import { openSuppliedVerifyPool } from './supplied-verify-pool.ts';
import { createWalletRequest } from './wallet-request.ts';

/** A full node over what a browser's worker offers. Its database is named by the chain. */
export async function createTabNode(start: StartNode): Promise<WeftNode> {
  await installKeccakWasm();
  const { network: file } = start;
  const genesisHash = hashOfGenesis(file.genesis);
  const chainId = chainIdOf(file.genesis.chainName, genesisHash);
  const clock = createSystemClock();
  // Held until this worker ends: a worker that takes over waits for the one before it.
  await acquireInstanceLock({ name: `weft/${chainId}`, whenHeld: 'wait' });
  const storage = await openIndexedDbStorage({ name: `weft/${chainId}` });
  const identity = await openStoredIdentity(storage);
  const { networkKey, networkSecret } = identity;
  const signatures = await openSuppliedVerifyPool(start.verifyPort, {
    clock,
    createFallback: loadSignatures,
  });
  const [knownAddresses] = await Promise.all([
    readStoredAddresses(storage),
    assertPossession(file, signatures),
  ]);
  const network = createWorkerNetwork({
    chainId,
    privateKey: identity.privateKey,
    seeds: file.seeds.flatMap((seed) => seed.addresses),
    knownAddresses,
    iceServers: file.iceServers,
    local: file.local,
  })({ clock, brokerPort: start.rtcPort });
  keepAddresses(network, { storage, clock });
  return createNode({ network: file, persistent: start.persistent })({
    storage,
    network,
    clock,
    signatures,
    ethereum: ethereumSourcesOf(file, [], {
      clock,
      wallet: createWalletRequest(start.walletPort),
    }),
    keys: createIndexedDbKeys({ storage, genesisHash, networkKey, networkSecret }),
    breathe: paced(breathe),
  });
}

/** Most tabs never need them: their verify workers have their own. */
async function loadSignatures(): Promise<Signatures> {
  const { createWasmSignatures } = await import('./wasm-signatures.ts');
  return createWasmSignatures();
}
