import { type Block, hashOfBlock } from '../chain/block.ts';
import { NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import {
  MAX_NULLIFICATIONS_PER_PROPOSAL,
  MAX_REQUEST_ITEMS,
  VOTE_WINDOW_BEHIND_VIEWS,
} from '../core/limits.ts';
import { holdBlock } from './blocks.ts';
import { keepCertificate } from './certificates.ts';
import { applyCheck, isSame } from './collector.ts';
import { muteMember } from './members.ts';
import { isWellFormed } from './proposal-form.ts';
import { certificatesInRange, highestFinalization, highestNotarization } from './read-state.ts';
import { restart } from './restart.ts';
import { repeatOwnVotes } from './retry.ts';
import { enter, raiseFloor } from './rules.ts';
import { canVote, floorFrom } from './state.ts';
import { deltaMs } from './timing.ts';
import {
  changeBlock,
  changeView,
  claimTurn,
  currentRecord,
  type Transition,
  viewRecord,
} from './transition.ts';
import type { ConsensusEvent, FinalizedBlock, Proposal } from './types.ts';
import { laterView, parentCertificateOf } from './view.ts';
import { countOwnVote, recordsBehind, signVote, takeVote } from './votes.ts';

type EventOf<Type extends ConsensusEvent['type']> = Extract<ConsensusEvent, { type: Type }>;

/** Takes an event into the state; what follows from it is the rules' business. */
export function handleEvent(t: Transition, event: ConsensusEvent): void {
  switch (event.type) {
    case 'start':
      restart(t, event.journal);
      break;
    case 'guard-passed':
      t.state.guarded = true;
      if (canVote(t.state)) repeatOwnVotes(t);
      break;
    case 'tick':
      t.state.alarmAt = undefined;
      break;
    case 'resumed':
      t.state.armedAt = undefined;
      t.state.holdUntil = t.now + 2 * deltaMs(t.state);
      break;
    case 'proposal':
      takeProposal(t, event.proposal, event.peer);
      break;
    case 'vote':
      takeVote(t, event.vote);
      break;
    case 'votes-verified':
      takeVerifiedVotes(t, event);
      break;
    case 'certificate':
      keepCertificate(t, event.certificate);
      break;
    case 'block-built':
      takeOwnBlock(t, event.view, event.block);
      break;
    case 'build-failed':
      if (event.view === t.state.view) changeView(t, event.view, { build: 'failed' });
      break;
    case 'block-checked':
      takeCheck(t, event);
      break;
    case 'block-stored':
      holdBlock(t, event.block, hashOfBlock(event.block));
      break;
    case 'synced':
      takeSynced(t, event.floor);
      break;
    case 'work':
      t.state.workPending = event.pending;
      break;
    case 'status':
      takeStatus(t, event);
      break;
    case 'certificates-requested':
      for (const certificate of certificatesInRange(t.state, event.fromView, event.toView)) {
        const message = { type: 'certificate', certificate } as const;
        t.effects.push({ type: 'send', peer: event.peer, message });
      }
      break;
  }
}

/** Certificates inside a proposal count first: they may open the very view it is about. */
function takeProposal(t: Transition, proposal: Proposal, peer: string): void {
  const { state } = t;
  const { view, block, vote } = proposal;
  if (vote.statement.epoch !== state.config.epoch || view <= state.settled) return;
  if (!isWellFormed(state.config, proposal)) {
    t.effects.push({ type: 'penalise', peer, reason: 'malformed-proposal' });
    return;
  }
  const hash = vote.statement.digest;
  if (block.body.parentCertificate) keepCertificate(t, block.body.parentCertificate);
  for (const nullification of proposal.nullifications) keepCertificate(t, nullification);
  enter(t);
  if (view <= state.settled || view < state.view - VOTE_WINDOW_BEHIND_VIEWS) return;
  if (view > state.view + 1n) return;
  const record = viewRecord(t, view);
  takeVote(t, vote);
  const certified = parentCertificateOf(record)?.statement.digest;
  if (certified === hash) holdBlock(t, block, hash);
  if (view < state.view || record.proposal?.hash === hash) return;
  if (record.proposal) {
    changeView(t, view, { equivocated: true });
    return;
  }
  holdBlock(t, block, hash);
  changeView(t, view, { proposal: { content: proposal, hash } });
}

function takeVerifiedVotes(t: Transition, event: EventOf<'votes-verified'>): void {
  const { statement, bad } = event;
  for (const signer of bad) muteMember(t, signer);
  const record = t.state.views.get(statement.view);
  const tally = record?.tallies.find((held) => isSame(held.statement, statement));
  if (!record || !tally?.checking) return;
  const base = tally.base?.signers ?? [];
  const signers = [...base, ...event.signers.filter((signer) => !base.includes(signer))];
  const passed = { signers, signature: event.signature };
  const next = applyCheck(tally, event.signers.length > 0 ? passed : undefined, bad);
  changeView(t, record.view, {
    tallies: record.tallies.map((held) => (held === tally ? next : held)),
  });
}

/** The block this node asked for as leader: it is sent only if the view still waits for it. */
function takeOwnBlock(t: Transition, view: bigint, block: Block): void {
  const { state } = t;
  if (!canVote(state) || view !== state.view) return;
  const record = currentRecord(t);
  if (record.build !== 'asked' || record.mine[NOTARIZE] || record.mine[NULLIFY]) return;
  assert(block.header.view === view, 'the built block is of this view');
  const hash = hashOfBlock(block);
  holdBlock(t, block, hash, { status: 'valid', durable: true });
  const vote = signVote(t, NOTARIZE, view, hash);
  const parentView = block.body.parentCertificate?.statement.view ?? 0n;
  const nullifications = certificatesBetween(t, parentView, view);
  const proposal: Proposal = { view, block, nullifications, vote };
  const records = [...recordsBehind(t, vote.statement), { type: 'proposal', proposal } as const];
  t.effects.push({ type: 'persist', records });
  changeView(t, view, { ownProposal: proposal, proposal: { content: proposal, hash } });
  countOwnVote(t, vote);
  t.effects.push({ type: 'broadcast', message: { type: 'proposal', proposal } });
}

/** Nullifications walked over, the newest if there are more than a proposal may carry. */
function certificatesBetween(t: Transition, parentView: bigint, view: bigint) {
  const oldest = view - BigInt(MAX_NULLIFICATIONS_PER_PROPOSAL);
  const nullifications = [];
  for (let at = parentView + 1n; at < view; at++) {
    const nullification = t.state.views.get(at)?.certificates[NULLIFY];
    if (nullification && at >= oldest) nullifications.push(nullification);
  }
  return nullifications;
}

function takeCheck(t: Transition, { hash, valid }: EventOf<'block-checked'>): void {
  const entry = t.state.blocks.get(hash);
  if (entry?.status !== 'checking') return;
  changeBlock(t, { ...entry, status: valid ? 'valid' : 'invalid' });
}

function takeSynced(t: Transition, { header, certificate }: FinalizedBlock): void {
  if (header.height <= t.state.floor.header.height) return;
  assert(certificate, 'a block above genesis has a finalization');
  const { view } = certificate.statement;
  const records = [
    { type: 'floor', view, height: header.height, finalization: certificate },
  ] as const;
  t.effects.push({ type: 'persist', records });
  raiseFloor(t, floorFrom({ header, certificate }));
}

/** A neighbour that is behind gets what brings it here; one that is ahead is asked. */
function takeStatus(t: Transition, { peer, status }: EventOf<'status'>): void {
  const { state } = t;
  if (status.epoch !== state.config.epoch) return;
  const isBehind = status.view < state.view || status.finalizedHeight < state.floor.header.height;
  if (isBehind && claimTurn(t, `status ${peer}`)) {
    const held = [state.entry, highestNotarization(state), highestFinalization(state)];
    for (const certificate of new Set(held)) {
      if (!certificate) continue;
      t.effects.push({ type: 'send', peer, message: { type: 'certificate', certificate } });
    }
  }
  if (status.view <= state.view || !claimTurn(t, `ask ${peer}`)) return;
  const oldest = status.view - BigInt(MAX_REQUEST_ITEMS);
  const fromView = laterView(oldest, state.view);
  t.effects.push({ type: 'fetch-certificates', fromView, toView: status.view - 1n });
}
