import { hashOfBlock } from '../../chain/block.ts';
import { type Certificate, indexesFromBitmap } from '../../chain/certificate.ts';
import {
  FINALIZE,
  NOTARIZE,
  NULLIFY,
  type Statement,
  statementKey,
} from '../../chain/statement.ts';
import type { ConsensusMessage, Proposal, Vote } from '../../consensus/types.ts';
import { MAX_FORWARDED_REMEMBERED } from '../../core/limits.ts';
import type { LoomEvent } from './types.ts';

/** Turns consensus messages into what the loom draws, each fact once. */
export function createLoom(emit: (event: LoomEvent) => void) {
  const seen = new Set<string>();

  function isNew(key: string): boolean {
    if (seen.has(key)) return false;
    seen.add(key);
    if (seen.size > MAX_FORWARDED_REMEMBERED) seen.delete(seen.values().next().value as string);
    return true;
  }

  function seeProposal({ view, block, vote, nullifications }: Proposal): void {
    for (const certificate of nullifications) seeCertificate(certificate);
    if (isNew(`proposal/${statementKey(vote.statement)}`)) {
      const { height } = block.header;
      emit({
        type: 'proposal',
        epoch: vote.statement.epoch,
        view,
        height,
        hash: hashOfBlock(block),
        proposer: vote.signer,
      });
    }
    seeVote(vote);
  }

  function seeVote({ statement, signer }: Vote): void {
    if (!isNew(`${signer}/${statementKey(statement)}`)) return;
    emit({ type: 'vote', kind: VOTE_KINDS[statement.kind], ...subjectOf(statement), signer });
  }

  function seeCertificate({ statement, signers }: Certificate): void {
    if (!isNew(`certificate/${statementKey(statement)}`)) return;
    const kind = CERTIFICATE_KINDS[statement.kind];
    const indexes = indexesFromBitmap(signers);
    emit({ type: 'certificate', kind, ...subjectOf(statement), signers: indexes });
  }

  return function see(message: ConsensusMessage): void {
    if (message.type === 'proposal') seeProposal(message.proposal);
    else if (message.type === 'vote') seeVote(message.vote);
    else seeCertificate(message.certificate);
  };
}

function subjectOf({ kind, epoch, view, digest }: Statement) {
  return { epoch, view, ...(kind !== NULLIFY && { hash: digest }) };
}

const VOTE_KINDS = {
  [NOTARIZE]: 'notarize',
  [NULLIFY]: 'nullify',
  [FINALIZE]: 'finalize',
} as const;

const CERTIFICATE_KINDS = {
  [NOTARIZE]: 'notarization',
  [NULLIFY]: 'nullification',
  [FINALIZE]: 'finalization',
} as const;
