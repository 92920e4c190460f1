import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { blockFromBytes, bodyRootOf, bytesFromBlock } from '../../../lib/chain/block.ts';
import type { ParentState } from '../../../lib/chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../../lib/chain/block-signatures.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { usableEvidence } from '../../../lib/chain/check-evidence.ts';
import { committeeOf, epochInfoOf } from '../../../lib/chain/epoch.ts';
import { type Evidence, guiltyMembers, isConflict } from '../../../lib/chain/evidence.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type Statement } from '../../../lib/chain/statement.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_BLOCK_BYTES, MAX_EVIDENCE_PER_BLOCK } from '../../../lib/core/limits.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { verifyFakeAggregate } from '../../../lib/platform/memory/fake-signatures.ts';
import { statement as anyStatement } from './arbitraries.ts';
import { council } from './council-module.ts';
import { filled, testCommittee, testGenesis } from './fixtures.ts';
import { certify, forge, validate } from './forge.ts';

const EPOCH_MS = 5_000;
const { parameters } = testGenesis();
const genesis = testGenesis({
  parameters: { ...parameters, epochMs: EPOCH_MS, unbondingMs: 3 * EPOCH_MS },
  committee: testCommittee(7),
});
const chain = createChain(genesis, [bank, council]);
const { committee } = genesis;
const [A, B] = [filled(32, 0xa), filled(32, 0xb)];

describe('a conflict', () => {
  const at = (kind: Statement['kind'], digest: Hash): Statement => ({
    kind,
    epoch: 0n,
    view: 4n,
    digest,
  });
  const nullify = at(NULLIFY, ZERO_HASH);
  const offences: [string, Statement, Statement][] = [
    ['two blocks notarized', at(NOTARIZE, A), at(NOTARIZE, B)],
    ['two blocks finalized', at(FINALIZE, A), at(FINALIZE, B)],
    ['a nullified view finalized', nullify, at(FINALIZE, A)],
  ];
  const harmless: [string, Statement, Statement][] = [
    ['the same vote twice', at(NOTARIZE, A), at(NOTARIZE, A)],
    ['the same finalization twice', at(FINALIZE, A), at(FINALIZE, A)],
    ['a view nullified twice', nullify, nullify],
    ['a notarized view nullified', at(NOTARIZE, A), nullify],
    ['a notarized block finalized', at(NOTARIZE, A), at(FINALIZE, A)],
    ['another block finalized than the one notarized', at(NOTARIZE, A), at(FINALIZE, B)],
  ];

  it.each(offences)('is %s, in one view of one epoch', (_, first, second) => {
    for (const [x, y] of [[first, second] as const, [second, first] as const]) {
      expect(isConflict(x, y)).toBe(true);
      expect(isConflict(x, { ...y, view: 5n })).toBe(false);
      expect(isConflict(x, { ...y, epoch: 1n })).toBe(false);
    }
  });

  it.each(harmless)('is not %s', (_, first, second) => {
    expect(isConflict(first, second)).toBe(false);
    expect(isConflict(second, first)).toBe(false);
  });

  it('has no direction, and nothing conflicts with itself', () => {
    fc.assert(
      fc.property(anyStatement, anyStatement, fc.boolean(), (first, other, isSameView) => {
        const { epoch, view } = first;
        const second = isSameView ? { ...other, epoch, view } : other;
        expect(isConflict(first, second)).toBe(isConflict(second, first));
        expect(isConflict(first, first)).toBe(false);
      }),
    );
  });
});

describe('the guilty', () => {
  it('are exactly those who signed both', () => {
    const indexes = fc.uniqueArray(fc.nat(committee.length - 1), { minLength: 1 });
    fc.assert(
      fc.property(indexes, indexes, (first, second) => {
        const guilty = guiltyMembers(doubleVote({ first, second }), committee);
        const both = first.filter((index) => second.includes(index)).sort((a, b) => a - b);
        expect(guilty).toEqual(both.map((index) => committee[index]));
      }),
    );
  });

  it('cannot be told from a bitmap of another committee', () => {
    const evidence = doubleVote({ first: [3], second: [3] });
    expect(guiltyMembers(evidence, testCommittee(9))).toBeUndefined();
    expect(guiltyMembers(evidence, testCommittee(1))).toBeUndefined();
  });
});

