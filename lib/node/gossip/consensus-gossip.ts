import { epochOfMessage } from '../../consensus/epoch-buffer.ts';
import { bytesFromConsensusMessage, consensusMessageFromBytes } from '../../consensus/messages.ts';
import type { ConsensusMessage } from '../../consensus/types.ts';
import { peerIdFromNetworkKey } from '../peers/peer-id.ts';
import type { GossipMessage, Network, Topic, Verdict } from '../ports.ts';
import { announcementFromBytes } from './announcement.ts';
import type { Bodies } from './bodies.ts';
import { ConsensusGates, type ConsensusGatesComponents } from './consensus-gates.ts';

export interface ConsensusGossipComponents extends ConsensusGatesComponents {
  network: Pick<Network, 'publish'>;
  bodies: Bodies;
}

export interface ConsensusGossip {
  broadcast(message: ConsensusMessage): void;
  /** `early`: it is, or may be, of the next epoch, whose committee alone can judge it. */
  onMessage(message: GossipMessage): Promise<Verdict | 'early'>;
  /** A message that came directly from a neighbour. False: it was wrong. */
  onDirect(message: ConsensusMessage, peer: string): Promise<boolean>;
}

/**
 * The gates of the topics `proposals`, `votes` and `certificates` in one epoch. Cheap tests come
 * first: form, is it wanted, is its author who it claims; then the sender's budget of
 * verifications; signatures come last.
 */
export function createConsensusGossip(components: ConsensusGossipComponents): ConsensusGossip {
  const { network, bodies } = components;
  const authors = components.config.committee.map((member) =>
    peerIdFromNetworkKey(member.networkKey),
  );
  const gates = new ConsensusGates(components, authors);
  const { epoch } = components.config;

  async function decode(gossip: GossipMessage): Promise<ConsensusMessage> {
    const { topic, data } = gossip;
    if (topic !== 'proposals') return consensusMessageFromBytes(data);
    return consensusMessageFromBytes(await bodies.payloadOf(announcementFromBytes(data), gossip));
  }

  return {
    broadcast(message) {
      const bytes = bytesFromConsensusMessage(message);
      const data = message.type === 'proposal' ? bodies.announce(bytes) : bytes;
      // Gossip promises nothing: what does not arrive is repeated by the engine.
      network.publish(TOPICS[message.type], data).catch(() => undefined);
    },
    async onMessage(gossip) {
      let message: ConsensusMessage;
      try {
        // Pulling a body costs more than announcing one, so it is done for members only. Others may
        // be members of the next epoch, which nobody can tell before it begins.
        if (gossip.topic === 'proposals' && !authors.includes(gossip.author)) {
          if (announcementFromBytes(gossip.data).kind === 'body') return 'early';
        }
        message = await decode(gossip);
      } catch (thrown) {
        return isOthersFault(thrown) ? 'ignore' : 'reject';
      }
      if (TOPICS[message.type] !== gossip.topic) return 'reject';
      // Who lives in another epoch is not wrong; only its own committee can tell.
      const itsEpoch = epochOfMessage(message);
      if (itsEpoch === epoch + 1n) return 'early';
      if (itsEpoch !== epoch) return 'ignore';
      return gates.judge(message, gossip.from, gossip.author);
    },
    async onDirect(message, peer) {
      if (epochOfMessage(message) !== epoch) return true;
      return (await gates.judge(message, peer, undefined)) !== 'reject';
    },
  };
}

/** Nobody answered, or who answered wrongly has been blamed: not the fault of who announced it. */
function isOthersFault(thrown: unknown): boolean {
  const code = String((thrown as { code?: unknown }).code);
  return code.startsWith('network/') || code === 'gossip/wrong-body';
}

const TOPICS = {
  proposal: 'proposals',
  vote: 'votes',
  certificate: 'certificates',
} as const satisfies Record<ConsensusMessage['type'], Topic>;
