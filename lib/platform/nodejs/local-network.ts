import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Genesis, hashOfGenesis } from '../../chain/genesis.ts';
import { assert } from '../../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import {
  jsonFromNetworkFile,
  type NetworkFile,
  networkFileFromJson,
} from '../../node/network-file.ts';
import { createIdentity } from '../libp2p/identity.ts';
import { publicKeysOf } from '../signatures/key-secrets.ts';
import { createProofOfPossession } from '../signatures/proof-of-possession.ts';
import { blsSecretOf, type KeyFile, openKeyFile } from './key-file.ts';
import { LOCAL_ACCOUNTS, localAddress, localSecret } from './local-accounts.ts';
import { ETHEREUM_LOG, ETHEREUM_STATE, LOCAL_ETHEREUM_BLOCK_MS } from './local-ethereum.ts';

/** Warp threads of the local loom. No validator holds a third, and any one may be missing. */
const VALIDATORS = [
  { name: 'heddle', power: 30n },
  { name: 'bobbin', power: 25n },
  { name: 'selvage', power: 25n },
  { name: 'harbour', power: 20n },
];

export const LOCAL_HOST = '127.0.0.1';
export const NETWORK_FILE = 'network.json';

export interface LocalSeed {
  name: string;
  keyFile: string;
  /** Of the account behind the keys; known to everybody, as all of the shared mnemonic. */
  accountSecret: Hex;
  /** Of an account of its own with ether, for checkpoints. */
  ethereumKeyFile: string;
  dataFolder: string;
  logFile: string;
  /** WebSocket (TCP) and WebRTC (UDP). */
  port: number;
  httpPort: number;
}

export interface LocalNetwork {
  file: NetworkFile;
  fileName: string;
  seeds: LocalSeed[];
}

/** How fast the chain goes. */
export type Pace = Pick<Genesis['parameters'], 'minBlockMs' | 'epochMs'>;

export interface LocalNetworkOptions {
  folder: string;
  basePort: number;
  ethereumPort: number;
  /** Asked instead of the one at that port, if any. */
  ethereumUrls: readonly string[];
  pace: Pace;
  /** What a new chain finds on the local Ethereum. */
  contracts: Genesis['contracts'];
  tokens: NetworkFile['ethereum']['tokens'];
  settings: Genesis['settings'];
}

/**
 * Keys, genesis and network file of a local chain: those in `folder`, or new ones. Throws
 * `local/other-version` when the chain in the folder is none of this version's, and
 * `local/half-lost` when the folder has a chain without its Ethereum, or the reverse.
 */
export async function openLocalNetwork(options: LocalNetworkOptions): Promise<LocalNetwork> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const seeds = localSeeds(options);
  const fileName = join(folder, NETWORK_FILE);
  const existing = await existingFounding(fileName);
  assertBothOrNone(folder, existing, seeds);
  const keys = await Promise.all(
    seeds.map((seed, i) => openKeyFile({ path: seed.keyFile, account: validatorAccount(i) })),
  );
  await Promise.all(
    seeds.map(({ ethereumKeyFile }, i) =>
      writeFile(ethereumKeyFile, localSecret(numberOf('posters', i)), { mode: 0o600 }),
    ),
  );
  const founding = existing ?? found(keys, options);
  const file = await createNetworkFile(founding, keys, seeds, options);
  await writeFile(fileName, jsonFromNetworkFile(file));
  return { file, fileName, seeds };
}

/** Where each validator is, known before anything is written. */
export function localSeeds(options: { folder: string; basePort: number }): LocalSeed[] {
  const { folder, basePort } = options;
  return VALIDATORS.map(({ name }, i) => ({
    name,
    keyFile: join(folder, name, 'key.json'),
    accountSecret: localSecret(numberOf('validators', i)),
    ethereumKeyFile: join(folder, name, 'ethereum.key'),
    dataFolder: join(folder, name, 'data'),
    logFile: join(folder, `${name}.log`),
    port: basePort + i * 2,
    httpPort: basePort + i * 2 + 1,
  }));
}

/** Chain, keys and logs, and nothing that somebody else keeps in the folder. */
export async function deleteLocalNetwork(folder: string): Promise<void> {
  const validators = VALIDATORS.flatMap(({ name }) => [name, `${name}.log`]);
  for (const own of [NETWORK_FILE, ETHEREUM_LOG, ETHEREUM_STATE, ...validators]) {
    await rm(join(folder, own), { recursive: true, force: true });
  }
}

type Founding = Pick<NetworkFile, 'genesis' | 'proofsOfPossession'>;

