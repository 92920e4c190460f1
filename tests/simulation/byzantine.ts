import { bodyRootOf, hashOfBlock } from '../../lib/chain/block.ts';
import { attestMessage, FINALIZE, NOTARIZE, NULLIFY } from '../../lib/chain/statement.ts';
import type { ConsensusMessage, EpochConfig, Proposal, Vote } from '../../lib/consensus/types.ts';
import { type Hash, ZERO_HASH } from '../../lib/core/bytes.ts';
import type { Behaviour } from './configuration.ts';
import { fakeSign } from './fake-signatures.ts';

/** What a lying node sends to `to` instead of the message that an honest one would send. */
export type Tamper = (message: ConsensusMessage, to: number) => ConsensusMessage[];

export function createTamper(config: EpochConfig, node: number, behaviour: Behaviour): Tamper {
  const sign = (kind: Vote['statement']['kind'], view: bigint, digest: Hash): Vote => {
    const statement = { kind, epoch: config.epoch, view, digest };
    const message = attestMessage(config.genesisHash, statement);
    return { statement, signer: node, signature: fakeSign(node, message) };
  };
  switch (behaviour) {
    case 'silent':
      return () => [];
    case 'bad-share':
      return (message) => {
        if (message.type !== 'vote') return [message];
        const signature = fakeSign(node + 1_000, new Uint8Array([message.vote.statement.kind]));
        return [{ type: 'vote', vote: { ...message.vote, signature } }];
      };
    case 'double-voter':
      return (message) => {
        if (message.type !== 'vote') return [message];
        const { kind, view, digest } = message.vote.statement;
        const extra =
          kind === NULLIFY ? [] : [sign(NULLIFY, view, ZERO_HASH), sign(FINALIZE, view, digest)];
        return [message, ...extra.map((vote) => ({ type: 'vote', vote }) as const)];
      };
    case 'equivocating-leader':
      return (message, to) => {
        if (message.type !== 'proposal' || to % 2 === 0) return [message];
        return [{ type: 'proposal', proposal: secondProposal(message.proposal) }];
      };
  }

  function secondProposal(proposal: Proposal): Proposal {
    const { header } = proposal.block;
    const body = { ...proposal.block.body };
    const timestampMs = header.timestampMs + 1;
    const block = { header: { ...header, timestampMs, bodyRoot: bodyRootOf(body) }, body };
    return { ...proposal, block, vote: sign(NOTARIZE, proposal.view, hashOfBlock(block)) };
  }
}
