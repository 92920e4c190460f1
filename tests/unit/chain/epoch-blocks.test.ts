import { beforeAll, describe, expect, it } from 'vitest';
import { type Block, bodyRootOf } from '../../../lib/chain/block.ts';
import type { ParentState } from '../../../lib/chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../../lib/chain/block-signatures.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { hashOfCommittee, leaderIndex, quorumPower } from '../../../lib/chain/committee.ts';
import { committeeOf, epochInfoOf, isBoundary, nextSeed } from '../../../lib/chain/epoch.ts';
import { readState } from '../../../lib/chain/read-state.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_CHARGED_VIEWS } from '../../../lib/core/limits.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { verifyFakeAggregate } from '../../../lib/platform/memory/fake-signatures.ts';
import { council, POT } from './council-module.ts';
import { alice, bob, filled, signed, testGenesis, transfer, unsigned } from './fixtures.ts';
import { type Change, certificateOfParent, forge, validate } from './forge.ts';

const EPOCH_MS = 2_000;
const { parameters } = testGenesis();
const genesis = testGenesis({ parameters: { ...parameters, epochMs: EPOCH_MS } });
const chain = createChain(genesis, [bank, council]);
const START_MS = genesis.timestampMs;
type Forged = Awaited<ReturnType<typeof forge>>;

let second: Forged;
let boundary: Forged;
let first: Forged;

beforeAll(async () => {
  second = await forge(chain, await forge(chain, chain.root));
  boundary = await forge(chain, second, { timestampMs: START_MS + EPOCH_MS });
  first = await forge(chain, boundary);
});

describe('the boundary of an epoch', () => {
  it('is the first block that is the length of an epoch younger than the root', async () => {
    const early = await forge(chain, second, { timestampMs: START_MS + EPOCH_MS - 1 });
    expect(isBoundary(early.header)).toBe(false);
    expect(isBoundary(boundary.header)).toBe(true);
    expect(boundary.context.epoch.isBoundary).toBe(true);
    const late = await forge(chain, second, { timestampMs: START_MS + 50 * EPOCH_MS });
    expect(isBoundary(late.header)).toBe(true);
    for (const block of [early, boundary, late]) await expectValid(second, block);
  });

  it('never comes with epochs of no length', async () => {
    const still = createChain(testGenesis(), [bank, council]);
    const late = await forge(still, still.root, { timestampMs: START_MS + 10 ** 9 });
    expect(isBoundary(late.header)).toBe(false);
    expect(epochInfoOf(late.tree)).toEqual(epochInfoOf(still.root.tree));
  });

  it('commits to the next committee, which the stake chose', () => {
    const before = epochInfoOf(second.tree);
    const after = epochInfoOf(boundary.tree);
    expect(after.committee).toEqual(
      before.committee.map((member, index) => ({ ...member, power: 2n + BigInt(index % 3) })),
    );
    const keys = after.committee.map(({ blsKey }) => uncompressedKey(blsKey));
    expect(boundary.header.nextCommitteeHash).toBe(hashOfCommittee(after.committee, keys));
    expect(boundary.receipts.at(-1)?.events).toEqual([
      { name: 'council.chosen', fields: { members: 4n } },
    ]);
  });

  it('begins the next epoch with its own time and randomness', () => {
    const { seed } = epochInfoOf(second.tree);
    expect(epochInfoOf(boundary.tree)).toMatchObject({
      epoch: 1n,
      seed: nextSeed(seed, boundary.header.mix),
      startMs: START_MS + EPOCH_MS,
    });
  });

  it('keeps the committee when nobody is eligible, or there is no stake', async () => {
    const disband = signed(chain, alice, unsigned(alice, 'CouncilDisband', {}));
    const gone = await forge(chain, second, {
      timestampMs: START_MS + EPOCH_MS,
      transactions: [disband],
    });
    expect(gone.block.body.transactions.length).toBe(1);
    expect(epochInfoOf(gone.tree).committee).toEqual(epochInfoOf(second.tree).committee);
    expect(epochInfoOf(gone.tree).epoch).toBe(1n);
    const plain = createChain(genesis, [bank]);
    const end = await forge(plain, plain.root, { timestampMs: START_MS + EPOCH_MS });
    expect(epochInfoOf(end.tree)).toMatchObject({ epoch: 1n, committee: genesis.committee });
  });

  it('is refused when its header says another committee, or none', async () => {
    for (const nextCommitteeHash of [ZERO_HASH, filled(32, 1)]) {
      const block = { ...boundary.block, header: { ...boundary.header, nextCommitteeHash } };
      await expectRefusal(second, block, 'next-committee');
    }
  });

  it('is refused where the epoch is not over', async () => {
    const early = await forge(chain, second);
    const header = { ...early.header, nextCommitteeHash: boundary.header.nextCommitteeHash };
    await expectRefusal(second, { ...early.block, header }, 'next-committee');
  });
});