describe('evidence in a block', () => {
  let parent: ParentState;
  beforeAll(async () => {
    parent = await forge(chain, chain.root);
  });

  it('convicts the guilty, whom modules see with the epoch of their offence', async () => {
    const both = doubleVote({ first: [1, 2, 5], second: [2, 3, 5] });
    const made = await forge(chain, parent, { evidence: [both] });
    const guilty = [2, 5].map((index) => ({ account: committee[index]?.account, epoch: 0n }));
    expect(made.context.guilty).toEqual(guilty);
    await expect(validate(chain, parent, made.block)).resolves.toMatchObject({ isSigned: true });
    const { events } = made.receipts.at(-1) ?? {};
    expect(events).toEqual(guilty.map((fields) => ({ name: 'council.removed', fields })));
  });

  it('survives its encoding, and takes no room from transactions at its largest', async () => {
    const evidence = [0, 1, 2, 3].map((index) => doubleVote({ first: [index], second: [index] }));
    const { block } = await forge(chain, parent, { evidence });
    expect(blockFromBytes(bytesFromBlock(block))).toEqual(block);
    expect(bytesFromBlock(block).length).toBeLessThan(MAX_BLOCK_BYTES);
  });

  it('is checked with the keys of the committee of its epoch', async () => {
    // Without its first member the committee of today has other indexes.
    const convicted = await forge(chain, parent, { evidence: [doubleVote()] });
    const later = await nextEpoch(await nextEpoch(convicted));
    const evidence = [doubleVote({ first: [1], second: [1] })];
    const { block } = await forge(chain, later, { evidence });
    const checks = aggregateChecksOfBlock(chain, later.tree, block);
    expect(checks.length).toBe(4);
    expect(checks.every(verifyFakeAggregate)).toBe(true);
    expect(checks[2]?.keys).toEqual([committee[1]?.blsKey]);
    await expect(validate(chain, later, block)).resolves.toMatchObject({ isSigned: true });
  });

  it('does not stand when a signature in it does not hold', async () => {
    const good = doubleVote();
    for (const side of ['first', 'second'] as const) {
      const forged = { ...good, [side]: { ...good[side], signature: filled(96, 1) } };
      const { block } = await forge(chain, parent, { evidence: [forged] });
      await expect(validate(chain, parent, block)).resolves.toMatchObject({ isSigned: false });
    }
  });

  const wrong: Record<string, Evidence> = {
    'no conflict': pair(vote(NOTARIZE, A, [0]), vote(NOTARIZE, A, [0])),
    'a nullified view notarized': pair(vote(NOTARIZE, A, [0]), vote(NULLIFY, ZERO_HASH, [0])),
    'two views': pair(vote(NOTARIZE, A, [0]), vote(NOTARIZE, B, [0], { view: 5n })),
    'two epochs': pair(vote(NOTARIZE, A, [0]), vote(NOTARIZE, B, [0], { epoch: 1n })),
    'an epoch to come': pair(
      vote(NOTARIZE, A, [0], { epoch: 1n }),
      vote(NOTARIZE, B, [0], { epoch: 1n }),
    ),
    'nobody who signed both': doubleVote({ first: [0, 1], second: [2, 3] }),
    'no signers': withSigners(doubleVote(), '0x00'),
    'a stray bit': withSigners(doubleVote(), '0x81'),
    'a bitmap too long': withSigners(doubleVote(), '0x0100'),
    'an empty bitmap': withSigners(doubleVote(), '0x'),
  };

  it.each(Object.entries(wrong))('is refused for %s', async (_, evidence) => {
    await expectRefusal(parent, [evidence]);
    expect(usableEvidence(chain, parent.tree, [evidence])).toEqual([]);
  });

  it('is refused when all it convicts are convicted before it in the block', async () => {
    const first = doubleVote({ first: [1, 2], second: [1, 2] });
    const again = doubleVote({ first: [2], second: [2], view: 9n });
    const another = doubleVote({ first: [2, 3], second: [2, 3] });
    await expectRefusal(parent, [first, again]);
    await expectRefusal(parent, [first, first]);
    const { context } = await forge(chain, parent, { evidence: [first, another] });
    expect(context.guilty.map(({ account }) => account)).toEqual(
      [1, 2, 3].map((index) => committee[index]?.account),
    );
  });

  it('is refused when all it convicts were removed by an earlier block', async () => {
    const after = await forge(chain, parent, { evidence: [doubleVote()] });
    await expectRefusal(after, [doubleVote()]);
    await expectRefusal(after, [doubleVote({ view: 77n })]);
    const wider = doubleVote({ first: [0, 4], second: [0, 4] });
    const { context } = await forge(chain, after, { evidence: [wider] });
    expect(context.guilty).toEqual([{ account: committee[4]?.account, epoch: 0n }]);
  });

  it('is refused on a chain without stake', async () => {
    const plain = createChain(genesis, [bank]);
    const evidence = [doubleVote()];
    expect(usableEvidence(plain, plain.root.tree, evidence)).toEqual([]);
    const making = forge(plain, plain.root, { evidence });
    await expect(making).rejects.toThrow(WRONG_EVIDENCE);
  });

  it('is accepted as long as stake is bound, and refused when the committee is forgotten', async () => {
    let at = parent;
    let epochs = 0;
    for (; committeeOf(at.tree, 0n); epochs++) {
      const { context } = await forge(chain, at, { evidence: [doubleVote()] });
      expect(context.guilty.length).toBe(1);
      at = await nextEpoch(at);
    }
    expect(epochs).toBe(4);
    await expectRefusal(at, [doubleVote()]);
  });

  it('is at most as many pieces as fit, of which a proposer takes the first', async () => {
    const many = committee.map((_, index) => doubleVote({ first: [index], second: [index] }));
    expect(usableEvidence(chain, parent.tree, [many[0] as Evidence, ...many])).toEqual(
      many.slice(0, MAX_EVIDENCE_PER_BLOCK),
    );
    const full = many.slice(0, MAX_EVIDENCE_PER_BLOCK);
    const { block } = await forge(chain, parent, { evidence: full });
    await expect(validate(chain, parent, block)).resolves.toMatchObject({ isSigned: true });
    await expectRefusal(parent, many.slice(0, MAX_EVIDENCE_PER_BLOCK + 1));
  });

  it('is refused by the decoder beyond that', async () => {
    const { block } = await forge(chain, parent);
    const evidence = Array.from({ length: MAX_EVIDENCE_PER_BLOCK + 1 }, () => doubleVote());
    const body = { ...block.body, evidence };
    const bytes = bytesFromBlock({ body, header: { ...block.header, bodyRoot: bodyRootOf(body) } });
    expect(() => blockFromBytes(bytes)).toThrow(
      expect.objectContaining({ code: 'codec/malformed' }),
    );
  });

  it('removes the guilty from the next committee', async () => {
    const guilty = await forge(chain, parent, { evidence: [doubleVote()] });
    const after = await nextEpoch(guilty);
    const left = epochInfoOf(after.tree).committee.map(({ account }) => account);
    expect(left).toEqual(committee.slice(1).map(({ account }) => account));
  });
});

