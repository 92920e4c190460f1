import { type Statement, statementKey } from '../../chain/statement.ts';
import { digestsOf } from '../../consensus/collector.ts';
import { bytesFromConsensusMessage, consensusMessageFromBytes } from '../../consensus/messages.ts';
import { isWellFormed } from '../../consensus/proposal-form.ts';
import { wantsCertificate, wantsProposal, wantsVote } from '../../consensus/read-state.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusMessage, EpochConfig, Vote } from '../../consensus/types.ts';
import { MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND } from '../../core/limits.ts';
import type { TimelessEvent } from '../consensus/driver-contract.ts';
import type { VerifiedCertificates } from '../consensus/verified-certificates.ts';
import { verifyProposal } from '../consensus/verify-proposal.ts';
import { createPeerBudget } from '../peers/peer-budget.ts';
import { peerIdFromNetworkKey } from '../peers/peer-id.ts';
import type { Clock, GossipMessage, Network, Topic, Verdict } from '../ports.ts';
import { announcementFromBytes } from './announcement.ts';
import type { Bodies } from './bodies.ts';
import { createForwardAgain } from './forward-again.ts';

export interface ConsensusGossipComponents {
  network: Pick<Network, 'publish'>;
  clock: Clock;
  config: EpochConfig;
  certificates: VerifiedCertificates;
  bodies: Bodies;
  state(): EngineState;
  deliver(event: TimelessEvent): void;
  /** Everything that passed, for who watches. */
  onSeen(message: ConsensusMessage): void;
}

export interface ConsensusGossip {
  broadcast(message: ConsensusMessage): void;
  onMessage(message: GossipMessage): Promise<Verdict>;
  /** A message that came directly from a neighbour. False: it was wrong. */
  onDirect(message: ConsensusMessage, peer: string): Promise<boolean>;
}

/**
 * The gates of the topics `proposals`, `votes` and `certificates`. Cheap tests come first: form, is
 * it wanted, is its author who it claims; then the sender's budget of verifications; signatures
 * come last.
 */
export function createConsensusGossip(components: ConsensusGossipComponents): ConsensusGossip {
  const { network, bodies } = components;
  const authors = components.config.committee.map((member) =>
    peerIdFromNetworkKey(member.networkKey),
  );
  const gates = createGates(components, authors);

  async function decode({ topic, data, from }: GossipMessage): Promise<ConsensusMessage> {
    if (topic !== 'proposals') return consensusMessageFromBytes(data);
    return consensusMessageFromBytes(await bodies.payloadOf(announcementFromBytes(data), from));
  }

  return {
    broadcast(message) {
      const bytes = bytesFromConsensusMessage(message);
      const data = message.type === 'proposal' ? bodies.announce(bytes) : bytes;
      // Gossip promises nothing: what does not arrive is repeated by the engine.
      network.publish(TOPICS[message.type], data).catch(() => undefined);
    },
    async onMessage(gossip) {
      // Pulling a body costs more than announcing one, so it is done for members only.
      const isOutsider = !authors.includes(gossip.author);
      if (gossip.topic === 'proposals' && isOutsider) return 'reject';
      let message: ConsensusMessage;
      try {
        message = await decode(gossip);
      } catch (thrown) {
        return isUnreachable(thrown) ? 'ignore' : 'reject';
      }
      if (TOPICS[message.type] !== gossip.topic) return 'reject';
      return gates(message, gossip.from, gossip.author);
    },
    async onDirect(message, peer) {
      return (await gates(message, peer, undefined)) !== 'reject';
    },
  };
}

/** `author` is undefined for a direct message, whose sender need not be who signed the vote. */
type Gate<Type extends ConsensusMessage['type']> = (
  message: Extract<ConsensusMessage, { type: Type }>,
  from: string,
  author: string | undefined,
) => Verdict | Promise<Verdict>;

function createGates(components: ConsensusGossipComponents, authors: readonly string[]) {
  const { config, certificates, clock, state, deliver, onSeen } = components;
  const { committee } = config;
  const mayForward = createForwardAgain(clock);
  const spend = createPeerBudget(MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND, clock);
  const isAuthor = (signer: number, author: string | undefined) =>
    author === undefined || authors[signer] === author;

  /** What this node knows already, it forwards again now and then while it may still matter. */
  function repeated(isKnown: boolean, statement: Statement, detail: string): Verdict {
    if (!isKnown || statement.view < state().view - 1n) return 'ignore';
    return mayForward(`${statementKey(statement)}/${detail}`) ? 'accept' : 'ignore';
  }

  const vote: Gate<'vote'> = (message, from, author) => {
    const { signer, statement } = message.vote;
    if (signer >= committee.length || !isAuthor(signer, author)) return 'reject';
    const isOwn = signer === config.self?.index;
    if (!isOwn && !wantsVote(state(), message.vote)) {
      return repeated(isVoteKnown(state(), message.vote), statement, `${signer}`);
    }
    // Without the author's envelope a share proves nothing, so it is checked before it counts.
    if (author === undefined) return checkedVote(message, from);
    deliver({ ...message, peer: from });
    onSeen(message);
    return mayForward(`${statementKey(statement)}/${signer}`) ? 'accept' : 'ignore';
  };

  async function checkedVote(message: Extract<ConsensusMessage, { type: 'vote' }>, from: string) {
    if (!spend(from)) return 'ignore';
    if (!(await certificates.verifyVote(message.vote))) return 'reject';
    deliver({ ...message, peer: from });
    onSeen(message);
    return 'accept';
  }

  const certificate: Gate<'certificate'> = async (message, from) => {
    const { statement } = message.certificate;
    if (!wantsCertificate(state(), statement)) {
      return repeated(certificates.has(message.certificate), statement, 'certificate');
    }
    if (!spend(from)) return 'ignore';
    if (!(await certificates.verify([message.certificate]))) return 'reject';
    deliver({ ...message, peer: from });
    onSeen(message);
    return mayForward(`${statementKey(statement)}/certificate`) ? 'accept' : 'ignore';
  };

  const proposal: Gate<'proposal'> = async (message, from, author) => {
    const { view, vote: own } = message.proposal;
    if (own.signer >= committee.length || !isAuthor(own.signer, author)) return 'reject';
    if (view > state().view + 1n) return 'ignore';
    if (!isWellFormed(config, message.proposal)) return 'reject';
    if (!wantsProposal(state(), message.proposal)) {
      const isKnown = state().views.get(view)?.proposal?.hash === own.statement.digest;
      return repeated(isKnown, own.statement, 'proposal');
    }
    if (!spend(from)) return 'ignore';
    if (!(await verifyProposal(message.proposal, config, certificates))) return 'reject';
    deliver({ ...message, peer: from });
    onSeen(message);
    return mayForward(`${statementKey(own.statement)}/proposal`) ? 'accept' : 'ignore';
  };

  return (message: ConsensusMessage, from: string, author: string | undefined) => {
    switch (message.type) {
      case 'vote':
        return vote(message, from, author);
      case 'certificate':
        return certificate(message, from, author);
      case 'proposal':
        return proposal(message, from, author);
    }
  };
}

function isVoteKnown({ views }: EngineState, { statement, signer }: Vote): boolean {
  const tallies = views.get(statement.view)?.tallies ?? [];
  return digestsOf(tallies, statement.kind, signer).includes(statement.digest);
}

function isUnreachable(thrown: unknown): boolean {
  return String((thrown as { code?: unknown }).code).startsWith('network/');
}

const TOPICS = {
  proposal: 'proposals',
  vote: 'votes',
  certificate: 'certificates',
} as const satisfies Record<ConsensusMessage['type'], Topic>;