describe('the first block of an epoch', () => {
  it('restarts the views and carries the finalization of the boundary', async () => {
    expect(first.header).toMatchObject({ epoch: 1n, view: 1n, height: 4n });
    const { seed, committee } = epochInfoOf(boundary.tree);
    expect(first.header.proposer).toBe(committee[leaderIndex(committee, seed, 1n)]?.account);
    await expectValid(boundary, first);
  });

  it('takes a finalization of any view from that of the boundary on', async () => {
    for (const later of [0n, 1n, 70n]) {
      const parentCertificate = ofBoundary({ view: boundary.header.view + later });
      await expectValid(boundary, await forge(chain, boundary, { parentCertificate }));
    }
  });

  it('counts the power of the committee before', async () => {
    const three = [0, 1, 3];
    const powers = three.map((index) => epochInfoOf(boundary.tree).committee[index]?.power ?? 0n);
    const after = powers.reduce((sum, power) => sum + power, 0n);
    expect(after).toBeLessThan(quorumPower(epochInfoOf(boundary.tree).committee));
    const parentCertificate = ofBoundary({}, three);
    await expectValid(boundary, await forge(chain, boundary, { parentCertificate }));
  });

  it('is checked with the keys of both committees', () => {
    const [reveal, parent, ...rest] = aggregateChecksOfBlock(chain, boundary.tree, first.block);
    const old = committeeOf(boundary.tree, 0n) ?? [];
    expect(rest).toEqual([]);
    expect(reveal && verifyFakeAggregate(reveal)).toBe(true);
    expect(parent && verifyFakeAggregate(parent)).toBe(true);
    expect(parent?.keys).toEqual(old.map(({ blsKey }) => blsKey));
  });

  it('is refused with any other certificate', async () => {
    const { view } = boundary.header;
    const wrong: Record<string, Certificate> = {
      'a notarization': ofBoundary({ kind: NOTARIZE }),
      'an earlier view': ofBoundary({ view: view - 1n }),
      'the new epoch': ofBoundary({ epoch: 1n }),
      'another block': ofBoundary({ digest: filled(32, 1) }),
      'a nullification': ofBoundary({ kind: NULLIFY, digest: ZERO_HASH }),
      'too little power': ofBoundary({}, [0, 1]),
    };
    for (const parentCertificate of Object.values(wrong)) {
      const { block } = await forge(chain, boundary, { parentCertificate });
      await expectRefusal(boundary, block, 'parent-certificate');
    }
    const { parentCertificate, ...body } = first.block.body;
    expect(parentCertificate).toBeDefined();
    await expectRefusal(boundary, resealed(first.block, body), 'parent-certificate');
  });

  it('is refused with the epoch or the leader of before, or in view 0', async () => {
    const { block } = first;
    await expectRefusal(boundary, withHeader(block, { epoch: 0n }), 'epoch');
    await expectRefusal(boundary, withHeader(block, { epoch: 2n }), 'epoch');
    await expectRefusal(boundary, withHeader(block, { view: 0n }), 'view');
    const { committee, seed } = epochInfoOf(second.tree);
    const view = firstDifference(committee, seed);
    const proposer = committee[leaderIndex(committee, seed, view)]?.account ?? '0x';
    const old = await forge(chain, boundary, { view, proposer });
    await expectRefusal(boundary, old.block, 'proposer');
  });

  it('may be a boundary itself after a long silence', async () => {
    const timestampMs = START_MS + 2 * EPOCH_MS;
    const alone = await forge(chain, boundary, { timestampMs });
    expect(isBoundary(alone.header)).toBe(true);
    await expectValid(boundary, alone);
    const next = await forge(chain, alone);
    expect(next.header).toMatchObject({ epoch: 2n, view: 1n });
    await expectValid(alone, next);
  });
});

