import { describe, expect, it } from 'vitest';
import { type Block, hashOfBlock } from '../../../lib/chain/block.ts';
import { EXIT_ENDED, inboxAfter } from '../../../lib/chain/inbox.ts';
import type { Hash } from '../../../lib/core/bytes.ts';
import {
  contradicts,
  NO_ETHEREUM,
  passesInboxTest,
} from '../../../lib/node/consensus/ethereum-view.ts';
import { createInboxTest } from '../../../lib/node/consensus/inbox-test.ts';
import { makeProposal } from '../consensus/fixtures.ts';

const EMPTY = makeProposal(1n).block;
const FIRST = { type: EXIT_ENDED, slot: 1n, exitId: 1n } as const;
const SECOND = { type: EXIT_ENDED, slot: 2n, exitId: 2n } as const;

/** A block that carries these events. */
function blockWith(...inbox: Block['body']['inbox']): Block {
  const { header, body } = EMPTY;
  return { header: { ...header, ...inboxAfter(header, inbox) }, body: { ...body, inbox } };
}

/** A view of Ethereum on which these events happened. */
function viewOf(...events: Block['body']['inbox']) {
  const start = { inboxCount: 0n, inboxHash: EMPTY.header.inboxHash };
  const hashes = [start, ...events.map((_, i) => inboxAfter(start, events.slice(0, i + 1)))];
  return { knows: (count: bigint): Hash | undefined => hashes[Number(count)]?.inboxHash };
}

describe('the test of a block against Ethereum', () => {
  it('passes what happened there, also when more has happened since', () => {
    expect(passesInboxTest(viewOf(FIRST), blockWith(FIRST))).toBe(true);
    expect(passesInboxTest(viewOf(FIRST, SECOND), blockWith(FIRST))).toBe(true);
  });

  it('does not pass what is not known to have happened', () => {
    expect(passesInboxTest(viewOf(FIRST), blockWith(FIRST, SECOND))).toBe(false);
    expect(passesInboxTest(NO_ETHEREUM, blockWith(FIRST))).toBe(false);
  });

  it('does not pass other events, or the same in another order', () => {
    expect(passesInboxTest(viewOf(SECOND), blockWith(FIRST))).toBe(false);
    expect(passesInboxTest(viewOf(FIRST, SECOND), blockWith(SECOND, FIRST))).toBe(false);
  });

  it('passes a block without events for whoever knows nothing', () => {
    expect(passesInboxTest(NO_ETHEREUM, EMPTY)).toBe(true);
  });

  it('does not pass a block without events whose parent told what did not happen', () => {
    const { header } = blockWith(FIRST);
    const child = { header, body: EMPTY.body };
    expect(passesInboxTest(viewOf(SECOND), child)).toBe(false);
    expect(contradicts(viewOf(SECOND), header)).toBe(true);
    expect(contradicts(viewOf(FIRST), header)).toBe(false);
    expect(contradicts(NO_ETHEREUM, header)).toBe(false);
  });

  it('is repeated until it passes, and then no more', () => {
    let view = viewOf();
    const passed: Hash[] = [];
    const test = createInboxTest({ knows: (count) => view.knows(count) }, (hash) => {
      passed.push(hash);
    });
    const block = blockWith(FIRST);
    test.begin(block);
    test.repeat();
    expect(passed).toEqual([]);
    view = viewOf(FIRST);
    test.repeat();
    test.repeat();
    expect(passed).toEqual([hashOfBlock(block)]);
  });

  it('is no longer about a block when another one is to be tested', () => {
    let view = viewOf();
    const passed: Hash[] = [];
    const test = createInboxTest({ knows: (count) => view.knows(count) }, (hash) => {
      passed.push(hash);
    });
    test.begin(blockWith(FIRST));
    test.begin(EMPTY);
    view = viewOf(FIRST);
    test.repeat();
    expect(passed).toEqual([hashOfBlock(EMPTY)]);
  });
});
