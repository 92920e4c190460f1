import type { Client } from 'viem';
import { getGasPrice, readContract } from 'viem/actions';
import type { Address } from '../../core/bytes.ts';
import { checkpointsAbi } from '../../core/contracts/checkpoints-abi.generated.ts';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import type { EthereumFacts, SeenExit } from './ethereum-facts.ts';
import { MAX_FOLLOWED_EXITS } from './limits.ts';
import type { Contracts, StartedExit } from './read-logs.ts';

/** What the contracts were made with, which never changes. */
export type Terms = Pick<EthereumFacts, 'windowMs' | 'exitBondWei'>;

/** What the contracts say now, and what it costs to send them something. */
export type ContractState = Pick<EthereumFacts, 'checkpoint' | 'end' | 'exits' | 'gasPriceWei'>;

export async function readTerms(client: Client, { vault }: Contracts): Promise<Terms> {
  const terms = { address: vault, abi: vaultAbi } as const;
  const [window, exitBondWei] = await Promise.all([
    readContract(client, { ...terms, functionName: 'window' }),
    readContract(client, { ...terms, functionName: 'exitBond' }),
  ]);
  return { windowMs: window * SECOND_MS, exitBondWei };
}

export async function readState(
  client: Client,
  contracts: Contracts,
  started: readonly StartedExit[],
): Promise<ContractState> {
  const followed = started.slice(-MAX_FOLLOWED_EXITS);
  const [checkpoint, end, exits, gasPriceWei] = await Promise.all([
    readCheckpoint(client, contracts.checkpoints),
    readEnd(client, contracts.checkpoints),
    Promise.all(followed.map((exit) => readExit(client, contracts.vault, exit))),
    getGasPrice(client),
  ]);
  const known = exits.flatMap((exit) => exit ?? []);
  return { ...(checkpoint && { checkpoint }), end, exits: known, gasPriceWei };
}

async function readCheckpoint(
  client: Client,
  address: Address,
): Promise<EthereumFacts['checkpoint']> {
  const contract = { address, abi: checkpointsAbi } as const;
  const count = await readContract(client, { ...contract, functionName: 'checkpointCount' });
  if (count === 0n) return undefined;
  const index = count - 1n;
  const { height, acceptedAt } = await readContract(client, {
    ...{ ...contract, functionName: 'checkpointAt' },
    args: [index],
  });
  return { index, height, acceptedAtMs: Number(acceptedAt) * SECOND_MS };
}

async function readEnd(client: Client, address: Address): Promise<EthereumFacts['end']> {
  const contract = { address, abi: checkpointsAbi } as const;
  const [isSealed, declaredAt] = await Promise.all([
    readContract(client, { ...contract, functionName: 'isSealed' }),
    readContract(client, { ...contract, functionName: 'declaredDeadAt' }),
  ]);
  if (isSealed) return 'sealed';
  return declaredAt > 0n ? 'declared' : 'alive';
}

async function readExit(
  client: Client,
  address: Address,
  started: StartedExit,
): Promise<SeenExit | undefined> {
  const contract = { address, abi: vaultAbi } as const;
  const { exitId, slot } = started;
  const [exit, coin] = await Promise.all([
    readContract(client, { ...contract, functionName: 'exitAt', args: [exitId] }),
    readContract(client, { ...contract, functionName: 'coinAt', args: [slot] }),
  ]);
  const state = EXIT_STATES[exit.state];
  if (!state || coin.kind > 2) return undefined;
  return {
    ...started,
    kind: coin.kind as SeenExit['kind'],
    token: coin.token.toLowerCase() as Address,
    value: coin.value,
    startedAtMs: Number(exit.startedAt) * SECOND_MS,
    state,
    openChallenges: exit.openChallenges,
    headParent: BigInt(exit.headParent),
    isCoinGone: coin.isExited,
    exitCount: coin.exitCount,
  };
}

/** By their number in the contract, where 0 is none. */
const EXIT_STATES: readonly (SeenExit['state'] | undefined)[] = [
  undefined,
  'open',
  'finalized',
  'refuted',
  'settled',
];
const SECOND_MS = 1_000;
