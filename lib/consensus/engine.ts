import { assert } from '../core/assert.ts';
import { MAX_RULE_PASSES } from '../core/limits.ts';
import { handleEvent } from './handle-event.ts';
import { retryFinalize, retryView } from './retry.ts';
import {
  arm,
  assemble,
  enlarge,
  enter,
  finalizeChain,
  notarize,
  nullify,
  propose,
  type Rule,
  voteFinalize,
} from './rules.ts';
import type { EngineState } from './state.ts';
import { beginTransition, type Transition } from './transition.ts';
import type { ConsensusEffect, ConsensusEvent } from './types.ts';

/**
 * Weft's consensus: a stake-weighted Simplex (Chan and Pass, 2023). Members with total power W
 * agree on a chain of blocks, view by view; anything needs the quorum Q = floor(2W/3) + 1. It is
 * safe without clocks while less than a third of the power lies, and live once messages arrive.
 *
 * Votes are notarize(view, block), nullify(view) and finalize(view, block); Q of one make a
 * certificate. After every event these rules are tried in order until none fires:
 *
 * 1. assemble       Upon votes of power Q for one statement: check all shares at once, make the
 *                   certificate, send it.
 * 2. enter          Upon any certificate of view v >= view: view = v + 1.
 * 3. finalizeChain  Upon a finalization whose blocks down to the floor are held and valid: write it
 *                   down, report the blocks as final, raise the floor. The boundary ends the epoch.
 * 4. arm            Upon work in this view (and not right after a freeze): deadlines begin.
 * 5. propose        As armed leader that has not voted here: go back from view - 1 over nullified
 *                   views to a certified valid block, wait out the block time, build, propose; if
 *                   that block is the boundary, propose it again.
 * 6. notarize       Upon the leader's proposal whose parent (or, for the boundary again, itself) is
 *                   certified, with a nullification for every view in between, whose block is valid
 *                   and not ahead of the clock, and whose events Ethereum confirms (neither counts
 *                   for the boundary again): vote notarize, unless this node notarized or nullified
 *                   this view.
 * 7. voteFinalize   Upon a notarization of a valid block in any view not settled: vote finalize,
 *                   unless this node nullified that view.
 * 8. nullify        When armed, upon a passed deadline, an invalid block, or a leader that
 *                   nullified or equivocated: vote nullify; never notarize or finalize afterwards.
 * 9. retryView      While nothing moves: repeat own votes, the entry, the highest notarization.
 * 10. retryFinalize While a notarized block is not final: repeat the own finalize vote.
 * 11. enlarge       As leader, upon late shares for the block to build on: add them.
 *
 * Safety in three steps. Two quorums share an honest member, who notarizes once per view: one
 * notarized block per view. Nobody both nullifies and finalizes a view, and own votes survive
 * crashes: no view has both certificates. So whoever builds after a finalized view cannot step
 * over it, and every later notarized block descends from the finalized one. The boundary has no
 * descendant in its epoch, so there is one final boundary, and one root for the next epoch.
 *
 * The step is pure: no clock, no randomness, no input or output. Time comes with the event.
 */
export function step(
  state: EngineState,
  event: ConsensusEvent,
): { state: EngineState; effects: readonly ConsensusEffect[] } {
  const isExpected = (state.phase === 'created') === (event.type === 'start');
  const isDeaf = state.phase === 'closed' && !SERVED.includes(event.type);
  if (state.phase === 'halted' || !isExpected || isDeaf) return { state, effects: [] };
  const t = beginTransition(state, event);
  handleEvent(t, event);
  applyRules(t);
  setAlarm(t);
  return { state: t.state, effects: t.effects };
}

/** What a closed engine still answers. */
const SERVED: readonly ConsensusEvent['type'][] = ['status', 'certificates-requested'];

/** The protocol; the README says what each of them does, by its name and in this order. */
export const RULES: readonly Rule[] = [
  assemble,
  enter,
  finalizeChain,
  arm,
  propose,
  notarize,
  voteFinalize,
  nullify,
  retryView,
  retryFinalize,
  enlarge,
];

/** Tries the rules in order, from the first again whenever one fired, until none does. */
function applyRules(t: Transition): void {
  for (let pass = 0; t.state.phase === 'running'; pass++) {
    assert(pass < MAX_RULE_PASSES, 'rules come to rest');
    t.wakeAt = undefined;
    if (!RULES.some((rule) => rule(t))) return;
  }
}

/** Keeps one alarm, at the earliest time a rule waits for. */
function setAlarm(t: Transition): void {
  if (t.state.phase !== 'running' || t.wakeAt === undefined) return;
  if (t.state.alarmAt === t.wakeAt) return;
  t.state.alarmAt = t.wakeAt;
  t.effects.push({ type: 'set-alarm', at: t.wakeAt });
}
