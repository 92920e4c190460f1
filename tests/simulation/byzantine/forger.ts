import { type Block, bodyRootOf, hashOfBlock } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { FINALIZE, NOTARIZE, randaoMessage } from '../../../lib/chain/statement.ts';
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
  const blocks = new Map<Hash, Block>();
  const forgeries: ((proposal: Proposal) => Proposal | undefined)[] = [
    anotherBlock,
    anotherView,
    anotherKind,
    anotherEpoch,
    oldBlock,
    laterBlock,
    tooEarly,
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

  function remember({ block }: Proposal): void {
    blocks.set(hashOnce(block.header), block);
    const [oldest] = blocks.keys();
    if (blocks.size > MAX_REMEMBERED && oldest) blocks.delete(oldest);
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

  function anotherEpoch({ view, block, ...rest }: Proposal): Proposal | undefined {
    const { chain, signatures, validator } = mask;
    const epoch = block.header.epoch + 1n;
    const message = randaoMessage(chain.genesisHash, epoch, view);
    const body = { ...block.body, reveal: signatures.sign(validator, message) };
    const header = { ...block.header, epoch, bodyRoot: bodyRootOf(body) };
    const vote = signVote(mask, NOTARIZE, view, hashOfBlock({ header, body }));
    return vote && { ...rest, view, block: { header, body }, vote };
  }

  /** The parent once more, with its certificate: as if it were the boundary. */
  function oldBlock({ view, block, nullifications }: Proposal): Proposal | undefined {
    const { parentCertificate: justify } = block.body;
    const old = blocks.get(block.header.parentHash);
    if (!justify || !old || old.header.epoch !== block.header.epoch) return undefined;
    const vote = signVote(mask, NOTARIZE, view, block.header.parentHash);
    return vote && { view, block: old, nullifications, justify, vote };
  }

  /** A block of a later view that this one leads as well. */
  function laterBlock(proposal: Proposal): undefined {
    buildAt(proposal, nextLed(proposal.view), proposal.view);
  }

  /** All right, but for a view that nobody has reached. */
  function tooEarly(proposal: Proposal): undefined {
    const view = nextLed(proposal.view + 1n);
    buildAt(proposal, view, view);
  }

  function nextLed(after: bigint): bigint {
    const epoch = mask.here()?.epoch;
    for (let view = after + 1n; epoch && view < after + 64n; view++) {
      const leader = leaderIndex(epoch.committee, epoch.seed, view);
      if (epoch.validators[leader] === mask.validator) return view;
    }
    return after + 64n;
  }

  function buildAt({ block: { header, body }, ...rest }: Proposal, of: bigint, at: bigint): void {
    const parent = blocks.get(header.parentHash)?.header;
    if (parent) buildOn(parent, of, at, header, body.parentCertificate, rest.nullifications);
  }

  /** A block on the grandparent, with the certificate of the parent: as if that were the same. */
  function anotherParent({ view, block, nullifications }: Proposal): undefined {
    const { header, body } = block;
    const parentHash = blocks.get(header.parentHash)?.header.parentHash ?? ZERO_HASH;
    const parent = blocks.get(parentHash)?.header;
    if (!parent || parent.epoch !== header.epoch) return;
    buildOn(parent, view, view, header, body.parentCertificate, nullifications);
  }

  /** Builds a block of one view and proposes it in the same or another. */
  function buildOn(
    parent: Header,
    view: bigint,
    proposedAt: bigint,
    { timestampMs }: Header,
    parentCertificate: Certificate | undefined,
    nullifications: Proposal['nullifications'],
  ): void {
    const here = mask.here();
    if (!here || !parentCertificate) return;
    const request = { view, parent, timestampMs, parentCertificate, transactions: [] };
    whenKnown(mask, mask.ledger.build(here.epoch, mask.validator, request), (block) => {
      const vote = signVote(mask, NOTARIZE, proposedAt, hashOfBlock(block));
      if (vote) tell({ view: proposedAt, block, nullifications, vote });
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
