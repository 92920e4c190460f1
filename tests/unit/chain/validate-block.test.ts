import { beforeAll, describe, expect, it } from 'vitest';
import { type Block, bodyRootOf, hashOfBlock } from '../../../lib/chain/block.ts';
import { blockContextOf } from '../../../lib/chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../../lib/chain/block-signatures.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { leaderIndex, type Member } from '../../../lib/chain/committee.ts';
import type { Header } from '../../../lib/chain/header.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import { attestMessage, NOTARIZE, NULLIFY, randaoMessage } from '../../../lib/chain/statement.ts';
import {
  assertHeader,
  decodeTransactionsOf,
  validateBlock,
} from '../../../lib/chain/validate-block.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_TRANSACTIONS_PER_BLOCK } from '../../../lib/core/limits.ts';
import { alice, bob, filled, recovered, testChain, transfer, withHeader } from './fixtures.ts';

const chain = testChain();
const { committee, seed } = chain.genesis;
type Parent = { header: Header; tree: StateTree };

let first: Block;
let second: Block;
let afterFirst: Parent;

beforeAll(async () => {
  first = await make(chain.root, 1n, [transfer(chain, alice, bob.account, 1n)]);
  const result = await validate(chain.root, first);
  afterFirst = { header: first.header, tree: result.tree };
  const sent = transfer(chain, alice, bob.account, 2n, { nonce: 1n });
  second = await make(afterFirst, 3n, [sent], notarization(first));
});

describe('a valid block', () => {
  it('is valid, with and without transactions', async () => {
    await expect(validate(afterFirst, second)).resolves.toMatchObject({ units: 250 });
    const empty = await make(afterFirst, 2n, [], notarization(first));
    await expect(validate(afterFirst, empty)).resolves.toMatchObject({ units: 0 });
  });

  it('names the aggregate signatures that have to hold', () => {
    const [reveal, parent, ...rest] = aggregateChecksOfBlock(chain, afterFirst.tree, second);
    expect(rest).toEqual([]);
    const proposer = committee.find(({ account }) => account === second.header.proposer);
    expect(reveal).toEqual({
      keys: [proposer?.blsKey],
      message: randaoMessage(chain.genesisHash, 0n, 3n),
      signature: second.body.reveal,
    });
    expect(parent).toEqual({
      keys: [0, 1, 2].map((index) => committee[index]?.blsKey),
      message: attestMessage(chain.genesisHash, notarization(first).statement),
      signature: notarization(first).signature,
    });
    expect(aggregateChecksOfBlock(chain, chain.root.tree, first).length).toBe(1);
  });
});

