import { hashOfBlock } from '../../../lib/chain/block.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { FINALIZE, NOTARIZE } from '../../../lib/chain/statement.ts';
import type { ConsensusMessage, Proposal } from '../../../lib/consensus/types.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { whenKnown } from '../eventual.ts';
import { hashOnce } from '../hash-once.ts';
import { type Actor, broadcast, type Mask, randomHash, signVote } from './actor.ts';

/**
 * Puts together proposals whose parts do not belong together: its vote beside another block, for
 * another view or of another kind, blocks of other leaders as its own, the certificate of one block
 * with the child of another. The right ones follow a little later.
 */
export function createForger(mask: Mask): Actor {
  const { random } = mask;
  const forged = new WeakSet<ConsensusMessage>();
  const headers = new Map<Hash, Header>();
  const forgeries: ((proposal: Proposal) => Proposal | undefined)[] = [
    anotherBlock,
    anotherView,
    anotherKind,
    needlessJustification,
    anotherParent,
    anotherParent,
  ];

  return {
    speak: (message) => {
      if (message.type !== 'proposal') return [message];
      const { proposal } = message;
      remember(proposal);
      if (forged.has(message)) return [];
      forged.add(message);
      const forgery = random.pick(forgeries)(proposal);
      if (forgery) tell(forgery);
      mask.later(random.between(0, 2_000), () => broadcast(mask, [message]));
      return [];
    },
    hear: (_from, message) => {
      if (message.type !== 'proposal') return true;
      remember(message.proposal);
      const stolen = asOwn(message.proposal);
      if (stolen && random.chance(30)) broadcast(mask, [{ type: 'proposal', proposal: stolen }]);
      return true;
    },
  };

  function tell(proposal: Proposal): void {
    mask.acted();
    broadcast(mask, [{ type: 'proposal', proposal }]);
  }

  function remember({ block: { header } }: Proposal): void {
    headers.set(hashOnce(header), header);
    const [oldest] = headers.keys();
    if (headers.size > MAX_REMEMBERED && oldest) headers.delete(oldest);
  }

  /** The vote is for one block and the block is another, just as valid. */
  function anotherBlock(proposal: Proposal): Proposal {
    const { header, body } = proposal.block;
    const timestampMs = header.timestampMs + 1;
    return { ...proposal, block: { header: { ...header, timestampMs }, body } };
  }

  function anotherView(proposal: Proposal): Proposal | undefined {
    const { view, digest } = proposal.vote.statement;
    const vote = signVote(mask, NOTARIZE, view + BigInt(random.pick([-1, 1])), digest);
    return vote && { ...proposal, vote };
  }

  function anotherKind(proposal: Proposal): Proposal | undefined {
    const vote = signVote(mask, FINALIZE, proposal.view, proposal.vote.statement.digest);
    return vote && { ...proposal, vote };
  }

  /** As if a block of this view had been certified before. */
  function needlessJustification(proposal: Proposal): Proposal | undefined {
    const { parentCertificate } = proposal.block.body;
    return parentCertificate && { ...proposal, justify: parentCertificate };
  }

  /** A block on the grandparent, with the certificate of the parent: as if that were the same. */
  function anotherParent(proposal: Proposal): undefined {
    const here = mask.here();
    const { header, body } = proposal.block;
    const parent = headers.get(headers.get(header.parentHash)?.parentHash ?? ZERO_HASH);
    const { parentCertificate } = body;
    if (!here || !parent || !parentCertificate || parent.epoch !== header.epoch) return;
    const { view, timestampMs } = header;
    const request = { view, parent, timestampMs, parentCertificate, transactions: [] };
    whenKnown(mask, mask.ledger.build(here.epoch, mask.validator, request), (block) => {
      const vote = signVote(mask, NOTARIZE, view, hashOfBlock(block));
      if (vote) tell({ ...proposal, block, vote });
    });
  }

  /** What another leader proposed, as if this one led. */
  function asOwn(proposal: Proposal): Proposal | undefined {
    const digest = random.chance(50) ? proposal.vote.statement.digest : randomHash(random);
    const vote = signVote(mask, NOTARIZE, proposal.view, digest);
    return vote && { ...proposal, vote };
  }
}

const MAX_REMEMBERED = 64;
