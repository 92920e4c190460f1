import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertCommittee, type Committee } from '../../../lib/chain/committee.ts';
import {
  committeeOf,
  type EpochInfo,
  epochInfoOf,
  nextSeed,
  pruneCommittees,
  setEpochInfo,
} from '../../../lib/chain/epoch.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { countKeys, EMPTY_TREE } from '../../../lib/chain/state-tree.ts';
import {
  MAX_COMMITTEE_MEMBERS,
  MAX_DECODED_COMMITTEES,
  MAX_KEPT_COMMITTEES,
  MAX_STATE_VALUE_BYTES,
} from '../../../lib/core/limits.ts';
import { filled, testChain, testCommittee } from './fixtures.ts';

const committee = testCommittee(4);

describe('the epoch in the state', () => {
  it('is the founding one after genesis', () => {
    const { root, genesis } = testChain();
    const { seed, timestampMs: startMs } = genesis;
    const founding = { epoch: 0n, seed, committee: genesis.committee, startMs };
    expect(epochInfoOf(root.tree)).toEqual(founding);
    expect(committeeOf(root.tree, 0n)).toEqual(genesis.committee);
    expect(committeeOf(root.tree, 1n)).toBeUndefined();
  });

  it('is what was written, from a journal and from its tree', () => {
    const journal = createStateJournal(EMPTY_TREE);
    const info = infoAt(
      7n,
      1_234,
      testCommittee(5, (index) => 2n ** 64n - 1n - BigInt(index)),
    );
    setEpochInfo(journal, info);
    expect(epochInfoOf(journal)).toEqual(info);
    expect(epochInfoOf(journal.tree())).toEqual(info);
  });

  it('has room for the largest committee', () => {
    const journal = createStateJournal(EMPTY_TREE);
    const largest = testCommittee(MAX_COMMITTEE_MEMBERS, () => 2n ** 64n - 1n);
    setEpochInfo(journal, infoAt(2n ** 64n - 1n, Number.MAX_SAFE_INTEGER, largest));
    for (const { after } of journal.diff()) {
      expect(after?.length).toBeLessThan(MAX_STATE_VALUE_BYTES / 4);
    }
    expect(epochInfoOf(journal).committee).toEqual(largest);
  });

  it('is the right one of more committees than are remembered', () => {
    const journals = Array.from({ length: MAX_DECODED_COMMITTEES + 2 }, (_, index) => {
      const journal = createStateJournal(EMPTY_TREE);
      setEpochInfo(journal, infoAt(0n, 0, testCommittee(1 + index)));
      return journal;
    });
    for (const round of [0, 1]) {
      const sizes = journals.map((journal) => epochInfoOf(journal).committee.length + round);
      expect(sizes).toEqual(journals.map((_, index) => 1 + index + round));
    }
  });

  it('changes its seed with the seed before and with the mix of the boundary', () => {
    const seeds = [
      nextSeed(filled(32, 1), filled(32, 2)),
      nextSeed(filled(32, 2), filled(32, 1)),
      nextSeed(filled(32, 1), filled(32, 1)),
    ];
    expect(new Set(seeds).size).toBe(3);
  });
});

describe('committees of past epochs', () => {
  it('are kept for the unbonding time after their end, and the last one always', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 60 }), (epochs, unbondingMs) => {
        const journal = createStateJournal(EMPTY_TREE);
        const starts = [0];
        setEpochInfo(journal, infoAt(0n, 0));
        for (const length of epochs) {
          const startMs = (starts.at(-1) as number) + length;
          starts.push(startMs);
          setEpochInfo(journal, infoAt(BigInt(starts.length - 1), startMs));
          pruneCommittees(journal, unbondingMs);
          expectKept(journal, starts, unbondingMs);
        }
      }),
    );
  });

  it('reach their limit and no more with the longest unbonding that genesis allows', () => {
    const epochMs = 10;
    const unbondingMs = (MAX_KEPT_COMMITTEES - 1) * epochMs;
    let tree = EMPTY_TREE;
    for (let epoch = 0; epoch < MAX_KEPT_COMMITTEES + 20; epoch++) {
      const journal = createStateJournal(tree);
      setEpochInfo(journal, infoAt(BigInt(epoch), epoch * epochMs, committee.slice(0, 1)));
      pruneCommittees(journal, unbondingMs);
      tree = journal.tree();
    }
    expect(countKeys(tree)).toBe(1 + MAX_KEPT_COMMITTEES);
    const journal = createStateJournal(tree);
    setEpochInfo(journal, infoAt(BigInt(MAX_KEPT_COMMITTEES + 20), 10 ** 6));
    expect(() => pruneCommittees(journal, 10 ** 9)).toThrow(/kept committees/);
  });
});

describe('a committee', () => {
  const [first, second, third] = committee as [Committee[0], Committee[0], Committee[0]];
  const wrong: Record<string, Committee> = {
    'of nobody': [],
    'too large': testCommittee(MAX_COMMITTEE_MEMBERS + 1),
    'out of order': [second, first],
    'with a member twice': [first, first],
    'with a BLS key twice': [first, second, { ...third, blsKey: first.blsKey }],
    'with a network key twice': [first, second, { ...third, networkKey: first.networkKey }],
    'with a member without power': [first, { ...second, power: 0n }],
  };
  it.each(Object.entries(wrong))('%s is a bug of whoever chose it', (_, members) => {
    expect(() => assertCommittee(members)).toThrow(
      expect.objectContaining({ code: 'internal/assertion' }),
    );
  });

  it('may have from one member to the most', () => {
    assertCommittee([first]);
    assertCommittee(testCommittee(MAX_COMMITTEE_MEMBERS));
  });
});

function infoAt(epoch: bigint, startMs: number, members: Committee = committee): EpochInfo {
  return { epoch, seed: filled(32, 3), committee: members, startMs };
}

function expectKept(
  journal: Parameters<typeof committeeOf>[0],
  starts: readonly number[],
  unbondingMs: number,
): void {
  const current = starts.length - 1;
  for (let epoch = 0; epoch <= current; epoch++) {
    const endMs = starts[epoch + 1] ?? Number.POSITIVE_INFINITY;
    const isBound = endMs + unbondingMs > (starts[current] as number);
    const isKept = epoch >= current - 1 || isBound;
    expect(committeeOf(journal, BigInt(epoch)) !== undefined).toBe(isKept);
  }
}
