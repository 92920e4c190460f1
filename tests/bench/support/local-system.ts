import { cpSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createChain } from '../../../lib/chain/chain.ts';
import { type Genesis, hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { decodeTransaction } from '../../../lib/chain/transaction.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Hex, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createBlockStore } from '../../../lib/node/block-store/block-store.ts';
import type { CommittedBlock } from '../../../lib/node/block-store/block-writes.ts';
import { accountsOf } from '../../../lib/node/execution/executed-block.ts';
import { jsonFromNetworkFile, type NetworkFile } from '../../../lib/node/network-file.ts';
import { blsSecretOf, openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';
import { openLevelDbStorage } from '../../../lib/platform/nodejs/leveldb-storage.ts';
import {
  type LocalNetwork,
  type LocalNetworkOptions,
  openLocalNetwork,
} from '../../../lib/platform/nodejs/local-network.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import { createProofOfPossession } from '../../../lib/platform/signatures/proof-of-possession.ts';
import { spawnProcess } from '../../e2e/support/spawn-process.ts';
import { type ForgedChain, forgeChain } from './forge-chain.ts';
import { accountOfSecret, addressAt, createSender, secretAt } from './transfers.ts';

/** What the validators' databases hold before they start. */
export interface History {
  blocks: number;
  /** Each to an account that did not exist before. */
  transfersPerBlock: number;
}

/** A past of another kind, beside its genesis. */
export interface Past extends Pick<Genesis, 'allocations' | 'settings'> {
  /** Not less than it has. */
  blocks: number;
  grow(forged: ForgedChain): Promise<CommittedBlock[]>;
}

/** Four validators, an Ethereum and the site, as `npm start` runs them. */
export interface LocalSystem {
  siteUrl: string;
  file: NetworkFile;
  stop(): Promise<void>;
}

/** Signs one transfer after the other; it is in the genesis of every system. */
export const SENDER_SECRET = secretAt(0);

/** As on every local network. */
const EPOCH_MS = 60_000;
const NO_CONTRACTS = { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS };

export async function startLocalSystem(options: {
  minBlockMs: number;
  epochMs?: number;
  history?: History;
  past?: Past;
  /** The past takes long to make, and is kept under this name for the next time. */
  keepAs?: string;
}): Promise<LocalSystem> {
  const { minBlockMs, epochMs = EPOCH_MS, history, keepAs } = options;
  const past = options.past ?? (history && transfersOf(history));
  const pace = { minBlockMs, epochMs };
  const folder = await mkdtemp(join('.weft', 'bench-system-'));
  const basePort = FIRST_PORT + (process.pid % PORT_BLOCKS) * PORTS_PER_BLOCK;
  const ethereumPort = basePort + PORTS_PER_BLOCK - 2;
  const sitePort = basePort + PORTS_PER_BLOCK - 1;
  const place = { folder, basePort, ethereumPort, ethereumUrls: [], pace };
  // Its coins are from genesis, so that a history can be written before Ethereum runs.
  const chain = { ...place, contracts: NO_CONTRACTS, tokens: [], settings: [] };
  const network = await (keepAs ? keptNetwork(chain, keepAs, past) : prepareNetwork(chain, past));
  // Whoever builds the site meanwhile does not disturb.
  const site = join(folder, 'site');
  cpSync('out', site, { recursive: true });
  const { process: local } = await spawnProcess(
    process.execPath,
    [
      ...[join('.weft', 'local.js'), '--data', folder, '--site', site],
      ...['--base-port', `${basePort}`, '--ethereum-port', `${ethereumPort}`],
      ...['--site-port', `${sitePort}`, '--empty'],
    ],
    new RegExp(`https?://[^ ]+:${sitePort}`),
    READY_MS,
  );
  return {
    siteUrl: `http://127.0.0.1:${sitePort}`,
    file: network.file,
    async stop() {
      await local.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The one that was made before, or a new one, of which a copy is put aside before it starts. */
async function keptNetwork(
  options: LocalNetworkOptions,
  name: string,
  past?: Past,
): Promise<LocalNetwork> {
  const kept = join(KEPT_FOLDER, name);
  if (existsSync(kept)) {
    cpSync(kept, options.folder, { recursive: true });
    return openLocalNetwork(options);
  }
  const network = await prepareNetwork(options, past);
  await mkdir(KEPT_FOLDER, { recursive: true });
  const copy = await mkdtemp(`${kept}-`);
  cpSync(options.folder, copy, { recursive: true });
  await rename(copy, kept);
  return network;
}

/** A genesis as old as the history, in which the sender is rich; then the history itself. */
async function prepareNetwork(options: LocalNetworkOptions, past?: Past): Promise<LocalNetwork> {
  const fresh = await openLocalNetwork(options);
  const secrets = await secretsOf(fresh);
  const sender = { account: accountOfSecret(SENDER_SECRET), amountWei: 10n ** 24n };
  const ageMs = (past?.blocks ?? 0) * MAX_MS_PER_BLOCK;
  const genesis = {
    ...fresh.file.genesis,
    timestampMs: fresh.file.genesis.timestampMs - ageMs,
    allocations: [sender, ...(past?.allocations ?? [])].sort(byAccount),
    settings: past?.settings ?? fresh.file.genesis.settings,
  };
  // Proofs of possession name the genesis: these are for the one that was just changed.
  const genesisHash = hashOfGenesis(genesis);
  const proofsOfPossession = genesis.committee.map(({ account }, index) =>
    createProofOfPossession(secrets[index] as Hex, { genesisHash, account }),
  );
  await writeFile(
    fresh.fileName,
    jsonFromNetworkFile({ ...fresh.file, genesis, proofsOfPossession }),
  );
  const network = await openLocalNetwork(options);
  if (past) await writeHistory(network, await past.grow(forgedFrom(network, secrets)));
  return network;
}

/** Of the founding members, in committee order. */
async function secretsOf({ file, seeds }: LocalNetwork): Promise<Hex[]> {
  const keys = await Promise.all(seeds.map(({ keyFile }) => openKeyFile({ path: keyFile })));
  return file.genesis.committee.map(({ account }) => {
    const key = keys.find((candidate) => candidate.account === account);
    assert(key, 'every member has a key file');
    return blsSecretOf(key);
  });
}

function forgedFrom({ file }: LocalNetwork, secrets: readonly Hex[]): ForgedChain {
  const bls = createBlsNative();
  return forgeChain(
    file,
    secrets.map((secret) => bls.createSigner(secret)),
  );
}

function transfersOf({ blocks, transfersPerBlock }: History): Past {
  return {
    blocks,
    ...{ allocations: [], settings: [] },
    async grow(forged) {
      const sender = createSender(forged.chain, SENDER_SECRET);
      const chain: CommittedBlock[] = [];
      for (let height = 0; height < blocks; height++) {
        const { timestampMs } = forged.tip().header;
        const transfers = Array.from({ length: transfersPerBlock }, (_, index) =>
          sender.transfer(addressAt(height * transfersPerBlock + index), timestampMs),
        );
        chain.push(await forged.grow(transfers));
      }
      return chain;
    },
  };
}

type Allocation = Genesis['allocations'][number];

function byAccount(a: Allocation, b: Allocation): number {
  return a.account < b.account ? -1 : 1;
}

async function writeHistory(network: LocalNetwork, blocks: readonly CommittedBlock[]) {
  const chain = createChain(network.file.genesis, modules);
  for (const { dataFolder } of network.seeds) {
    const storage = await openLevelDbStorage({ directory: dataFolder });
    const store = createBlockStore({ archive: true })({
      storage,
      breathe: async () => undefined,
      wallMs: () => network.file.genesis.timestampMs,
      accountsOf: (envelope) => accountsOf(chain, decodeTransaction(chain.registry, envelope)),
    });
    for (let from = 0; from < blocks.length; from += BLOCKS_PER_COMMIT) {
      await store.commit(blocks.slice(from, from + BLOCKS_PER_COMMIT));
    }
    await storage.close();
  }
}

const KEPT_FOLDER = join('.weft', 'bench', 'kept');
const BLOCKS_PER_COMMIT = 100;
const MAX_MS_PER_BLOCK = 1_000;
const READY_MS = 120_000;
const FIRST_PORT = 13_000;
const PORTS_PER_BLOCK = 50;
const PORT_BLOCKS = 100;