async function existingFounding(fileName: string): Promise<Founding | undefined> {
  const text = await readFile(fileName, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return networkFileFromJson(JSON.parse(text));
  } catch {
    throw new WeftError(
      'local/other-version',
      `The chain in ${dirname(fileName)} was begun by another version of Weft, which this one ` +
        'cannot continue. Begin a new one in its place: npm start -- --fresh',
      { fileName },
    );
  }
}

/** Deposits are on Ethereum, and what became of them on the chain: neither goes on alone. */
function assertBothOrNone(
  folder: string,
  founding: Founding | undefined,
  seeds: readonly LocalSeed[],
): void {
  const hasEthereum = existsSync(join(folder, ETHEREUM_STATE));
  const hasContracts = founding && founding.genesis.contracts.gateway !== ZERO_ADDRESS;
  const hasBegun = seeds.some(({ dataFolder }) => existsSync(dataFolder));
  if (!founding && hasEthereum) {
    throw halfLost(folder, `The local Ethereum in ${folder} has lost its chain`);
  }
  if (hasContracts && hasBegun && !hasEthereum) {
    throw halfLost(folder, `The chain in ${folder} has lost its local Ethereum`);
  }
}

function halfLost(folder: string, what: string): WeftError {
  return new WeftError(
    'local/half-lost',
    `${what}, and neither can go on without the other. Begin both anew: npm start -- --fresh`,
    { folder },
  );
}

/** The only moment that needs the secrets of all: later some of the keys may be dead. */
function found(keys: readonly KeyFile[], options: LocalNetworkOptions): Founding {
  const genesis = createGenesis(keys, options);
  const genesisHash = hashOfGenesis(genesis);
  const proofsOfPossession = genesis.committee.map(({ account }) => {
    const key = keys.find((each) => each.account === account) as KeyFile;
    return createProofOfPossession(blsSecretOf(key), { genesisHash, account });
  });
  return { genesis, proofsOfPossession };
}

function createGenesis(
  keys: readonly KeyFile[],
  { pace, contracts, settings }: LocalNetworkOptions,
): Genesis {
  const committee = keys.map((key, i) => ({
    account: key.account,
    ...publicKeysOf({ ...key, blsSecret: blsSecretOf(key) }),
    power: VALIDATORS[i]?.power ?? 1n,
  }));
  return {
    chainName: 'Weft Local',
    ethereumChainId: 31_337n,
    contracts,
    timestampMs: Date.now(),
    seed: hexFromBytes(randomBytes(32)),
    parameters: {
      ...pace,
      basePriceWei: 1_000_000_000n,
      keyDepositWei: 10n ** 14n,
      unbondingMs: 120_000,
      powerUnitWei: 10n ** 18n,
      maxMembers: 21,
      maxSharePercent: 33,
      coinBlockMs: 2_000,
    },
    committee: committee.sort(byAccount),
    allocations: [],
    settings,
  };
}

async function createNetworkFile(
  { genesis, proofsOfPossession }: Founding,
  keys: readonly KeyFile[],
  seeds: readonly LocalSeed[],
  { ethereumPort, ethereumUrls, tokens }: LocalNetworkOptions,
): Promise<NetworkFile> {
  const validatorNames = genesis.committee.map(({ account }) => {
    const index = keys.findIndex((key) => key.account === account);
    return VALIDATORS[index]?.name ?? account;
  });
  return {
    genesis,
    proofsOfPossession,
    validatorNames,
    coinSymbol: 'ETH',
    seeds: await Promise.all(
      seeds.map(async ({ name, port, httpPort }, i) => {
        const { id } = await createIdentity(bytesFromHex((keys[i] as KeyFile).networkSecret));
        return {
          name,
          addresses: [`/ip4/${LOCAL_HOST}/tcp/${port}/ws/p2p/${id}`],
          http: `http://${LOCAL_HOST}:${httpPort}`,
        };
      }),
    ),
    iceServers: [],
    local: true,
    ethereum: {
      chainId: genesis.ethereumChainId,
      name: 'Weft Local Ethereum',
      rpcUrls: ethereumUrls.length > 0 ? ethereumUrls : [localEthereumUrl(ethereumPort)],
      startBlock: 0n,
      finalityDepth: 1,
      blockMs: LOCAL_ETHEREUM_BLOCK_MS,
      ...(ethereumUrls.length < 2 && { oneEndpoint: true }),
      tokens,
    },
  };
}

export function localEthereumUrl(port: number): string {
  return `http://${LOCAL_HOST}:${port}`;
}

function validatorAccount(index: number): Address {
  return localAddress(numberOf('validators', index));
}

function numberOf(role: 'validators' | 'posters', index: number): number {
  const number = LOCAL_ACCOUNTS[role][index];
  assert(number !== undefined, 'each validator has its accounts');
  return number;
}

function byAccount(a: { account: Address }, b: { account: Address }): number {
  return a.account < b.account ? -1 : 1;
}
