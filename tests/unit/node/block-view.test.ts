import { describe, expect, it } from 'vitest';
import type { Block } from '../../../lib/chain/block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type StatementKind } from '../../../lib/chain/statement.ts';
import { ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { detailOfBlock, summaryOfBlock } from '../../../lib/node/rpc/block-view.ts';

function certificateOf(
  kind: StatementKind,
  signers: number[],
  { epoch = 3n, view = 4n, digest = ZERO_HASH } = {},
): Certificate {
  const signature = `0x${'00'.repeat(96)}` as const;
  return {
    statement: { kind, epoch, view, digest },
    signers: bitmapFromIndexes(signers, 10),
    signature,
  };
}

function blockOf(body: Partial<Block['body']>): Block {
  return {
    header: {
      version: 1,
      genesisHash: ZERO_HASH,
      epoch: 3n,
      view: 5n,
      height: 90n,
      parentHash: ZERO_HASH,
      timestampMs: 1_000,
      proposer: ZERO_ADDRESS,
      bodyRoot: ZERO_HASH,
      stateRoot: ZERO_HASH,
      outboxRoot: ZERO_HASH,
      coinRoot: ZERO_HASH,
      coinCount: 0n,
      inboxCount: 0n,
      inboxHash: ZERO_HASH,
      mix: ZERO_HASH,
      nextCommitteeHash: ZERO_HASH,
    },
    body: {
      reveal: `0x${'00'.repeat(96)}`,
      inbox: [],
      evidence: [],
      transactions: [],
      receiptsRoot: ZERO_HASH,
      ...body,
    },
  };
}

const certificate = certificateOf(FINALIZE, [0, 1, 2], { view: 5n });

describe('what a block tells a page', () => {
  it('includes whose votes for its parent it records, and the views missed since', () => {
    const block = blockOf({ parentCertificate: certificateOf(NOTARIZE, [1, 9], { view: 2n }) });
    expect(summaryOfBlock({ block, certificate }, undefined)).toMatchObject({
      parentSigners: [1, 9],
      missedViews: 2,
      certificate: { kind: 'finalization', signers: [0, 1, 2] },
    });
  });

  it('counts views from the start of the epoch where the parent is of the one before', () => {
    const block = blockOf({ parentCertificate: certificateOf(FINALIZE, [3], { epoch: 2n }) });
    const summary = summaryOfBlock({ block, certificate }, undefined);
    expect(summary).toMatchObject({ parentSigners: [3], missedViews: 4 });
    const first = summaryOfBlock({ block: blockOf({}), certificate }, undefined);
    expect(first).toMatchObject({ parentSigners: [], missedViews: 4 });
  });

  it.each([
    ['two-notarized', NOTARIZE, NOTARIZE],
    ['two-finalized', FINALIZE, FINALIZE],
    ['skipped-and-finalized', NULLIFY, FINALIZE],
    ['skipped-and-finalized', FINALIZE, NULLIFY],
  ] as const)('names who is guilty of %s', (offence, one, two) => {
    const evidence = [
      { first: certificateOf(one, [0, 4, 7]), second: certificateOf(two, [4, 7, 8]) },
    ];
    const { evidence: told } = detailOfBlock(
      { block: blockOf({ evidence }), certificate },
      undefined,
      [],
    );
    expect(told).toEqual([{ epoch: 3n, view: 4n, offence, guilty: [4, 7] }]);
  });
});
