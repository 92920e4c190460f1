import { createChain } from '../../../../lib/chain/chain.ts';
import type { Genesis } from '../../../../lib/chain/genesis.ts';
import {
  bytesFromTransaction,
  hashOfTransaction,
  type UnsignedTransaction,
} from '../../../../lib/chain/transaction.ts';
import { digestOfTransaction } from '../../../../lib/chain/typed-data.ts';
import { type Address, type Hex, hexFromBytes, ZERO_ADDRESS } from '../../../../lib/core/bytes.ts';
import { keccak256, keccakHex } from '../../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../../lib/core/utf8.ts';
import { modules } from '../../../../lib/modules/index.ts';
import { createNode, type WeftNode } from '../../../../lib/node/create-node.ts';
import type { NetworkFile } from '../../../../lib/node/network-file.ts';
import { peerIdFromNetworkKey } from '../../../../lib/node/peers/peer-id.ts';
import type {
  EthereumSource,
  Network,
  Signatures,
  ValidatorKeys,
} from '../../../../lib/node/ports.ts';
import {
  createFakeSignatures,
  createFakeSigner,
  fakeAccountSignature,
} from '../../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryHub, type MemoryHub } from '../../../../lib/platform/memory/memory-hub.ts';
import { createMemoryKeys } from '../../../../lib/platform/memory/memory-keys.ts';
import { createMemoryNetwork } from '../../../../lib/platform/memory/memory-network.ts';
import {
  createMemoryStorage,
  type MemoryDisk,
  type MemoryStorage,
} from '../../../../lib/platform/memory/memory-storage.ts';
import {
  createVirtualClock,
  type VirtualClock,
} from '../../../../lib/platform/memory/virtual-clock.ts';

export const COIN = 10n ** 18n;
const START_MS = 1_700_000_000_000;
const NO_CONTRACTS = { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS };

export interface TestNode {
  name: string;
  node: WeftNode;
  storage: MemoryStorage;
  network: Network;
  keys: ValidatorKeys;
}

/** A chain with named validators, and nodes on it that share a hub and a clock. */
export interface TestNetwork {
  clock: VirtualClock;
  hub: MemoryHub;
  file: NetworkFile;
  /** A node of a validator's name, or a follower of any other name. */
  add(name: string, options?: AddOptions): TestNode;
  transfer(from: number, change?: Partial<UnsignedTransaction> & { to?: Address }): Transfer;
}

export interface AddOptions {
  /** Whose validator key the node has, of which its name is the secret. */
  account?: Address;
  disk?: MemoryDisk;
  signatures?: Signatures;
  network?: (network: Network) => Network;
  ethereum?: readonly EthereumSource[];
}

export interface Transfer {
  envelope: Hex;
  hash: Hex;
}

export function createTestNetwork(
  names: readonly string[] = ['ann', 'bob', 'cat', 'dan'],
  parameters: Partial<Genesis['parameters']> = {},
  contracts: Genesis['contracts'] = NO_CONTRACTS,
) {
  const clock = createVirtualClock({ wallMs: START_MS });
  const hub = createMemoryHub({ delayMs: 5 })({ clock });
  const file = networkFileOf(names, parameters, contracts);
  const chain = createChain(file.genesis, modules);

  function add(name: string, options: AddOptions = {}): TestNode {
    const storage = createMemoryStorage(options.disk ? { disk: options.disk } : {});
    const plain = createMemoryNetwork({ id: idOf(name) })({ hub, clock });
    const network = options.network?.(plain) ?? plain;
    const account = names.includes(name) ? validatorAccount(name) : options.account;
    const keys = createMemoryKeys({
      storage,
      genesisHash: chain.genesisHash,
      networkKey: networkKeyOf(name),
      ...(account && { given: { account, name } }),
    });
    const node = createNode({ network: file })({
      storage,
      network,
      clock,
      signatures: options.signatures ?? createFakeSignatures(),
      keys,
      ...(options.ethereum && { ethereum: options.ethereum }),
      breathe: () => Promise.resolve(),
    });
    return { name, node, storage, network, keys };
  }

  function transfer(from: number, change: Partial<UnsignedTransaction> & { to?: Address } = {}) {
    const { definition } = chain.registry.get(change.primaryType ?? 'BankTransfer');
    const unsigned: UnsignedTransaction = {
      primaryType: 'BankTransfer',
      fields: transferFields(change.to ?? accountOf(99), COIN),
      account: accountOf(from),
      nonce: 0n,
      validUntilMs: clock.wallMs() + 600_000,
      feeMax: COIN / 100n,
      ...without(change, 'to'),
    };
    const digest = digestOfTransaction(chain.domain, definition, unsigned);
    const signature = fakeAccountSignature(unsigned.account, digest);
    const bytes = bytesFromTransaction(definition, { ...unsigned, signature });
    return { envelope: hexFromBytes(bytes), hash: hashOfTransaction(bytes) };
  }

  return { clock, hub, file, add, transfer } satisfies TestNetwork;
}