describe('within an epoch', () => {
  it('a parent is certified at its own view, not at a later one', async () => {
    const { view } = second.header;
    for (const kind of [NOTARIZE, FINALIZE] as const) {
      const right = certificateOfParent(chain, second, { kind });
      await expectValid(second, await forge(chain, second, { parentCertificate: right }));
      const later = certificateOfParent(chain, second, { kind, view: view + 1n });
      const { block } = await forge(chain, second, { parentCertificate: later });
      await expectRefusal(second, block, 'parent-certificate');
    }
  });

  it('modules see who missed a turn and who signed the parent', async () => {
    const { committee, seed } = epochInfoOf(second.tree);
    const parentCertificate = certificateOfParent(chain, second, {}, [0, 2, 3]);
    const block = await forge(chain, second, { view: 6n, parentCertificate });
    expect(block.context.epoch).toMatchObject({
      number: 0n,
      committee,
      missed: [3n, 4n, 5n].map((view) => leaderIndex(committee, seed, view)),
      attended: [0, 2, 3],
      isBoundary: false,
    });
    expect(second.context.epoch.missed).toEqual([]);
  });

  it('views are missed from the first one of the epoch, and nobody attended before it', async () => {
    const { committee, seed } = epochInfoOf(boundary.tree);
    const block = await forge(chain, boundary, { view: 3n });
    expect(block.context.epoch).toMatchObject({
      number: 1n,
      missed: [1n, 2n].map((view) => leaderIndex(committee, seed, view)),
      attended: [],
    });
    const root = await forge(chain, chain.root, { view: 2n });
    expect(root.context.epoch).toMatchObject({ attended: [] });
    expect(root.context.epoch.missed.length).toBe(1);
  });

  it('a long gap charges only its first views', async () => {
    const most = BigInt(MAX_CHARGED_VIEWS);
    const { view } = second.header;
    const full = await forge(chain, second, { view: view + most + 1n });
    expect(full.context.epoch.missed.length).toBe(MAX_CHARGED_VIEWS);
    const more = await forge(chain, second, { view: view + 10n ** 15n });
    expect(more.context.epoch.missed).toEqual(full.context.epoch.missed);
    await expectValid(second, more);
  });

  it('fees go to the stake, and without one to the proposer', async () => {
    const sent = transfer(chain, alice, bob.account, 1n);
    const paid = await forge(chain, chain.root, { transactions: [sent] });
    const fee = paid.receipts[0]?.feeWei;
    expect(readState(chain, paid.tree).balanceOf(POT)).toBe(fee);
    expect(readState(chain, paid.tree).balanceOf(paid.header.proposer)).toBe(0n);
  });
});

describe('many epochs', () => {
  it('follow each other, each with its own committee and seed', async () => {
    let parent: ParentState = chain.root;
    const seeds = new Set<Hash>();
    for (let height = 1; height <= 30; height++) {
      const change: Change = height % 4 === 0 ? { view: 5n } : {};
      const made = await forge(chain, parent, change);
      await expectValid(parent, made);
      seeds.add(epochInfoOf(made.tree).seed);
      parent = made;
    }
    const { epoch } = epochInfoOf(parent.tree);
    expect(epoch).toBe(7n);
    expect(seeds.size).toBe(8);
  });
});

function ofBoundary(change: Parameters<typeof certificateOfParent>[2], indexes?: number[]) {
  return certificateOfParent(chain, boundary, change, indexes);
}

/** A view whose leader in the old epoch is not the one in the new. */
function firstDifference(committee: typeof genesis.committee, seed: Hash): bigint {
  const next = epochInfoOf(boundary.tree);
  for (let view = 1n; ; view++) {
    const old = committee[leaderIndex(committee, seed, view)]?.account;
    const now = next.committee[leaderIndex(next.committee, next.seed, view)]?.account;
    if (old !== now) return view;
  }
}

function withHeader(block: Block, header: Partial<Block['header']>): Block {
  return { ...block, header: { ...block.header, ...header } };
}

function resealed(block: Block, body: Block['body']): Block {
  return { body, header: { ...block.header, bodyRoot: bodyRootOf(body) } };
}

async function expectValid(parent: ParentState, { block, tree }: Forged): Promise<void> {
  const result = await validate(chain, parent, block);
  expect(result.isSigned).toBe(true);
  expect(epochInfoOf(result.tree)).toEqual(epochInfoOf(tree));
}

async function expectRefusal(parent: ParentState, block: Block, rule: string): Promise<void> {
  await expect(validate(chain, parent, block)).rejects.toThrow(
    expect.objectContaining({ code: `block/wrong-${rule}` }),
  );
}
