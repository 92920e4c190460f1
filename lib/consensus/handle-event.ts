import { hashOfBlock } from '../chain/block.ts';
import type { Certificate } from '../chain/certificate.ts';
import { assert } from '../core/assert.ts';
import { MAX_REQUEST_ITEMS } from '../core/limits.ts';
import { holdBlock } from './blocks.ts';
import { keepCertificate } from './certificates.ts';
import { applyCheck, tallyOf } from './collector.ts';
import { muteMember } from './members.ts';
import {
  certificatesInRange,
  highestFinalization,
  highestNotarization,
  talliesOf,
} from './read-state.ts';
import { restart } from './restart.ts';
import { repeatOwnVotes } from './retry.ts';
import { raiseFloor } from './rules.ts';
import { takeOwnBlock } from './send-proposal.ts';
import { canVote, floorFrom } from './state.ts';
import { takeProposal } from './take-proposal.ts';
import { deltaMs } from './timing.ts';
import {
  changeBlock,
  changeTally,
  changeView,
  claimTurn,
  currentRecord,
  type Transition,
} from './transition.ts';
import type { ConsensusEvent, FinalizedBlock } from './types.ts';
import { laterView } from './view.ts';
import { takeVote } from './votes.ts';

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
      t.state.alarmAt = undefined;
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
    case 'inbox-tested':
      takeInboxTest(t, event);
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
        sendCertificate(t, event.peer, certificate);
      }
      break;
  }
}

function takeVerifiedVotes(t: Transition, event: EventOf<'votes-verified'>): void {
  const { statement, signers, signature, bad } = event;
  for (const signer of bad) muteMember(t, signer);
  const tally = tallyOf(talliesOf(t.state, statement.view), statement);
  if (!tally?.checking) return;
  const passed = signers.length > 0 ? { signers, signature } : undefined;
  changeTally(t, applyCheck(tally, passed, bad, t.state.config.committee));
}

function takeCheck(t: Transition, { hash, valid }: EventOf<'block-checked'>): void {
  const entry = t.state.blocks.get(hash);
  if (entry?.status !== 'checking') return;
  changeBlock(t, { ...entry, status: valid ? 'valid' : 'invalid' });
}

/** A block that is not proposed again is of one view; once that is over, the answer is late. */
function takeInboxTest(t: Transition, { hash }: EventOf<'inbox-tested'>): void {
  const { view, proposal } = currentRecord(t);
  if (proposal?.hash === hash) changeView(t, view, { inboxTest: 'passed' });
}

function takeSynced(t: Transition, { header, certificate }: FinalizedBlock): void {
  if (header.height <= t.state.floor.header.height) return;
  assert(certificate, 'a block above the root has a finalization');
  const { view } = certificate.statement;
  const records = [
    { type: 'floor', view, height: header.height, finalization: certificate },
  ] as const;
  t.effects.push({ type: 'persist', records });
  raiseFloor(t, floorFrom(t.state.config, { header, certificate }));
}

/** A neighbour that is behind gets what brings it here; one that is ahead is asked. */
function takeStatus(t: Transition, { peer, status }: EventOf<'status'>): void {
  const { state } = t;
  const { epoch, rootCertificate } = state.config;
  if (status.epoch !== epoch) {
    // One epoch behind, all that it lacks from here is that its boundary is final.
    if (status.epoch + 1n !== epoch || !rootCertificate) return;
    if (claimTurn(t, `status ${peer}`)) sendCertificate(t, peer, rootCertificate);
    return;
  }
  const isBehind = status.view < state.view || status.finalizedHeight < state.floor.header.height;
  if (isBehind && claimTurn(t, `status ${peer}`)) {
    const held = [state.entry, highestNotarization(state), highestFinalization(state)];
    for (const certificate of new Set(held)) {
      if (certificate) sendCertificate(t, peer, certificate);
    }
  }
  if (status.view <= state.view || !claimTurn(t, `ask ${peer}`)) return;
  const oldest = status.view - BigInt(MAX_REQUEST_ITEMS);
  const fromView = laterView(oldest, state.view);
  t.effects.push({ type: 'fetch-certificates', fromView, toView: status.view - 1n });
}

function sendCertificate(t: Transition, peer: string, certificate: Certificate): void {
  t.effects.push({ type: 'send', peer, message: { type: 'certificate', certificate } });
}
