import type { Block } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { hashOnce } from '../hash-once.ts';
import { accountOf, isBoundary } from '../simulated-chain.ts';
import type { Certified } from './certified.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

interface Final {
  hash: string;
  view: bigint;
  epoch: bigint;
  isBoundary: boolean;
}

/**
 * I1: one hash per finalized height, and finalized blocks chain.
 * I6: every view between a finalized block and its parent is nullified.
 */
export function createOneChain(facts: ChainFacts, certified: Certified): Invariant {
  const chain = new Map<bigint, Final>();

  const take = (process: number, block: Block) => {
    const { header } = block;
    const { height, view, epoch, parentHash, proposer } = header;
    const hash = hashOnce(header);
    const known = chain.get(height);
    if (known && known.hash !== hash) fail('I1', 'disagreement', `${process} at height ${height}`);
    if (known) return;
    const parent = chain.get(height - 1n);
    if (height > 1n && parent?.hash !== parentHash) fail('I1', 'broken-chain', `height ${height}`);
    const expected = parent ? parent.epoch + (parent.isBoundary ? 1n : 0n) : 0n;
    if (epoch !== expected) fail('I1', 'wrong-epoch', `height ${height} in epoch ${epoch}`);
    const term = facts.termOf(epoch) ?? fail('I12', 'unknown-epoch', `${epoch}`);
    if (proposer !== accountOf(facts.leaderOf(term, view)))
      fail('I1', 'wrong-leader', `view ${view}`);
    const parentView = parent && parent.epoch === epoch ? parent.view : 0n;
    assertGap(epoch, parentView, view);
    chain.set(height, { hash, view, epoch, isBoundary: isBoundary(header) });
    facts.convict(block);
    if (isBoundary(header)) facts.close(epoch, block);
  };

  const assertGap = (epoch: bigint, from: bigint, to: bigint) => {
    for (let view = from + 1n; view < to; view++) {
      if (!certified.has(NULLIFY, epoch, view)) fail('I6', 'gap-not-nullified', `${epoch}/${view}`);
    }
  };

  return {
    finalized: (process, blocks, certificate) => {
      const last = blocks.at(-1);
      if (!last || hashOnce(last.header) !== certificate.statement.digest) {
        fail('I1', 'not-certified', `${process}`);
      }
      for (const block of blocks) take(process, block);
      assertView(last, certificate);
    },
  };

  /** Only a boundary is certified after its own view, and each view between tried it or nothing. */
  function assertView({ header }: Block, { statement }: Certificate): void {
    const { epoch, view, digest } = statement;
    if (epoch !== header.epoch || view < header.view) fail('I1', 'wrong-view', `${epoch}/${view}`);
    if (view === header.view) return;
    if (!isBoundary(header)) fail('I1', 'wrong-view', `${epoch}/${view}`);
    for (let at = header.view + 1n; at < view; at++) {
      const isTried = certified.digestOf(NOTARIZE, epoch, at) === digest;
      if (!isTried && !certified.has(NULLIFY, epoch, at)) {
        fail('I6', 'gap-not-nullified', `${epoch}/${at}`);
      }
    }
  }
}

const NOTARIZE = 1;
const NULLIFY = 2;
