import { assert } from '../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  u64,
} from '../core/bytes.ts';
import { keccak256, keccakHex } from '../core/keccak.ts';
import { MAX_COMMITTEE_MEMBERS } from '../core/limits.ts';
import { hexItem, hexOf, listOf, type RlpItem, uintItem, uintOf } from '../core/rlp.ts';

/** One validator of an epoch. */
export interface Member {
  account: Address;
  /** Compressed BLS12-381 G1 public key, 48 bytes. */
  blsKey: Hex;
  /** Ed25519 public key of the member's libp2p identity, 32 bytes. */
  networkKey: Hex;
  /** Voting power, at least 1. */
  power: bigint;
}

/** The ordered validators of an epoch: sorted by account, keys unique. */
export type Committee = readonly Member[];

export function totalPower(committee: Committee): bigint {
  return committee.reduce((sum, member) => sum + member.power, 0n);
}

/** Q: power that a certificate needs. Two quorums share more than a third of the power. */
export function quorumPower(committee: Committee): bigint {
  return (2n * totalPower(committee)) / 3n + 1n;
}

/** A: power that contains at least one honest member. */
export function witnessPower(committee: Committee): bigint {
  return totalPower(committee) / 3n + 1n;
}

/** Index of the leader of `view`: chosen in proportion to power from the epoch's seed. */
export function leaderIndex(committee: Committee, seed: Hash, view: bigint): number {
  const word = keccakHex(concatBytes(LEADER_TAG, bytesFromHex(seed), u64(view)));
  const point = BigInt(word) % totalPower(committee);
  let cumulative = 0n;
  const index = committee.findIndex((member) => {
    cumulative += member.power;
    return cumulative > point;
  });
  assert(index >= 0, 'a leader exists for every view');
  return index;
}

/**
 * `keccak256(keccak256(keys) || keccak256(identities))`, as the header and the contracts hold it.
 * Keys are 96-byte uncompressed points there, so the caller passes them.
 */
export function hashOfCommittee(committee: Committee, uncompressedKeys: readonly Hex[]): Hash {
  assert(committee.length === uncompressedKeys.length, 'one uncompressed key per member');
  const keys = keccak256(keyBytesOf(committee, uncompressedKeys));
  return keccakHex(concatBytes(keys, bytesFromHex(identitiesHashOf(committee))));
}

/** Key and power of each member, as contracts read them. */
export function keyBytesOf(committee: Committee, uncompressedKeys: readonly Hex[]): Uint8Array {
  const keys = committee.flatMap((member, i) => [
    bytesFromHex(uncompressedKeys[i] as Hex),
    u64(member.power),
  ]);
  return concatBytes(...keys);
}

/** What of a committee contracts need not know. */
export function identitiesHashOf(committee: Committee): Hash {
  const identities = committee.flatMap((member) => [
    bytesFromHex(member.account),
    bytesFromHex(member.networkKey),
  ]);
  return keccakHex(concatBytes(...identities));
}

/** What every committee after the founding one must be; genesis has its own checks, with words. */
export function assertCommittee(committee: Committee): void {
  assert(committee.length >= 1, 'a committee has a member');
  assert(committee.length <= MAX_COMMITTEE_MEMBERS, 'a committee within its limit');
  for (const [index, { account, power }] of committee.entries()) {
    assert(power >= 1n, 'a member has power');
    const before = committee[index - 1];
    assert(!before || before.account < account, 'a committee is sorted by account');
  }
  for (const key of ['blsKey', 'networkKey'] as const) {
    const keys = new Set(committee.map((member) => member[key]));
    assert(keys.size === committee.length, `each member has its own ${key}`);
  }
}

export function itemFromCommittee(committee: Committee): RlpItem {
  return committee.map(({ account, blsKey, networkKey, power }) => [
    hexItem(account),
    hexItem(blsKey),
    hexItem(networkKey),
    uintItem(power),
  ]);
}

export function committeeFromItem(item: RlpItem | undefined): Committee {
  return listOf(item).map((member) => {
    const [account, blsKey, networkKey, power] = listOf(member, 4);
    return {
      account: hexOf(account, 20),
      blsKey: hexOf(blsKey, 48),
      networkKey: hexOf(networkKey, 32),
      power: uintOf(power),
    };
  });
}

const LEADER_TAG = new Uint8Array([...'leader'].map((letter) => letter.charCodeAt(0)));
