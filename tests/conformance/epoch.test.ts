import { describe, expect, it } from 'vitest';
import { type Committee, hashOfCommittee } from '../../lib/chain/committee.ts';
import { epochInfoOf, nextSeed, pruneCommittees, setEpochInfo } from '../../lib/chain/epoch.ts';
import { createStateJournal, type StateJournal } from '../../lib/chain/state-journal.ts';
import { EMPTY_TREE, entriesOfTree } from '../../lib/chain/state-tree.ts';
import { uncompressedKey, uncompressG1 } from '../../lib/core/bls-point.ts';
import { type Hash, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { jsonOf, readVectors } from './vectors.ts';

// Changing an expectation here is a hard fork.

interface MemberVector {
  account: Hex;
  blsKey: Hex;
  networkKey: Hex;
  power: string;
}

describe('points of G1', () => {
  type Vector = { name: string; compressed: Hex; uncompressed: Hex };
  it.each(readVectors<Vector>('bls-point'))('$name', ({ compressed, uncompressed }) => {
    expect(uncompressG1(compressed)).toBe(uncompressed);
  });
});

describe('hash of the next committee', () => {
  type Vector = { name: string; committee: MemberVector[]; uncompressedKeys: Hex[]; hash: Hash };
  const [vector] = readVectors<Vector>('committee').filter(
    ({ name }) => name === 'keys on the curve',
  );
  it('commits to both coordinates of each key', () => {
    const committee = committeeOf(vector?.committee ?? []);
    const keys = committee.map(({ blsKey }) => uncompressedKey(blsKey));
    expect(keys).toEqual(vector?.uncompressedKeys);
    expect(hashOfCommittee(committee, keys)).toBe(vector?.hash);
  });
});

describe('epochs in the state, one after the other', () => {
  interface Vector {
    name: string;
    /** Absent in the founding epoch. */
    parentSeed?: Hash;
    mix?: Hash;
    info: { epoch: string; seed: Hash; committee: MemberVector[]; startMs: number };
    unbondingMs: number;
    /** Every key of the chain after it. */
    state: Record<Hex, Hex>;
  }
  const journal = createStateJournal(EMPTY_TREE);
  it.each(readVectors<Vector>('epoch'))('$name', ({ parentSeed, mix, info, ...vector }) => {
    if (parentSeed && mix) expect(nextSeed(parentSeed, mix)).toBe(info.seed);
    const committee = committeeOf(info.committee);
    setEpochInfo(journal, { ...info, epoch: BigInt(info.epoch), committee });
    pruneCommittees(journal, vector.unbondingMs);
    expect(jsonOf(epochInfoOf(journal))).toEqual(info);
    expect(stateOf(journal)).toEqual(vector.state);
  });
});

function committeeOf(members: readonly MemberVector[]): Committee {
  return members.map((member) => ({ ...member, power: BigInt(member.power) }));
}

function stateOf(journal: StateJournal): Record<Hex, Hex> {
  const entries = [...entriesOfTree(journal.tree())];
  return Object.fromEntries(entries.map(([key, value]) => [key, hexFromBytes(value)]));
}
