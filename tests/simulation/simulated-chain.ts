import type { Committee } from '../../lib/chain/committee.ts';
import { nextSeed, setEpochInfo } from '../../lib/chain/epoch.ts';
import { HEADER_VERSION, type Header } from '../../lib/chain/header.ts';
import { createStateJournal } from '../../lib/chain/state-journal.ts';
import { EMPTY_TREE, type StateTree } from '../../lib/chain/state-tree.ts';
import {
  type Address,
  type Hash,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../lib/core/bytes.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import type { Configuration } from './configuration/configuration.ts';
import { hashOnce } from './hash-once.ts';
import type { SimulatedSignatures } from './signatures.ts';

/** An epoch of the simulated chain: what its blocks are built and checked with. */
export interface SimulatedEpoch {
  epoch: bigint;
  seed: Hash;
  committee: Committee;
  /** The validator behind each member of the committee. */
  validators: readonly number[];
  /** Timestamp of the root. */
  startMs: number;
  /** The boundary of the epoch before, or genesis. */
  root: Header;
  previous: SimulatedEpoch | undefined;
}

/** The epochs of one simulation. They follow from the boundaries, so all nodes share them. */
export interface SimulatedChain {
  readonly genesisHash: Hash;
  readonly minBlockMs: number;
  readonly first: SimulatedEpoch;
  /** The epoch after one that ended with this boundary, which has been executed. */
  next(epoch: SimulatedEpoch, boundary: Header): SimulatedEpoch;
}

/** A chain whose committees are in its configuration; only evidence changes them. */
export interface FastChain extends SimulatedChain {
  /** Whether a block with this timestamp ends its epoch. */
  isDue(epoch: SimulatedEpoch, timestampMs: number): boolean;
  /** The hash that a boundary with this randomness commits to. */
  nextCommitteeHash(mix: Hash, removed: Removed): Hash;
  /** Validators that were convicted up to a block. */
  removedAfter(header: Header): Removed;
  setRemovedAfter(header: Header, removed: Removed): void;
  /** What the chain's own rules read of an epoch: it, and the committee before. */
  stateOf(epoch: SimulatedEpoch): StateTree;
}

export type Removed = readonly number[];

export function createSimulatedChain(
  { committees, minBlockMs, epochMs }: Configuration,
  signatures: SimulatedSignatures,
): FastChain {
  const elections = new Map<string, Election>();
  const elect = (index: number, removed: Removed): Election => {
    const key = `${index}/${removed}`;
    const known = elections.get(key);
    if (known) return known;
    const powers = (committees[index] ?? []).map((power, validator) =>
      removed.includes(validator) ? 0 : power,
    );
    // Where nobody is left, all stay.
    const isEmpty = powers.every((power) => power === 0);
    const election = electionFrom(isEmpty ? (committees[index] ?? []) : powers, signatures);
    elections.set(key, election);
    return election;
  };
  const nextOf = (mix: Hash, removed: Removed) =>
    elect(Number(BigInt(mix) % BigInt(committees.length)), removed);
  const epochs = new Map<Hash, SimulatedEpoch>();
  const convicted = new Map<Hash, Removed>();
  const removedAfter = (header: Header) => convicted.get(hashOnce(header)) ?? [];
  const states = new Map<SimulatedEpoch, StateTree>();
  const stateOf = (epoch: SimulatedEpoch) => {
    const known = states.get(epoch);
    if (known) return known;
    const journal = createStateJournal(EMPTY_TREE);
    if (epoch.previous) setEpochInfo(journal, epoch.previous);
    setEpochInfo(journal, epoch);
    const state = journal.tree();
    states.set(epoch, state);
    return state;
  };
  const founding = elect(0, []);
  return {
    genesisHash: GENESIS_HASH,
    minBlockMs,
    removedAfter,
    setRemovedAfter: (header, removed) => {
      if (removed.length > 0) convicted.set(hashOnce(header), removed);
    },
    stateOf,
    first: {
      epoch: 0n,
      seed: FIRST_SEED,
      startMs: ROOT.timestampMs,
      root: ROOT,
      previous: undefined,
      ...founding,
    },
    next: (epoch, boundary) => {
      const hash = hashOnce(boundary);
      const known = epochs.get(hash);
      if (known) return known;
      const { committee, validators } = nextOf(boundary.mix, removedAfter(boundary));
      const next = {
        epoch: epoch.epoch + 1n,
        seed: nextSeed(epoch.seed, boundary.mix),
        committee,
        validators,
        startMs: boundary.timestampMs,
        root: boundary,
        previous: epoch,
      };
      epochs.set(hash, next);
      return next;
    },
    isDue: (epoch, timestampMs) => epochMs > 0 && timestampMs >= epoch.startMs + epochMs,
    nextCommitteeHash: (mix, removed) => nextOf(mix, removed).hash,
  };
}

export function isBoundary(header: Header): boolean {
  return header.nextCommitteeHash !== ZERO_HASH;
}

/** Members are ordered by account, so the account says the validator. */
export function accountOf(validator: number): Address {
  return `0xa0${validator.toString(16).padStart(38, '0')}`;
}

export function networkKeyOf(validator: number): Hex {
  return `0x${(validator + 1).toString(16).padStart(64, '0')}`;
}

interface Election {
  committee: Committee;
  validators: readonly number[];
  hash: Hash;
}

function electionFrom(powers: readonly number[], signatures: SimulatedSignatures): Election {
  const validators = powers.flatMap((power, validator) => (power > 0 ? [validator] : []));
  const committee = validators.map((validator) => ({
    account: accountOf(validator),
    blsKey: signatures.keyOf(validator),
    networkKey: networkKeyOf(validator),
    power: BigInt(powers[validator] ?? 0),
  }));
  const hash = keccakHex(new TextEncoder().encode(JSON.stringify(powers)));
  return { committee, validators, hash };
}

/** An arbitrary day in 2030, so that wall times look like wall times. */
export const WALL_START_MS = 1_900_000_000_000;

const GENESIS_HASH: Hash = `0x${'ab'.repeat(32)}`;
const FIRST_SEED = hexFromBytes(new Uint8Array(32).fill(7));

const ROOT: Header = {
  version: HEADER_VERSION,
  genesisHash: GENESIS_HASH,
  epoch: 0n,
  view: 0n,
  height: 0n,
  parentHash: ZERO_HASH,
  timestampMs: WALL_START_MS - 10_000,
  proposer: ZERO_ADDRESS,
  bodyRoot: ZERO_HASH,
  stateRoot: ZERO_HASH,
  outboxRoot: ZERO_HASH,
  coinRoot: ZERO_HASH,
  coinCount: 0n,
  inboxCount: 0n,
  inboxHash: ZERO_HASH,
  mix: ZERO_HASH,
  nextCommitteeHash: ZERO_HASH,
};
