import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { FINALIZE_RETRY_MAX_MS } from '../core/limits.ts';
import { highestNotarization } from './read-state.ts';
import { canVote } from './state.ts';
import { deadlinesOf, deltaMs } from './timing.ts';
import { currentRecord, type Transition, wake } from './transition.ts';
import type { ConsensusMessage } from './types.ts';

/**
 * Upon a deadline that passed without leaving the view: say everything again, in case it was lost.
 * Nodes repeat only their own votes; certificates speak for themselves.
 */
export function retryView(t: Transition): boolean {
  const { state, now } = t;
  if (!canVote(state) || state.armedAt === undefined) return false;
  const dueAt = (state.retriedAt ?? deadlinesOf(t, state.armedAt).proposal) + deltaMs(state);
  if (now < dueAt) {
    wake(t, dueAt);
    return false;
  }
  state.retriedAt = now;
  repeatOwnVotes(t);
  const notarization = highestNotarization(state);
  const certificates = new Set([state.entry, notarization]);
  for (const certificate of certificates) {
    if (certificate) say(t, { type: 'certificate', certificate });
  }
  return true;
}

/**
 * Upon a notarized block that stays unfinalized: repeat the own finalize vote, ever more rarely.
 */
export function retryFinalize(t: Transition): boolean {
  const { state, now } = t;
  const view = highestNotarization(state)?.statement.view;
  const vote = view === undefined ? undefined : state.views.get(view)?.mine[FINALIZE];
  if (view === undefined || view <= state.settled || !vote || !canVote(state)) return false;
  const retry = state.finalizeRetry;
  if (retry?.view !== view) {
    const delayMs = deltaMs(state);
    state.finalizeRetry = { view, at: now + delayMs, delayMs };
    return true;
  }
  if (now < retry.at) {
    wake(t, retry.at);
    return false;
  }
  const delayMs = Math.min(retry.delayMs * 2, FINALIZE_RETRY_MAX_MS);
  state.finalizeRetry = { view, at: now + delayMs, delayMs };
  say(t, { type: 'vote', vote });
  return true;
}

/** Sends the own votes of the current view again; a leader's notarize vote is in its proposal. */
export function repeatOwnVotes(t: Transition): void {
  const { mine, ownProposal } = currentRecord(t);
  const notarizeVote = mine[NOTARIZE];
  const nullifyVote = mine[NULLIFY];
  if (ownProposal) say(t, { type: 'proposal', proposal: ownProposal });
  else if (notarizeVote) say(t, { type: 'vote', vote: notarizeVote });
  if (nullifyVote) say(t, { type: 'vote', vote: nullifyVote });
}

function say(t: Transition, message: ConsensusMessage): void {
  t.effects.push({ type: 'broadcast', message });
}