export function accountOf(index: number): Address {
  return `0x${(index + 1).toString(16).padStart(40, '0')}`;
}

export async function runUntil(
  clock: VirtualClock,
  isDone: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const end = clock.monotonicMs() + limitMs;
  while (!(await isDone())) {
    if (clock.monotonicMs() >= end) throw new RangeError(`not done after ${limitMs} ms`);
    await clock.advanceAsync(10);
  }
}

export async function statusOf({ node }: TestNode) {
  return node.rpc.handleRequest('status', undefined);
}

function transferFields(to: Address, amountWei: bigint) {
  return { to, amountWei };
}

export function validatorAccount(name: string): Address {
  return `0x${keccakHex(bytesFromText(name)).slice(26)}`;
}

export function networkKeyOf(name: string): Hex {
  return hexFromBytes(keccak256(bytesFromText(`network key of ${name}`)));
}

export function idOf(name: string): string {
  return peerIdFromNetworkKey(networkKeyOf(name));
}

function networkFileOf(
  names: readonly string[],
  parameters: Partial<Genesis['parameters']>,
  contracts: Genesis['contracts'],
): NetworkFile {
  const members = names.map((name) => ({
    name,
    account: validatorAccount(name),
    blsKey: createFakeSigner(name).publicKey,
    networkKey: networkKeyOf(name),
    power: 1n,
  }));
  members.sort((a, b) => (a.account < b.account ? -1 : 1));
  const genesis: Genesis = {
    chainName: 'Weft Test',
    ethereumChainId: 31_337n,
    contracts,
    timestampMs: START_MS,
    seed: keccakHex(bytesFromText('seed')),
    parameters: {
      minBlockMs: 500,
      epochMs: 0,
      basePriceWei: 1_000_000_000n,
      keyDepositWei: 10n ** 14n,
      unbondingMs: 120_000,
      powerUnitWei: COIN,
      maxMembers: 21,
      maxSharePercent: 100,
      coinBlockMs: 2_000,
      ...parameters,
    },
    committee: members.map(({ account, blsKey, networkKey, power }) => ({
      account,
      blsKey,
      networkKey,
      power,
    })),
    // With contracts each coin is one that was deposited.
    allocations: Array.from({ length: contracts === NO_CONTRACTS ? 20 : 0 }, (_, i) => ({
      account: accountOf(i),
      amountWei: 1_000n * COIN,
    })),
    settings: [],
  };
  return {
    genesis,
    proofsOfPossession: [],
    validatorNames: members.map(({ name }) => name),
    coinSymbol: 'ETH',
    seeds: [],
    iceServers: [],
    local: true,
    ethereum: { chainId: 31_337n, name: 'test', rpcUrls: [], blockMs: 1_000 },
  };
}

function without<Value extends object, Key extends keyof Value>(value: Value, key: Key) {
  const { [key]: _, ...rest } = value;
  return rest;
}
