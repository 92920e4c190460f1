import { type Block, hashOfBlock } from '../chain/block.ts';
import type { Certificate } from '../chain/certificate.ts';
import { NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import type { Hash } from '../core/bytes.ts';
import { MAX_NULLIFICATIONS_PER_PROPOSAL } from '../core/limits.ts';
import { holdBlock } from './blocks.ts';
import { parentViewOf } from './justification.ts';
import { canVote } from './state.ts';
import { changeBlock, changeView, currentRecord, type Transition } from './transition.ts';
import type { Proposal } from './types.ts';
import { countOwnVote, recordsBehind, signVote } from './votes.ts';

/** The block this node asked for as leader: it is sent only if the view still waits for it. */
export function takeOwnBlock(t: Transition, view: bigint, block: Block): void {
  const { state } = t;
  if (!canVote(state) || view !== state.view) return;
  const record = currentRecord(t);
  if (record.build !== 'asked' || record.mine[NOTARIZE] || record.mine[NULLIFY]) return;
  assert(block.header.view === view, 'the built block is of this view');
  const hash = hashOfBlock(block);
  holdBlock(t, block, hash, { status: 'valid', durable: true });
  const { parentCertificate } = block.body;
  const parentView = parentViewOf(state, block.header.parentHash, parentCertificate);
  assert(parentView !== undefined, 'an own block has a certified parent');
  sendProposal(t, { block, hash, nullifications: nullificationsAfter(t, parentView) });
}

/** The boundary has no child in its epoch: as it is not final yet, it is proposed once more. */
export function proposeAgain(t: Transition, justify: Certificate): void {
  const { view, digest } = justify.statement;
  const entry = t.state.blocks.get(digest);
  assert(entry?.status === 'valid', 'what is proposed again is valid');
  changeBlock(t, { ...entry, durable: true });
  const nullifications = nullificationsAfter(t, view);
  sendProposal(t, { block: entry.block, hash: digest, justify, nullifications });
}

/** Writes block and vote before they leave. */
function sendProposal(
  t: Transition,
  content: Omit<Proposal, 'view' | 'vote'> & { hash: Hash },
): void {
  const { view } = t.state;
  const { hash, ...parts } = content;
  const vote = signVote(t, NOTARIZE, view, hash);
  const proposal: Proposal = { view, vote, ...parts };
  const records = [...recordsBehind(t, vote.statement), { type: 'proposal', proposal } as const];
  t.effects.push({ type: 'persist', records });
  changeView(t, view, {
    ownProposal: proposal,
    proposal: { content: proposal, hash },
    build: 'asked',
  });
  countOwnVote(t, vote);
  t.effects.push({ type: 'broadcast', message: { type: 'proposal', proposal } });
}

/** Nullifications walked over, the newest if there are more than a proposal may carry. */
function nullificationsAfter(t: Transition, parentView: bigint): Certificate[] {
  const { view, views } = t.state;
  const oldest = view - BigInt(MAX_NULLIFICATIONS_PER_PROPOSAL);
  const nullifications: Certificate[] = [];
  for (let at = parentView + 1n; at < view; at++) {
    const nullification = views.get(at)?.certificates[NULLIFY];
    if (nullification && at >= oldest) nullifications.push(nullification);
  }
  return nullifications;
}
