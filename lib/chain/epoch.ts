import { assert } from '../core/assert.ts';
import {
  bytesFromHex,
  concatBytes,
  EMPTY_BYTES,
  equalBytes,
  type Hash,
  type Hex,
  hexFromBytes,
  u64,
  ZERO_HASH,
} from '../core/bytes.ts';
import { keccakHex } from '../core/keccak.ts';
import { MAX_DECODED_COMMITTEES, MAX_KEPT_COMMITTEES } from '../core/limits.ts';
import {
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../core/rlp.ts';
import { bytesFromText } from '../core/utf8.ts';
import { CHAIN_DOMAIN } from './action-registry.ts';
import { statePrefix } from './bind-modules.ts';
import { type Committee, committeeFromItem, itemFromCommittee } from './committee.ts';
import type { Header } from './header.ts';
import type { ModuleStore } from './module.ts';
import { createStateJournal } from './state-journal.ts';
import type { StateTree } from './state-tree.ts';

/** An epoch: a span of the chain with one committee and one seed. */
export interface EpochInfo {
  epoch: bigint;
  /** Randomness that draws the leaders. */
  seed: Hash;
  committee: Committee;
  /** Timestamp of the epoch's root: the boundary of the epoch before, or genesis. */
  startMs: number;
}

/** A state to read from, as a tree or through a journal. */
export type ReadableState = StateTree | Pick<ModuleStore, 'get'>;

/** The epoch of the blocks that follow on this state. */
export function epochInfoOf(state: ReadableState): EpochInfo {
  const reader = readerOf(state);
  const { epoch, seed } = currentEpoch(reader);
  const term = termOf(reader, epoch);
  assert(term, 'the state keeps the committee of its epoch');
  return { epoch, seed, ...term };
}

/** The committee of an epoch that is not over, or over for less than the unbonding time. */
export function committeeOf(state: ReadableState, epoch: bigint): Committee | undefined {
  return termOf(readerOf(state), epoch)?.committee;
}

/** What `committeeOf` reads from a state, for whoever keeps it without the rest. */
export function committeeEntries(state: ReadableState): Map<Hex, Uint8Array> {
  const reader = readerOf(state);
  const entries = new Map<Hex, Uint8Array>();
  const { epoch: newest, oldest } = currentEpoch(reader);
  for (let epoch = oldest; epoch <= newest; epoch++) {
    const key = committeeKey(epoch);
    const value = reader.get(key);
    if (value) entries.set(key, value);
  }
  return entries;
}

export function isCommitteeEntry(key: Hex): boolean {
  return key.startsWith(COMMITTEES_PREFIX);
}

/** Whether a block ends its epoch: its children belong to the next one. */
export function isBoundary(header: Pick<Header, 'nextCommitteeHash'>): boolean {
  return header.nextCommitteeHash !== ZERO_HASH;
}

/** The epoch of a block's children. */
export function epochAfter(header: Pick<Header, 'epoch' | 'nextCommitteeHash'>): bigint {
  return isBoundary(header) ? header.epoch + 1n : header.epoch;
}

/** Seed of the epoch after a boundary with this mix. */
export function nextSeed(seed: Hash, boundaryMix: Hash): Hash {
  return keccakHex(concatBytes(SEED_TAG, bytesFromHex(seed), bytesFromHex(boundaryMix)));
}

/** Makes it the epoch of the blocks that follow. */
export function setEpochInfo(state: ModuleStore, info: EpochInfo): void {
  const { epoch, seed, committee, startMs } = info;
  const isFirst = state.get(EPOCH_KEY) === undefined;
  const oldest = isFirst ? epoch : currentEpoch(state).oldest;
  setCurrentEpoch(state, { epoch, seed, oldest });
  const term = encodeRlp([uintItem(startMs), itemFromCommittee(committee)]);
  state.set(committeeKey(epoch), term);
}

/** Forgets committees whose epochs ended at least `unbondingMs` ago, the last one's apart. */
export function pruneCommittees(state: ModuleStore, unbondingMs: number): void {
  const { epoch, seed, oldest } = currentEpoch(state);
  const nowMs = epochInfoOf(state).startMs;
  let kept = oldest;
  // The certificate of the boundary, in the first block of this epoch, is of the committee before.
  while (kept < epoch - 1n) {
    const next = termOf(state, kept + 1n);
    assert(next, 'committees are kept without gaps');
    if (next.startMs + unbondingMs > nowMs) break;
    state.set(committeeKey(kept), EMPTY_BYTES);
    kept++;
  }
  assert(epoch - kept < MAX_KEPT_COMMITTEES, 'kept committees within their limit');
  if (kept !== oldest) setCurrentEpoch(state, { epoch, seed, oldest: kept });
}

interface CurrentEpoch {
  epoch: bigint;
  seed: Hash;
  /** First epoch whose committee is kept. */
  oldest: bigint;
}

function currentEpoch(state: Pick<ModuleStore, 'get'>): CurrentEpoch {
  const bytes = state.get(EPOCH_KEY);
  assert(bytes, 'the state knows its epoch');
  const [epoch, seed, oldest] = listOf(decodeRlp(bytes), 3);
  return { epoch: uintOf(epoch), seed: hexOf(seed, 32), oldest: uintOf(oldest) };
}

function setCurrentEpoch(state: ModuleStore, { epoch, seed, oldest }: CurrentEpoch): void {
  state.set(EPOCH_KEY, encodeRlp([uintItem(epoch), hexItem(seed), uintItem(oldest)]));
}

type Term = Pick<EpochInfo, 'startMs' | 'committee'>;

function termOf(state: Pick<ModuleStore, 'get'>, epoch: bigint): Term | undefined {
  const bytes = state.get(committeeKey(epoch));
  if (!bytes) return undefined;
  const known = decoded.find((recent) => equalBytes(recent.bytes, bytes));
  if (known) return known.term;
  const [startMs, committee] = listOf(decodeRlp(bytes), 2);
  const term = { startMs: numberOf(startMs), committee: committeeFromItem(committee) };
  decoded.push({ bytes, term });
  if (decoded.length > MAX_DECODED_COMMITTEES) decoded.shift();
  return term;
}

function readerOf(state: ReadableState): Pick<ModuleStore, 'get'> {
  return state && 'get' in state ? state : createStateJournal(state);
}

/** `chain` 00 03 -> epoch, seed, first epoch whose committee is kept. */
const EPOCH_KEY: Hex = `${statePrefix(CHAIN_DOMAIN)}03`;

/** `chain` 00 04 epoch8 -> timestamp of the epoch's root, committee. */
function committeeKey(epoch: bigint): Hex {
  return `${COMMITTEES_PREFIX}${hexFromBytes(u64(epoch)).slice(2)}`;
}

const COMMITTEES_PREFIX: Hex = `${statePrefix(CHAIN_DOMAIN)}04`;

const SEED_TAG = bytesFromText('seed');

// Every block asks several times for the same one or two committees.
const decoded: { bytes: Uint8Array; term: Term }[] = [];
