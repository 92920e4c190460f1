import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mnemonicToAccount } from 'viem/accounts';
import { type Genesis, hashOfGenesis } from '../../chain/genesis.ts';
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

/** The mnemonic that Ethereum development tools share; its accounts hold nothing of value. */
const MNEMONIC = 'test test test test test test test test test test test junk';
const FUNDED_ACCOUNTS = 10;
const COINS_EACH = 1_000n * 10n ** 18n;
/** What a validator needs to leave jail. */
const COINS_FOR_FEES = 10n ** 18n;

/** Warp threads of the local loom. No validator holds a third, and any one may be missing. */
const VALIDATORS = [
  { name: 'heddle', power: 30n },
  { name: 'bobbin', power: 25n },
  { name: 'selvage', power: 25n },
  { name: 'harbour', power: 20n },
];

export const LOCAL_HOST = '127.0.0.1';
export const ETHEREUM_LOG = 'ethereum.log';
export const NETWORK_FILE = 'network.json';

export interface LocalSeed {
  name: string;
  keyFile: string;
  /** Of the account behind the keys; known to everybody, as all of the shared mnemonic. */
  accountSecret: Hex;
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

/**
 * Keys, genesis and network file of a local chain: those in `folder`, or new ones. Throws
 * `local/other-version` when the chain in the folder is none of this version's.
 */
export async function openLocalNetwork(options: {
  folder: string;
  basePort: number;
  ethereumPort: number;
  pace: Pace;
}): Promise<LocalNetwork> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const seeds = localSeeds(options);
  const keys = await Promise.all(
    seeds.map((seed, i) => openKeyFile({ path: seed.keyFile, account: validatorAccount(i) })),
  );
  const fileName = join(folder, NETWORK_FILE);
  const founding = (await existingFounding(fileName)) ?? found(keys, options.pace);
  const file = await createNetworkFile(founding, keys, seeds, options.ethereumPort);
  await writeFile(fileName, jsonFromNetworkFile(file));
  return { file, fileName, seeds };
}

/** Where each validator is, known before anything is written. */
export function localSeeds(options: { folder: string; basePort: number }): LocalSeed[] {
  const { folder, basePort } = options;
  return VALIDATORS.map(({ name }, i) => ({
    name,
    keyFile: join(folder, name, 'key.json'),
    accountSecret: secretAt(FUNDED_ACCOUNTS + i),
    dataFolder: join(folder, name, 'data'),
    logFile: join(folder, `${name}.log`),
    port: basePort + i * 2,
    httpPort: basePort + i * 2 + 1,
  }));
}

/** Chain, keys and logs, and nothing that somebody else keeps in the folder. */
export async function deleteLocalNetwork(folder: string): Promise<void> {
  const validators = VALIDATORS.flatMap(({ name }) => [name, `${name}.log`]);
  for (const own of [NETWORK_FILE, ETHEREUM_LOG, ...validators]) {
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

/** The only moment that needs the secrets of all: later some of the keys may be dead. */
function found(keys: readonly KeyFile[], pace: Pace): Founding {
  const genesis = createGenesis(keys, pace);
  const genesisHash = hashOfGenesis(genesis);
  const proofsOfPossession = genesis.committee.map(({ account }) => {
    const key = keys.find((each) => each.account === account) as KeyFile;
    return createProofOfPossession(blsSecretOf(key), { genesisHash, account });
  });
  return { genesis, proofsOfPossession };
}

function createGenesis(keys: readonly KeyFile[], pace: Pace): Genesis {
  const committee = keys.map((key, i) => ({
    account: key.account,
    ...publicKeysOf({ ...key, blsSecret: blsSecretOf(key) }),
    power: VALIDATORS[i]?.power ?? 1n,
  }));
  const allocations = Array.from({ length: FUNDED_ACCOUNTS + VALIDATORS.length }, (_, i) => ({
    account: accountAt(i),
    amountWei: i < FUNDED_ACCOUNTS ? COINS_EACH : COINS_FOR_FEES,
  }));
  return {
    chainName: 'Weft Local',
    ethereumChainId: 31_337n,
    contracts: { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS },
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
    allocations: allocations.sort(byAccount),
  };
}

async function createNetworkFile(
  { genesis, proofsOfPossession }: Founding,
  keys: readonly KeyFile[],
  seeds: readonly LocalSeed[],
  ethereumPort: number,
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
      rpcUrls: [`http://${LOCAL_HOST}:${ethereumPort}`],
    },
  };
}

/** The accounts of validators follow those that are funded. */
function validatorAccount(index: number): Address {
  return accountAt(FUNDED_ACCOUNTS + index);
}

function accountAt(index: number): Address {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index }).address.toLowerCase() as Address;
}

function secretAt(index: number): Hex {
  const { privateKey } = mnemonicToAccount(MNEMONIC, { addressIndex: index }).getHdKey();
  return hexFromBytes(privateKey ?? new Uint8Array(0));
}

function byAccount(a: { account: Address }, b: { account: Address }): number {
  return a.account < b.account ? -1 : 1;
}
