import { assert } from '../core/assert.ts';
import { MAX_BUFFERED_ENVELOPES, MAX_BUFFERED_PER_AUTHOR } from '../core/limits.ts';
import type { ConsensusMessage } from './types.ts';

/**
 * Messages of the next epoch that came before its committee is known: others may have seen the
 * boundary become final a moment earlier. Nobody can tell yet whether their authors are members, so
 * they are few, few per author, and not forwarded. What finds no room is repeated by its author.
 */
export interface EpochBuffer<Envelope extends Authored> {
  readonly epoch: bigint;
  /** In order of arrival. */
  readonly envelopes: readonly Envelope[];
}

export interface Authored {
  /** Who signed the envelope. */
  readonly author: string;
}

export function createEpochBuffer<Envelope extends Authored>(epoch: bigint): EpochBuffer<Envelope> {
  return { epoch, envelopes: [] };
}

/** Keeps an envelope about the buffer's epoch, if there is room for it. */
export function bufferEnvelope<Envelope extends Authored>(
  buffer: EpochBuffer<Envelope>,
  epoch: bigint,
  envelope: Envelope,
): EpochBuffer<Envelope> {
  const { envelopes } = buffer;
  assert(envelopes.length <= MAX_BUFFERED_ENVELOPES, 'the buffer stays within its bound');
  if (epoch !== buffer.epoch || envelopes.length === MAX_BUFFERED_ENVELOPES) return buffer;
  const sameAuthor = envelopes.filter(({ author }) => author === envelope.author);
  if (sameAuthor.length === MAX_BUFFERED_PER_AUTHOR) return buffer;
  return { ...buffer, envelopes: [...envelopes, envelope] };
}

/** The epoch whose committee can judge a message. */
export function epochOfMessage(message: ConsensusMessage): bigint {
  switch (message.type) {
    case 'proposal':
      return message.proposal.vote.statement.epoch;
    case 'vote':
      return message.vote.statement.epoch;
    case 'certificate':
      return message.certificate.statement.epoch;
  }
}