const WRONG_EVIDENCE = expect.objectContaining({ code: 'block/wrong-evidence' });

/** A block with the evidence is refused, by whoever makes it and by whoever checks it. */
async function expectRefusal(parent: ParentState, evidence: Evidence[]): Promise<void> {
  await expect(forge(chain, parent, { evidence })).rejects.toThrow(WRONG_EVIDENCE);
  const { block } = await forge(chain, parent);
  const body = { ...block.body, evidence };
  const guilty = { body, header: { ...block.header, bodyRoot: bodyRootOf(body) } };
  await expect(validate(chain, parent, guilty)).rejects.toThrow(WRONG_EVIDENCE);
}

function nextEpoch(parent: ParentState) {
  const { startMs } = epochInfoOf(parent.tree);
  return forge(chain, parent, { timestampMs: startMs + EPOCH_MS });
}

function vote(
  kind: Statement['kind'],
  digest: Hash,
  indexes: readonly number[],
  at: Partial<Statement> = {},
): Certificate {
  return certify(chain, committee, { kind, epoch: 0n, view: 4n, digest, ...at }, indexes);
}

/** Two blocks notarized in one view, by default by member 0. */
function doubleVote({ first = [0], second = [0], view = 4n } = {}): Evidence {
  return pair(vote(NOTARIZE, A, first, { view }), vote(NOTARIZE, B, second, { view }));
}

function pair(first: Certificate, second: Certificate): Evidence {
  return { first, second };
}

function withSigners({ first, second }: Evidence, signers: Certificate['signers']): Evidence {
  return { first: { ...first, signers }, second: { ...second, signers } };
}
