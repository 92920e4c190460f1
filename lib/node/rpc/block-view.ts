import { bytesFromBlock, hashOfBlock } from '../../chain/block.ts';
import type { FinalRecord } from '../block-store/packed-block.ts';
import { viewOfCertificate } from './certificate-view.ts';
import type { BlockDetail, BlockSummary, TransactionView } from './types.ts';

export function summaryOfBlock(
  { block, certificate }: Pick<FinalRecord, 'block' | 'certificate'>,
  finalityMs: number | undefined,
): BlockSummary {
  const { header, body } = block;
  const parent = body.parentCertificate?.statement;
  // Views of an epoch count from 1, and its first block has a parent of the epoch before.
  const parentView = parent?.epoch === header.epoch ? parent.view : 0n;
  return {
    height: header.height,
    hash: hashOfBlock(block),
    epoch: header.epoch,
    view: header.view,
    timestampMs: header.timestampMs,
    proposer: header.proposer,
    transactionCount: body.transactions.length,
    sizeBytes: bytesFromBlock(block).length,
    ...(finalityMs !== undefined && { finalityMs }),
    certificate: viewOfCertificate(certificate),
    missedViews: Number(header.view - parentView - 1n),
  };
}

export function detailOfBlock(
  packed: Pick<FinalRecord, 'block' | 'certificate'>,
  finalityMs: number | undefined,
  transactions: TransactionView[],
): BlockDetail {
  return {
    ...summaryOfBlock(packed, finalityMs),
    header: { ...packed.block.header },
    transactions,
  };
}
