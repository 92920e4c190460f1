import {
  bytesFromConsensusMessage,
  consensusMessageFromBytes,
} from '../../lib/consensus/messages.ts';
import type { ConsensusMessage } from '../../lib/consensus/types.ts';

/**
 * Bytes travel, objects do not: a message is encoded once and decoded once for all who get it, also
 * when it is repeated.
 */
export function throughCodec(message: ConsensusMessage): ConsensusMessage {
  const content = contentOf(message);
  const known = decoded.get(content);
  if (known) return known;
  const copy = consensusMessageFromBytes(bytesFromConsensusMessage(message));
  decoded.set(content, copy);
  decoded.set(contentOf(copy), copy);
  return copy;
}

function contentOf(message: ConsensusMessage): object {
  switch (message.type) {
    case 'proposal':
      return message.proposal;
    case 'vote':
      return message.vote;
    case 'certificate':
      return message.certificate;
  }
}

const decoded = new WeakMap<object, ConsensusMessage>();
