import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { ConsensusMessage, RecordBody, Vote } from '../../../lib/consensus/types.ts';

/** Every certificate inside a message. */
export function certificatesIn(message: ConsensusMessage): readonly Certificate[] {
  if (message.type === 'certificate') return [message.certificate];
  if (message.type === 'vote') return [];
  const { nullifications, justify, block } = message.proposal;
  const { parentCertificate } = block.body;
  return [...nullifications, ...[justify, parentCertificate].filter((one) => one !== undefined)];
}

/** The vote that a message carries in the sender's name. */
export function voteIn(message: ConsensusMessage): Vote | undefined {
  if (message.type === 'vote') return message.vote;
  return message.type === 'proposal' ? message.proposal.vote : undefined;
}

export function voteOfRecord(body: RecordBody): Vote | undefined {
  if (body.type === 'vote') return body.vote;
  return body.type === 'proposal' ? body.proposal.vote : undefined;
}
