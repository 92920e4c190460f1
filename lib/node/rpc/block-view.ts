import { bytesFromBlock, hashOfBlock } from '../../chain/block.ts';
import type { Committee } from '../../chain/committee.ts';
import type { FinalRecord } from '../block-store/packed-block.ts';
import { viewOfCertificate } from './certificate-view.ts';
import type { BlockDetail, BlockSummary, TransactionView } from './types.ts';

export function summaryOfBlock(
  { block, certificate }: Pick<FinalRecord, 'block' | 'certificate'>,
  committee: Committee,
  finalityMs: number | undefined,
): BlockSummary {
  const { header, body } = block;
  const parentView = body.parentCertificate?.statement.view ?? 0n;
  return {
    height: header.height,
    hash: hashOfBlock(block),
    view: header.view,
    timestampMs: header.timestampMs,
    proposer: header.proposer,
    transactionCount: body.transactions.length,
    sizeBytes: bytesFromBlock(block).length,
    ...(finalityMs !== undefined && { finalityMs }),
    certificate: viewOfCertificate(certificate, committee),
    missedViews: Number(header.view - parentView - 1n),
  };
}

export function detailOfBlock(
  packed: Pick<FinalRecord, 'block' | 'certificate'>,
  committee: Committee,
  finalityMs: number | undefined,
  transactions: TransactionView[],
): BlockDetail {
  return {
    ...summaryOfBlock(packed, committee, finalityMs),
    header: { ...packed.block.header },
    transactions,
  };
}
