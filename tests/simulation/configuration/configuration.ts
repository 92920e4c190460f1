import type { Behaviour } from '../byzantine/behaviours.ts';

/**
 * Everything that a seed decides, as plain JSON: printed with a trace, saved with a failure, and
 * cut down to the smallest one that still fails. Processes are numbered: validators first, then
 * followers, then a second process for each validator that runs twice.
 */
export interface Configuration {
  seed: number;
  /**
   * With `staked`, the chain as it ships elects the committees, from the first of `committees` and
   * what happens to stake; otherwise the configuration says them all.
   */
  ledger?: 'staked';
  /** Real BLS takes a thousand times longer, so few seeds have it. */
  signatures: 'fake' | 'real';
  /**
   * Power of each validator, 0 for one that does not vote, per committee. Epoch 0 has the first;
   * the randomness of its boundary chooses the committee of each next epoch.
   */
  committees: readonly (readonly number[])[];
  /** Processes that follow without ever voting. */
  followers: number;
  minBlockMs: number;
  /** Length of an epoch; 0 for one that never ends. */
  epochMs: number;
  network: NetworkConditions;
  /**
   * Neighbours of each process, where not all are connected: the others hear by gossip, which each
   * process passes on as the gates of the shipping node decide.
   */
  mesh?: readonly (readonly number[])[];
  /** Longest time a write takes to become durable. */
  writeMs: number;
  /** Blocks that take their leader seconds to build. */
  slowBuildPercent?: number;
  /** Per process: rate of the monotonic clock, and how far the wall clock is off. */
  clocks: readonly { rate: number; wallOffsetMs: number }[];
  /**
   * When something happens on Ethereum, and how late each process sees it; absent for a chain
   * without contracts there.
   */
  ethereum?: { events: readonly number[]; lagMs: readonly number[] };
  byzantine: readonly { node: number; behaviour: Behaviour }[];
  faults: readonly Fault[];
  /** Times at which a transaction is submitted, to all. */
  workload: readonly number[];
  /** Length of the first phase, in which faults happen. */
  safetyMs: number;
  /** Honest processes that are up and connected in the second phase, with power of a quorum. */
  core: readonly number[];
  /** What becomes of the other honest processes in the second phase. */
  outsiders: readonly { node: number; fate: Fate }[];
}

/** One that is awake must come as far as the core, with or without its key. */
export const FATES = ['dead', 'deaf', 'mute', 'awake'] as const;
export type Fate = (typeof FATES)[number];

export interface NetworkConditions {
  delayMeanMs: number;
  lossPercent: number;
  duplicationPercent: number;
  /** Liars have the fastest links: they hear everything first, and are heard first. */
  isRushing?: boolean;
}

export type Fault =
  | { type: 'crash'; at: number; node: number; forMs: number }
  /** The first write of this kind after `at` is the last thing the process does. */
  | CrashAtPersist
  | { type: 'freeze'; at: number; node: number; forMs: number }
  | { type: 'partition'; shape: Partition; at: number; forMs: number; cuts: readonly Cut[] }
  /** Messages are held back and arrive at the end. */
  | { type: 'clog'; at: number; forMs: number; cut: Cut }
  /** Nodes are clogged one after another and freed in another order. */
  | {
      type: 'swizzle';
      at: number;
      nodes: readonly { node: number; fromMs: number; toMs: number }[];
    }
  /** Ethereum cannot be seen, or all that is asked about it tell the same lie. */
  | { type: 'blind' | 'deceived'; at: number; node: number; forMs: number }
  | { type: 'disk'; kind: DiskFault; at: number; node: number; forMs: number };

export interface CrashAtPersist {
  type: 'crash-at-persist';
  at: number;
  node: number;
  point: PersistPoint;
  /** Whether the write survives the crash. */
  isWritten: boolean;
  forMs: number;
}

/** Messages from a node of `from` to one of `to`. */
export interface Cut {
  from: readonly number[];
  to: readonly number[];
}

export const PARTITIONS = ['split', 'isolated', 'asymmetric', 'ring', 'bridged'] as const;
export type Partition = (typeof PARTITIONS)[number];

export const PERSIST_POINTS = [
  'proposal',
  'notarize',
  'nullify',
  'finalize',
  'floor',
  'commit',
  'boundary',
] as const;
export type PersistPoint = (typeof PERSIST_POINTS)[number];

/**
 * The last three cost a node its key: it goes on as a follower. Who loses its blocks beside a whole
 * journal keeps the key, and gets the blocks from the others again.
 */
export const DISK_FAULTS = [
  'write-error',
  'read-error',
  'full',
  'blocks-lost',
  'torn-record',
  'bit-flip',
  'deleted',
] as const;
export type DiskFault = (typeof DISK_FAULTS)[number];
export const KEY_FAULTS: readonly DiskFault[] = ['torn-record', 'bit-flip', 'deleted'];
/** What is lost by them may be lost for good, where more nodes suffer than the chain can spare. */
export const LOSSES: readonly DiskFault[] = [...KEY_FAULTS, 'blocks-lost'];

export function validatorCount({ committees }: Pick<Configuration, 'committees'>): number {
  return committees[0]?.length ?? 0;
}

/** Validators that run a second process with the same key. */
export function twinsOf({ byzantine }: Pick<Configuration, 'byzantine'>): number[] {
  return byzantine.filter(({ behaviour }) => behaviour === 'twins').map(({ node }) => node);
}

export function processCount(configuration: Configuration): number {
  const { followers } = configuration;
  return validatorCount(configuration) + followers + twinsOf(configuration).length;
}

/** Whose key a process signs with; beyond the validators, nobody's. */
export function identityOf(configuration: Configuration, process: number): number {
  const first = validatorCount(configuration) + configuration.followers;
  return twinsOf(configuration)[process - first] ?? process;
}
