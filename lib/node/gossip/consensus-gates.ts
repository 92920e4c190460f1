import { type Statement, statementKey } from '../../chain/statement.ts';
import { digestsOf } from '../../consensus/collector.ts';
import { isWellFormed } from '../../consensus/proposal-form.ts';
import { wantsCertificate, wantsProposal, wantsVote } from '../../consensus/read-state.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusMessage, EpochConfig, Vote } from '../../consensus/types.ts';
import { MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND } from '../../core/limits.ts';
import type { TimelessEvent } from '../consensus/driver-contract.ts';
import type { VerifiedCertificates } from '../consensus/verified-certificates.ts';
import { verifyProposal } from '../consensus/verify-proposal.ts';
import { createPeerBudget, type PeerBudget } from '../peers/peer-budget.ts';
import type { Clock, Verdict } from '../ports.ts';
import { createForwardAgain } from './forward-again.ts';

export interface ConsensusGatesComponents {
  clock: Clock;
  config: EpochConfig;
  certificates: VerifiedCertificates;
  state(): EngineState;
  deliver(event: TimelessEvent): void;
  /** Everything that passed, for who watches. */
  onSeen(message: ConsensusMessage): void;
}

type MessageOf<Type extends ConsensusMessage['type']> = Extract<ConsensusMessage, { type: Type }>;

/**
 * Decides what consensus hears of and what travels on. `author` is who signed the envelope; a
 * direct message has none, and its sender need not be who made what is in it.
 */
export class ConsensusGates {
  readonly #with: ConsensusGatesComponents;
  readonly #authors: readonly string[];
  readonly #mayForward: (key: string) => boolean;
  readonly #budget: PeerBudget;

  /** `authors` are the peer ids of the members, in committee order. */
  constructor(components: ConsensusGatesComponents, authors: readonly string[]) {
    this.#with = components;
    this.#authors = authors;
    this.#mayForward = createForwardAgain(components.clock);
    this.#budget = createPeerBudget(MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND, components.clock);
  }

  judge(
    message: ConsensusMessage,
    from: string,
    author: string | undefined,
  ): Verdict | Promise<Verdict> {
    switch (message.type) {
      case 'vote':
        return this.#vote(message, from, author);
      case 'certificate':
        return this.#certificate(message, from);
      case 'proposal':
        return this.#proposal(message, from, author);
    }
  }

  #vote(message: MessageOf<'vote'>, from: string, author: string | undefined) {
    const { config, state } = this.#with;
    const { signer, statement } = message.vote;
    if (!this.#isAuthor(signer, author)) return 'reject';
    const isOwn = signer === config.self?.index;
    if (!isOwn && !wantsVote(state(), message.vote)) {
      return this.#repeated(isVoteKnown(state(), message.vote), statement, `${signer}`);
    }
    // Without the author's envelope nobody can be blamed for a share, so it is checked at once.
    if (author === undefined) return this.#checkedVote(message, from);
    return this.#passed(message, from, statement, `${signer}`);
  }

  async #checkedVote(message: MessageOf<'vote'>, from: string): Promise<Verdict> {
    if (!this.#budget.spend(from)) return 'ignore';
    if (!(await this.#with.certificates.verifyVote(message.vote))) return 'reject';
    return this.#passed(message, from, message.vote.statement, `${message.vote.signer}`);
  }

  async #certificate(message: MessageOf<'certificate'>, from: string): Promise<Verdict> {
    const { certificates, state } = this.#with;
    const { statement } = message.certificate;
    if (!wantsCertificate(state(), statement)) {
      return this.#repeated(certificates.has(message.certificate), statement, 'certificate');
    }
    if (!this.#budget.spend(from)) return 'ignore';
    if (!(await certificates.verify([message.certificate]))) return 'reject';
    return this.#passed(message, from, statement, 'certificate');
  }

  async #proposal(
    message: MessageOf<'proposal'>,
    from: string,
    author: string | undefined,
  ): Promise<Verdict> {
    const { config, certificates, state } = this.#with;
    const { view, vote } = message.proposal;
    const { statement } = vote;
    if (!this.#isAuthor(vote.signer, author)) return 'reject';
    if (view > state().view + 1n) return 'ignore';
    if (!isWellFormed(config, message.proposal)) return 'reject';
    if (!wantsProposal(state(), message.proposal)) {
      const isKnown = state().views.get(view)?.proposal?.hash === statement.digest;
      return this.#repeated(isKnown, statement, 'proposal');
    }
    if (!this.#budget.spend(from)) return 'ignore';
    if (!(await verifyProposal(message.proposal, config, certificates))) return 'reject';
    return this.#passed(message, from, statement, 'proposal');
  }

  #isAuthor(signer: number, author: string | undefined): boolean {
    if (signer >= this.#authors.length) return false;
    return author === undefined || this.#authors[signer] === author;
  }

  #passed(message: ConsensusMessage, from: string, statement: Statement, detail: string): Verdict {
    this.#with.deliver({ ...message, peer: from });
    this.#with.onSeen(message);
    return this.#mayForward(`${statementKey(statement)}/${detail}`) ? 'accept' : 'ignore';
  }

  /** What this node knows already, it forwards again now and then while it may still matter. */
  #repeated(isKnown: boolean, statement: Statement, detail: string): Verdict {
    if (!isKnown || statement.view < this.#with.state().view - 1n) return 'ignore';
    return this.#mayForward(`${statementKey(statement)}/${detail}`) ? 'accept' : 'ignore';
  }
}

function isVoteKnown({ views }: EngineState, { statement, signer }: Vote): boolean {
  const tallies = views.get(statement.view)?.tallies ?? [];
  return digestsOf(tallies, statement.kind, signer).includes(statement.digest);
}
