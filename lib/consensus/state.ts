import type { Block } from '../chain/block.ts';
import type { Certificate } from '../chain/certificate.ts';
import { quorumPower, witnessPower } from '../chain/committee.ts';
import { type Header, hashOfHeader } from '../chain/header.ts';
import { assert } from '../core/assert.ts';
import type { Hash } from '../core/bytes.ts';
import { addCertificate, type Tally } from './collector.ts';
import { rootOf } from './epoch.ts';
import type { EpochConfig, FinalizedBlock } from './types.ts';
import type { ViewRecord } from './view.ts';

/** All an engine knows. Values are never changed in place: every step makes the next state. */
export interface EngineState {
  readonly config: EpochConfig;
  readonly rootHash: Hash;
  /** Power of a certificate. */
  readonly quorum: bigint;
  /** Power that contains an honest member. */
  readonly witness: bigint;
  /** `closed`: the boundary is final, and this engine only serves neighbours. */
  readonly phase: 'created' | 'running' | 'closed' | 'halted';
  /** No vote leaves before the guard against a second instance of the key has passed. */
  readonly guarded: boolean;
  /** The view this node is in; 1 at first. */
  readonly view: bigint;
  /** The newest finalized and executed block, where nothing changes any more. */
  readonly floor: Floor;
  /** Highest view with a finalization held; above the floor while blocks are missing. */
  readonly settled: bigint;
  /** Of views below, the journal that this engine began with may have forgotten own votes. */
  readonly forgottenBelow: bigint;
  /** The certificate that opened the current view. */
  readonly entry: Certificate | undefined;
  readonly enteredAt: number;
  readonly wallAtEntry: number;
  /** Since when there is a reason to make progress in this view. */
  readonly armedAt: number | undefined;
  /** After a freeze: do not arm before peers could tell what was missed. */
  readonly holdUntil: number;
  /** Index into DELTA_MS. */
  readonly backOff: number;
  /** The node has something to put into a block. */
  readonly workPending: boolean;
  /** Per member: highest view in which a vote or certificate bit was seen. */
  readonly lastSeen: readonly bigint[];
  /** Per member: votes are ignored while `view` is below. */
  readonly mutedUntil: readonly bigint[];
  readonly views: ReadonlyMap<bigint, ViewRecord>;
  readonly blocks: ReadonlyMap<Hash, BlockEntry>;
  /** Time of the last own re-broadcast in this view. */
  readonly retriedAt: number | undefined;
  /** Re-broadcast of the own finalize vote of one view. */
  readonly finalizeRetry: { view: bigint; at: number; delayMs: number } | undefined;
  /** Requests and answers of the last second, by what they were about. */
  readonly recent: ReadonlyMap<string, number>;
  readonly alarmAt: number | undefined;
}

export interface Floor {
  readonly header: Header;
  readonly hash: Hash;
  /** View at which the block is final; 0 for the root. */
  readonly view: bigint;
  /** Its finalization, the root's being of the epoch before; none for genesis. */
  readonly certificate: Certificate | undefined;
  /** Votes of this view: late shares make the certificate larger that the next block carries. */
  readonly tallies: readonly Tally[];
}

/** A block above the floor. `valid` means that all its ancestors down to the floor are, too. */
export interface BlockEntry {
  readonly block: Block;
  readonly hash: Hash;
  readonly status: 'unchecked' | 'checking' | 'valid' | 'invalid';
  /** The journal holds it. */
  readonly durable: boolean;
}

/**
 * The state before `start`. `floor` is the newest block of this epoch that the node has committed
 * to its own block store; without it, the root.
 */
export function createEngineState(
  config: EpochConfig,
  floor: FinalizedBlock = rootOf(config),
): EngineState {
  const { committee, epoch, rootCertificate, self } = config;
  assert(committee.length > 0, 'a committee has members');
  assert(!self || self.index < committee.length, 'self is a member');
  assert((epoch === 0n) === !rootCertificate, 'all roots but genesis are certified');
  const start = floorFrom(config, floor);
  return {
    config,
    rootHash: hashOfHeader(config.root),
    quorum: quorumPower(committee),
    witness: witnessPower(committee),
    phase: 'created',
    guarded: false,
    view: start.view + 1n,
    floor: start,
    settled: start.view,
    forgottenBelow: start.view,
    entry: start.certificate,
    enteredAt: 0,
    wallAtEntry: 0,
    armedAt: undefined,
    holdUntil: 0,
    backOff: 0,
    workPending: false,
    lastSeen: committee.map(() => start.view + 1n),
    mutedUntil: committee.map(() => 0n),
    views: new Map(),
    blocks: new Map(),
    retriedAt: undefined,
    finalizeRetry: undefined,
    recent: new Map(),
    alarmAt: undefined,
  };
}

export function floorFrom(config: EpochConfig, { header, certificate }: FinalizedBlock): Floor {
  const isRoot = certificate?.statement.epoch !== config.epoch;
  const hash = hashOfHeader(header);
  if (isRoot) {
    assert(hash === hashOfHeader(config.root), 'an epoch begins at its root');
    return { header, hash, view: 0n, certificate: config.rootCertificate, tallies: [] };
  }
  assert(header.epoch === config.epoch, 'the floor is of this epoch');
  const tallies = addCertificate([], certificate, config.committee);
  return { header, hash, view: certificate.statement.view, certificate, tallies };
}

/** A member that may sign now. */
export function canVote(state: EngineState): boolean {
  return state.config.self !== undefined && state.guarded && state.phase === 'running';
}