describe('a block is refused for', () => {
  const zero = ZERO_HASH;
  const other = filled(32, 7);
  const headers: Record<string, [string, (header: Header) => Partial<Header>]> = {
    'another chain': ['genesis-hash', () => ({ genesisHash: other })],
    'another epoch': ['epoch', () => ({ epoch: 1n })],
    'a view not after its parent': ['view', () => ({ view: 1n })],
    'a height that skips': ['height', (header) => ({ height: header.height + 1n })],
    'another parent': ['parent-hash', () => ({ parentHash: other })],
    'a proposer who does not lead': ['proposer', (header) => ({ proposer: strangerTo(header) })],
    'coming too soon': ['timestamp', () => ({ timestampMs: first.header.timestampMs + 499 })],
    'another mix': ['mix', () => ({ mix: other })],
    'another outbox': ['outbox-root', () => ({ outboxRoot: other })],
    'another coin root': ['coin-root', () => ({ coinRoot: other })],
    'another coin count': ['coin-count', () => ({ coinCount: 1n })],
    'another inbox count': ['inbox-count', () => ({ inboxCount: 1n })],
    'another inbox hash': ['inbox-hash', () => ({ inboxHash: other })],
    'a next committee': ['next-committee', () => ({ nextCommitteeHash: other })],
    'another body root': ['body-root', () => ({ bodyRoot: zero })],
    'a wrong state root': ['state-root', () => ({ stateRoot: other })],
  };

  it.each(Object.entries(headers))('%s', async (_, [rule, change]) => {
    const block = withHeader(second, change(second.header));
    await expectRefusal(validate(afterFirst, block), rule);
  });

  it('another receipts root', async () => {
    await expectRefusal(validate(afterFirst, resealed({ receiptsRoot: other })), 'receipts-root');
  });

  it('too many transactions', () => {
    const transactions = Array(MAX_TRANSACTIONS_PER_BLOCK + 1).fill(new Uint8Array(1));
    expectHeaderRefusal(resealed({ transactions }), 'transaction-count');
  });

  it('more bytes than a block may have', () => {
    const transactions = Array(100).fill(new Uint8Array(11_000));
    expectHeaderRefusal(resealed({ transactions }), 'size');
  });

  it('a certificate that is missing, of another block, too weak, or a nullification', () => {
    const good = notarization(first);
    const { statement } = good;
    const bad: Certificate[] = [
      { ...good, statement: { ...statement, digest: other } },
      { ...good, statement: { ...statement, view: 2n } },
      { ...good, statement: { ...statement, epoch: 1n } },
      { ...good, statement: { ...statement, kind: NULLIFY, digest: ZERO_HASH } },
      { ...good, signers: bitmapFromIndexes([0, 1], committee.length) },
      { ...good, signers: bitmapFromIndexes([0, 1, 2, 5], committee.length) },
      { ...good, signers: '0x0700' },
    ];
    const { parentCertificate, ...without } = second.body;
    expect(parentCertificate).toBeDefined();
    expectHeaderRefusal(resealedBody(without), 'parent-certificate');
    for (const certificate of bad) {
      expectHeaderRefusal(resealed({ parentCertificate: certificate }), 'parent-certificate');
    }
  });

  it('a certificate of genesis', () => {
    const body = { ...first.body, parentCertificate: notarization(first) };
    const block = { header: { ...first.header, bodyRoot: bodyRootOf(body) }, body };
    const check = () => assertHeader(chain, chain.root, block);
    expect(check).toThrow(expect.objectContaining({ code: 'block/wrong-parent-certificate' }));
  });

  it('an invalid transaction, naming which and why', async () => {
    const [bytes] = second.body.transactions;
    const twice = resealed({ transactions: [bytes as Uint8Array, bytes as Uint8Array] });
    await expect(validate(afterFirst, twice)).rejects.toThrow(
      expect.objectContaining({
        code: 'block/invalid-transaction',
        facts: expect.objectContaining({ index: 1, reason: 'transaction/nonce-used' }),
      }),
    );
  });

  it('a malformed transaction, naming which and why', async () => {
    const [bytes] = second.body.transactions;
    const broken = resealed({ transactions: [bytes as Uint8Array, Uint8Array.of(9)] });
    await expect(decodeTransactionsOf(chain, broken)).rejects.toThrow(
      expect.objectContaining({
        code: 'block/malformed-transaction',
        facts: { index: 1, reason: 'transaction/unsupported-envelope' },
      }),
    );
  });
});

async function make(
  parent: Parent,
  view: bigint,
  transactions: ReturnType<typeof transfer>[],
  parentCertificate?: Certificate,
): Promise<Block> {
  const proposer = (committee[leaderIndex(committee, seed, view)] as Member).account;
  const timestampMs = parent.header.timestampMs + 500;
  const plan = {
    view,
    timestampMs,
    proposer,
    reveal: filled(96, Number(view)),
    inbox: [],
    evidence: [],
    ...(parentCertificate && { parentCertificate }),
  };
  const context = blockContextOf(chain, parent, plan);
  const parts = await buildBlock(chain, parent.tree, context, transactions);
  return sealBlock(chain, parent.header, plan, parts);
}

function validate(parent: Parent, block: Block) {
  const transactions = block.body.transactions.map((bytes) => recovered(chain, bytes));
  return validateBlock(chain, parent, block, transactions);
}

function notarization(block: Block): Certificate {
  const { view } = block.header;
  return {
    statement: { kind: NOTARIZE, epoch: 0n, view, digest: hashOfBlock(block) },
    signers: bitmapFromIndexes([0, 1, 2], committee.length),
    signature: filled(96, 9),
  };
}

/** The second block with a changed body under a header that commits to it. */
function resealed(body: Partial<Block['body']>): Block {
  return resealedBody({ ...second.body, ...body });
}

function resealedBody(body: Block['body']): Block {
  return { header: { ...second.header, bodyRoot: bodyRootOf(body) }, body };
}

function strangerTo(header: Header) {
  return (committee.find(({ account }) => account !== header.proposer) as Member).account;
}

async function expectRefusal(validation: Promise<unknown>, rule: string): Promise<void> {
  const code = `block/wrong-${rule}`;
  await expect(validation).rejects.toThrow(expect.objectContaining({ code }));
}

function expectHeaderRefusal(block: Block, rule: string): void {
  const check = () => assertHeader(chain, afterFirst, block);
  expect(check).toThrow(expect.objectContaining({ code: `block/wrong-${rule}` }));
}
