import { bytesFromBlock, hashOfBlock } from '../../chain/block.ts';
import { indexesFromBitmap } from '../../chain/certificate.ts';
import type { Evidence } from '../../chain/evidence.ts';
import { FINALIZE, NOTARIZE } from '../../chain/statement.ts';
import type { FinalRecord } from '../block-store/packed-block.ts';
import { viewOfCertificate } from './certificate-view.ts';
import type { BlockDetail, BlockSummary, EvidenceView, TransactionView } from './types.ts';

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
    parentSigners: body.parentCertificate ? indexesFromBitmap(body.parentCertificate.signers) : [],
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
    evidence: packed.block.body.evidence.map(viewOfEvidence),
    transactions,
  };
}

function viewOfEvidence({ first, second }: Evidence): EvidenceView {
  const { epoch, view } = first.statement;
  const also = new Set(indexesFromBitmap(second.signers));
  const guilty = indexesFromBitmap(first.signers).filter((index) => also.has(index));
  return { epoch, view, offence: offenceOf(first.statement.kind, second.statement.kind), guilty };
}

function offenceOf(first: number, second: number): EvidenceView['offence'] {
  if (first === NOTARIZE && second === NOTARIZE) return 'two-notarized';
  return first === FINALIZE && second === FINALIZE ? 'two-finalized' : 'skipped-and-finalized';
}
