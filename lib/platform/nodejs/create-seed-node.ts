// First of all, because libp2p reads the globals that this file sets when it is loaded.
import './node-globals.ts';

import { setImmediate } from 'node:timers/promises';
import { chainIdOf, hashOfGenesis } from '../../chain/genesis.ts';
import { type Address, bytesFromHex } from '../../core/bytes.ts';
import { ETHEREUM_BLOCK_MS } from '../../core/limits.ts';
import { createNode, type WeftNode } from '../../node/create-node.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import type { Clock, Metrics } from '../../node/ports.ts';
import { createKeySender } from '../ethereum/create-key-sender.ts';
import { ethereumSourcesOf } from '../ethereum/ethereum-sources.ts';
import { createHttpRequest } from '../ethereum/http-request.ts';
import { createIdentity } from '../libp2p/identity.ts';
import { openStoredIdentity } from '../libp2p/stored-identity.ts';
import { paced } from '../paced.ts';
import { assertPossession } from '../signatures/assert-possession.ts';
import { installKeccakWasm } from '../signatures/keccak-wasm.ts';
import { createSystemClock } from '../system-clock.ts';
import { createSeedNetwork } from './create-seed-network.ts';
import { createFileKeys } from './file-keys.ts';
import { openKeyFile, readKeyFile } from './key-file.ts';
import { openLevelDbStorage } from './leveldb-storage.ts';
import { createNativeSignatures } from './native-signatures.ts';
import { readEthereumKey, type SendingOptions } from './sending-options.ts';

export interface SeedOptions {
  network: NetworkFile;
  /** Folder of the database. */
  dataFolder: string;
  /** Makes the seed a validator. One process at a time holds it. */
  keyFile?: string;
  /** A key file that exists, to be the same peer as its owner and no validator. */
  identityFile?: string;
  /** Owner of a key file that does not exist yet. */
  account?: Address;
  host: string;
  port: number;
  /** Carries the first words between tabs. */
  relay: boolean;
  /** Keeps every block for ever. */
  archive: boolean;
  /** Endpoints of Ethereum besides the network file's. */
  ethereumUrls?: readonly string[];
  /** With a key it posts checkpoints. */
  sending?: SendingOptions;
  metrics: Metrics;
}

/** A full node over what Node.js offers. */
export async function createSeedNode(options: SeedOptions): Promise<WeftNode> {
  const { network: file, keyFile, identityFile, account } = options;
  await installKeccakWasm();
  const signatures = await createNativeSignatures();
  await assertPossession(file, signatures);
  const secrets = keyFile
    ? await openKeyFile({ path: keyFile, account })
    : identityFile && (await readKeyFile(identityFile));
  const clock = createSystemClock();
  const storage = await openLevelDbStorage({ directory: options.dataFolder });
  const genesisHash = hashOfGenesis(file.genesis);
  const identity = secrets
    ? await createIdentity(bytesFromHex(secrets.networkSecret))
    : await openStoredIdentity(storage);
  const { networkKey, networkSecret } = identity;
  const keys = keyFile
    ? createFileKeys({ path: keyFile, storage, genesisHash, networkKey, networkSecret })
    : undefined;
  const network = createSeedNetwork({
    chainId: chainIdOf(file.genesis.chainName, genesisHash),
    privateKey: identity.privateKey,
    seeds: file.seeds
      .flatMap((seed) => seed.addresses)
      .filter((address) => !address.endsWith(identity.id)),
    iceServers: file.iceServers,
    local: file.local,
    host: options.host,
    port: options.port,
    relay: options.relay,
  })({ clock });
  const { metrics, archive, sending } = options;
  return createNode({ network: file, persistent: true, archive, keepsAllCoins: true })({
    storage,
    network,
    clock,
    signatures,
    metrics,
    ethereum: ethereumSourcesOf(file, options.ethereumUrls ?? [], { clock }),
    ...(sending && (await sendingOf(options, sending, clock))),
    ...(keys && { keys }),
    breathe: paced(() => setImmediate()),
  });
}

/** What sends to Ethereum, if there is a key. */
async function sendingOf(
  { network: { ethereum }, ethereumUrls = [] }: SeedOptions,
  { ethereumKeyFile, checkpointIntervalMs: intervalMs, ...most }: SendingOptions,
  clock: Clock,
) {
  if (!ethereumKeyFile) return {};
  const urls = new Set([...ethereumUrls, ...ethereum.rpcUrls]);
  const sender = createKeySender({
    secret: await readEthereumKey(ethereumKeyFile),
    chainId: ethereum.chainId,
    requests: [...urls].map(createHttpRequest),
    blockMs: ethereum.blockMs ?? ETHEREUM_BLOCK_MS,
  })({ clock });
  return { sending: { sender, intervalMs, ...most } };
}
