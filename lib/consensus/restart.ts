import { hashOfBlock } from '../chain/block.ts';
import { NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { holdBlock } from './blocks.ts';
import { keepCertificate } from './certificates.ts';
import { addVote, isSame } from './collector.ts';
import { positionOf } from './journal.ts';
import { changeView, currentRecord, halt, type Transition, viewRecord } from './transition.ts';
import type { Proposal, RecordBody, Vote } from './types.ts';
import { laterView, preferredCertificate } from './view.ts';

/**
 * Rebuilds what the node was bound to before it stopped: own votes, what they rely on, and the view
 * it had reached. Blocks are checked again, because execution results are not kept. The journal may
 * hold records of other epochs, which are for their engines; and it may know a higher floor than
 * the block store, whose blocks were lost: they have to come again before anything is built on
 * them, and no view up to that floor is voted on.
 */
export function restart(t: Transition, wholeJournal: readonly RecordBody[]): void {
  const { state } = t;
  state.phase = 'running';
  const journal = wholeJournal.filter((body) => positionOf(body).epoch === state.config.epoch);
  for (const body of journal) restoreOwn(t, body);
  for (const body of journal) {
    if (body.type === 'floor') state.forgottenBelow = laterView(state.forgottenBelow, body.view);
  }
  // Certificates come after all own votes: one with an own bit but no own vote is an alarm. The
  // newest come first: what they settle is over, and own votes there may be forgotten.
  for (const body of [...journal].reverse()) {
    if (body.type === 'certificate') keepCertificate(t, body.certificate, true);
    if (body.type === 'floor' && body.finalization) keepCertificate(t, body.finalization, true);
  }
  const reached = [...state.views.values()].map((record) => {
    if (preferredCertificate(record)) return record.view + 1n;
    return record.mine[NOTARIZE] || record.mine[NULLIFY] ? record.view : 0n;
  });
  state.view = reached.reduce(laterView, state.floor.view + 1n);
  const ended = state.views.get(state.view - 1n);
  state.entry = (ended && preferredCertificate(ended)) ?? state.floor.certificate;
  state.enteredAt = t.now;
  state.wallAtEntry = t.wall;
  state.lastSeen = state.lastSeen.map(() => state.view);
  currentRecord(t);
}

function restoreOwn(t: Transition, body: RecordBody): void {
  switch (body.type) {
    case 'vote':
      restoreVote(t, body.vote);
      break;
    case 'proposal':
      restoreProposal(t, body.proposal);
      break;
    case 'block':
      holdBlock(t, body.block, hashOfBlock(body.block), { durable: true });
      break;
    case 'certificate':
    case 'floor':
      break;
  }
}

function restoreProposal(t: Transition, proposal: Proposal): void {
  const hash = hashOfBlock(proposal.block);
  holdBlock(t, proposal.block, hash, { durable: true });
  if (proposal.view <= t.state.floor.view) return;
  restoreVote(t, proposal.vote);
  changeView(t, proposal.view, {
    ownProposal: proposal,
    proposal: { content: proposal, hash },
    build: 'asked',
  });
}

function restoreVote(t: Transition, vote: Vote): void {
  const { kind, view } = vote.statement;
  const { config } = t.state;
  if (view <= t.state.floor.view) return;
  const record = viewRecord(t, view);
  const before = record.mine[kind];
  const isOwn = vote.signer === config.self?.index;
  if (!isOwn || (before && !isSame(before.statement, vote.statement))) {
    halt(t, 'journal-of-another-key');
    return;
  }
  if (before) return;
  changeView(t, view, {
    mine: { ...record.mine, [kind]: vote },
    tallies: addVote(record.tallies, vote, true),
  });
}
