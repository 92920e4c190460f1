import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEffect, ConsensusEvent, Proposal } from '../../../lib/consensus/types.ts';
import { assertBacksOff, isInactive } from './back-off.ts';
import { bitsOf, type ChainFacts, type Term } from './chain-facts.ts';
import { voteOfRecord } from './messages.ts';
import { fail, type Invariant, type StepResult } from './watcher.ts';

type EventOf<Type extends ConsensusEvent['type']> = Extract<ConsensusEvent, { type: Type }>;

/**
 * What each honest engine owes the others, step by step: small duties whose neglect the great
 * promises would show late or never, because something else makes up for it.
 */
export function createConduct(facts: ChainFacts): Invariant {
  const engines = new WeakMap<EngineState['config'], Memory>();

  return {
    stepped: (process, before, event, result) => {
      if (!facts.isHonest(process)) return;
      const memory = engines.get(before.config) ?? createMemory();
      engines.set(before.config, memory);
      const step = { process, before, event, memory, ...result };
      assertGuarded(step);
      assertSaysAgain(step);
      assertEnds(step);
      assertPaces(step);
      assertRests(step);
      assertAsksSeldom(step);
      if (event.type === 'status') assertAnswers(step, event);
      if (event.type === 'votes-verified') {
        for (const signer of event.bad) memory.mutedUntil.set(signer, before.view + MUTE_VIEWS);
      }
      if (event.type === 'vote') assertMutes(step, event);
      if (step.state.phase !== 'running') return;
      assertRepeatsFinalize(step);
      assertRepeatsView(step);
      assertBacksOff(step, facts.termOf(before.config.epoch));
      assertTellsCertificates(step);
      const term = facts.termOf(before.config.epoch);
      if (!term) return;
      assertArmed(step, term);
      assertChecksAtQuorum(step, term);
      assertGivesUp(step, term);
    },
  };
}

interface Step extends StepResult {
  process: number;
  before: EngineState;
  event: ConsensusEvent;
  memory: Memory;
}

/** About one engine, as long as it runs. */
interface Memory {
  isGuarded: boolean;
  restsUntil: number;
  mutedUntil: Map<number, bigint>;
  finalize: { view: bigint; firstAt: number; lastAt: number } | undefined;
  answeredAt: Map<string, number>;
  askedOf: Map<string, number>;
  askedAt: Map<string, number>;
  checks: Map<string, string>;
}

function createMemory(): Memory {
  return {
    isGuarded: false,
    restsUntil: 0,
    mutedUntil: new Map(),
    finalize: undefined,
    answeredAt: new Map(),
    askedOf: new Map(),
    askedAt: new Map(),
    checks: new Map(),
  };
}

/** No vote leaves before the guard against a second instance has passed. */
function assertGuarded({ process, event, effects, memory }: Step): void {
  if (event.type === 'guard-passed') memory.isGuarded = true;
  if (memory.isGuarded) return;
  const records = effects.flatMap((effect) => (effect.type === 'persist' ? effect.records : []));
  if (records.some(voteOfRecord)) fail('I2', 'unguarded-vote', `${process}`);
}

/**
 * Armed is who has work in this view, and after a freeze, who could hear what it missed. A closed
 * engine is deaf and never acts again, so it stays as armed as it was.
 */
function assertRests({ process, state, event, memory }: Step): void {
  if (event.type === 'resumed' && state.phase !== 'closed') {
    memory.restsUntil = event.now + 2 * delayOf(state);
  }
  if (state.armedAt === undefined) return;
  if (event.now < memory.restsUntil) fail('conduct', 'armed-after-freeze', `${process}`);
  if (state.armedAt < state.enteredAt) fail('conduct', 'armed-before-entry', `${process}`);
}

/** Whoever sent a bad share is not listened to for 64 views. */
function assertMutes({ process, before, state, memory }: Step, { vote }: EventOf<'vote'>): void {
  const until = memory.mutedUntil.get(vote.signer);
  if (until === undefined || before.view >= until) return;
  if (!hasVote(before, vote) && hasVote(state, vote)) {
    fail('conduct', 'muted-is-heard', `${process} heard ${vote.signer}`);
  }
}

function hasVote({ views, floor }: EngineState, { statement, signer }: EventOf<'vote'>['vote']) {
  const { kind, view, digest } = statement;
  const tallies = view === floor.view ? floor.tallies : (views.get(view)?.tallies ?? []);
  return tallies.some(
    (tally) =>
      tally.statement.kind === kind &&
      tally.statement.digest === digest &&
      tally.votes.some((held) => held.signer === signer),
  );
}

/** A neighbour that is behind is told what brings it here, and one that is ahead is asked. */
function assertAnswers(step: Step, { peer, status, now }: EventOf<'status'>): void {
  const { process, before, effects, memory } = step;
  const { epoch, rootCertificate } = before.config;
  if (before.phase !== 'running' && before.phase !== 'closed') return;
  const isAnswered = effects.some((effect) => effect.type === 'send' && effect.peer === peer);
  const isBehind =
    status.epoch === epoch
      ? before.entry !== undefined &&
        (status.view < before.view || status.finalizedHeight < before.floor.header.height)
      : status.epoch + 1n === epoch && rootCertificate !== undefined;
  if (isBehind && !isAnswered && isDue(memory.answeredAt, peer, now)) {
    fail('conduct', 'status-unanswered', `${process} to ${peer}`);
  }
  if (isAnswered) memory.answeredAt.set(peer, now);
  const isAhead = status.epoch === epoch && status.view > before.view;
  const isAsked = effects.some(({ type }) => type === 'fetch-certificates');
  if (isAhead && !isAsked && isDue(memory.askedOf, peer, now)) {
    fail('conduct', 'not-asked', `${process} of ${peer}`);
  }
  if (isAsked) memory.askedOf.set(peer, now);
}

/** Whether the same was not done within the last second. */
function isDue(times: ReadonlyMap<string, number>, key: string, now: number): boolean {
  return now >= (times.get(key) ?? Number.NEGATIVE_INFINITY) + SECOND_MS;
}

/** Nothing is asked for twice in a second, and never more than an answer may hold. */
function assertAsksSeldom({ process, event, effects, memory }: Step): void {
  for (const effect of effects) {
    const key = keyOfRequest(effect);
    if (key === undefined) continue;
    if (!isDue(memory.askedAt, key, event.now))
      fail('I10', 'asked-too-often', `${process}: ${key}`);
    memory.askedAt.set(key, event.now);
    if (effect.type !== 'fetch-certificates') continue;
    const count = effect.toView - effect.fromView + 1n;
    if (count > MAX_ITEMS || count < 1n) fail('I10', 'asked-for-too-much', `${process}: ${key}`);
  }
  const answers = effects.filter(({ type }) => type === 'send').length;
  if (answers > MAX_ITEMS) fail('I10', 'answered-too-much', `${process}: ${answers}`);
}

function keyOfRequest(effect: ConsensusEffect): string | undefined {
  return effect.type === 'fetch' ? effect.hash : undefined;
}

/** While the highest notarized block is not final, its finalize vote is said again and again. */
function assertRepeatsFinalize({ process, state, event, effects, memory }: Step): void {
  const view = highestNotarized(state);
  const isOwed =
    view > state.settled && state.guarded && state.views.get(view)?.mine[FINALIZE] !== undefined;
  const isNew = memory.finalize?.view !== view;
  if (!isOwed || isNew) {
    memory.finalize = isOwed ? { view, firstAt: event.now, lastAt: event.now } : undefined;
    return;
  }
  const { finalize } = memory;
  const isSaid = effects.some(
    (effect) =>
      effect.type === 'broadcast' &&
      effect.message.type === 'vote' &&
      effect.message.vote.statement.kind === FINALIZE &&
      effect.message.vote.statement.view === view,
  );
  if (!finalize) return;
  if (isSaid) finalize.lastAt = event.now;
  // Each pause is twice the one before, so it is at most as long as all before together.
  const pauseMs = Math.min(LONGEST_PAUSE_MS, finalize.lastAt - finalize.firstAt + LONGEST_DELAY_MS);
  if (event.now - finalize.lastAt > pauseMs + SLACK_MS) {
    fail('conduct', 'finalize-not-repeated', `${process} view ${view}`);
  }
}

/** Whoever repeats itself says all that could have been lost. */
function assertRepeatsView({ process, before, state, event, effects }: Step): void {
  const isRepeating = state.retriedAt === event.now && before.retriedAt !== event.now;
  if (!isRepeating || before.view !== state.view) return;
  const said = new Set(
    effects.flatMap((effect) => {
      if (effect.type !== 'broadcast' || effect.message.type !== 'certificate') return [];
      const { kind, view } = effect.message.certificate.statement;
      return [`${kind}/${view}`];
    }),
  );
  const { entry } = state;
  const notarized = highestNotarized(state);
  const owed = [
    ...(entry ? [`${entry.statement.kind}/${entry.statement.view}`] : []),
    ...(notarized > state.floor.view ? [`${NOTARIZE}/${notarized}`] : []),
  ];
  for (const one of owed) if (!said.has(one)) fail('conduct', 'not-repeated', `${process} ${one}`);
}

/** Upon coming back, own votes of the current view are said once more. */
function assertSaysAgain({ process, state, event, effects }: Step): void {
  if (event.type !== 'guard-passed' || state.phase !== 'running' || !state.config.self) return;
  const mine = state.views.get(state.view)?.mine;
  const owed = [mine?.[NOTARIZE], mine?.[NULLIFY]].filter((vote) => vote !== undefined);
  const said = new Set(effects.flatMap((effect) => signatureIn(effect) ?? []));
  const isLacking = owed.some(({ signature }) => !said.has(signature));
  if (isLacking) fail('conduct', 'not-said-again', `${process} view ${state.view}`);
}

function signatureIn(effect: ConsensusEffect): string | undefined {
  if (effect.type !== 'broadcast' || effect.message.type === 'certificate') return undefined;
  const { message } = effect;
  return message.type === 'vote' ? message.vote.signature : message.proposal.vote.signature;
}

/** Once the boundary is final, nobody votes in its epoch. */
function assertEnds({ process, before, effects }: Step): void {
  const { header } = before.floor;
  const isOver = header.epoch === before.config.epoch && BigInt(header.nextCommitteeHash) !== 0n;
  if (isOver && effects.some(({ type }) => type === 'persist' || type === 'build')) {
    fail('conduct', 'epoch-goes-on', `${process} in epoch ${header.epoch}`);
  }
}

/** A leader waits until a block's time has passed, and gives its block the time that it is. */
function assertPaces({ process, state, event, effects }: Step): void {
  for (const effect of effects) {
    if (effect.type !== 'build') continue;
    const { minBlockMs } = state.config;
    const earliestMs = effect.parent.timestampMs + minBlockMs;
    const pauseMs = Math.min(Math.max(earliestMs - state.wallAtEntry, 0), minBlockMs);
    const isEarly = event.now < state.enteredAt + pauseMs;
    if (isEarly) fail('conduct', 'built-too-early', `${process} view ${state.view}`);
    const isWrong = effect.timestampMs !== Math.max(event.wall, earliestMs);
    if (isWrong) fail('conduct', 'wrong-time', `${process} view ${state.view}`);
  }
}

/** Whoever makes a certificate tells it. */
function assertTellsCertificates({ process, before, state, event, effects }: Step): void {
  if (event.type !== 'votes-verified' && event.type !== 'vote') return;
  const { view, kind, digest } = event.type === 'vote' ? event.vote.statement : event.statement;
  const made = state.views.get(view)?.certificates[kind];
  if (!made || made.statement.digest !== digest) return;
  if (before.views.get(view)?.certificates[kind]) return;
  const isTold = effects.some(
    (effect) =>
      effect.type === 'broadcast' &&
      effect.message.type === 'certificate' &&
      effect.message.certificate === made,
  );
  if (!isTold) fail('conduct', 'certificate-untold', `${process}: ${kind}/${view}`);
}

/** Shares are checked when they could make a certificate, and no sum of them twice. */
function assertChecksAtQuorum({ process, state, effects, memory }: Step, term: Term): void {
  for (const effect of effects) {
    if (effect.type !== 'verify-votes') continue;
    const { statement, votes, base } = effect;
    const { kind, view, digest } = statement;
    const signers = new Set([...(base?.signers ?? []), ...votes.map(({ signer }) => signer)]);
    const power = [...signers].reduce((sum, one) => sum + (term.members[one]?.power ?? 0), 0);
    const what = `${process}: ${kind}/${view}`;
    if (power * 3 <= term.total * 2) fail('conduct', 'checked-too-early', what);
    const key = `${kind}/${view}/${digest}`;
    const text = [...votes.map(({ signature }) => signature), base?.signature].join();
    if (memory.checks.get(key) === text) fail('conduct', 'checked-twice', what);
    memory.checks.set(key, text);
    if (view <= state.floor.view) continue;
    const held = state.views.get(view)?.certificates[kind]?.statement.digest === digest;
    const isLeader = state.views.get(state.view)?.leader === state.config.self?.index;
    if (held && !isLeader) fail('conduct', 'checked-needlessly', what);
  }
}

/** A leader that failed is given up at once; one that did not, only after its time. */
function assertGivesUp({ process, before, state, event }: Step, term: Term): void {
  const record = state.views.get(state.view);
  const { armedAt, config, view } = state;
  if (!record || armedAt === undefined || !config.self || !state.guarded) return;
  const { leader, proposal } = record;
  const isSaid = (kind: number) =>
    record.tallies.filter(
      (tally) =>
        tally.statement.kind === kind &&
        (tally.votes.some(({ signer }) => signer === leader) ||
          tally.base?.signers.includes(leader)),
    ).length;
  const block = proposal && state.blocks.get(proposal.hash);
  const hasFailed =
    record.equivocated ||
    record.build === 'failed' ||
    isSaid(NULLIFY) > 0 ||
    isSaid(NOTARIZE) > 1 ||
    (block?.status === 'invalid' && proposal !== undefined) ||
    (proposal !== undefined && baseViewOf(proposal.content) < state.settled);
  const gaveUp = record.mine[NULLIFY];
  if (hasFailed && !gaveUp) fail('conduct', 'leader-not-given-up', `${process} view ${view}`);
  const isNew = gaveUp && !before.views.get(view)?.mine[NULLIFY];
  if (!isNew || hasFailed || proposal || before.view !== view) return;
  if (isInactive(state.lastSeen, leader, view, term)) return;
  const beginsAt = Math.max(armedAt, state.enteredAt + config.minBlockMs);
  if (event.now < beginsAt + 2 * delayOf(state)) {
    fail('conduct', 'given-up-too-early', `${process} view ${view}`);
  }
}

/** View at which the block below a proposal was certified. */
function baseViewOf({ block, justify, vote }: Proposal): bigint {
  const parent = justify?.statement ?? block.body.parentCertificate?.statement;
  return parent?.epoch === vote.statement.epoch ? parent.view : 0n;
}

/** What makes a node move in a view, apart from work of its own. */
function assertArmed({ process, state, event }: Step, { members, total }: Term): void {
  if (state.armedAt !== undefined || event.now < state.holdUntil) return;
  const record = state.views.get(state.view);
  if (record?.proposal) fail('conduct', 'not-armed', `${process}: a proposal`);
  const isOld = event.now - state.enteredAt > HEARTBEAT_MS;
  const highest = state.views.get(highestNotarized(state))?.certificates[NOTARIZE];
  const last = highest && state.blocks.get(highest.statement.digest)?.block.header;
  const isEnding = last !== undefined && BigInt(last.nextCommitteeHash) !== 0n;
  if (isOld && !isEnding) fail('conduct', 'not-armed', `${process}: no heartbeat`);
  const tally = record?.tallies.find(({ statement }) => statement.kind === NULLIFY);
  const certified = record?.certificates[NULLIFY];
  const signers = new Set([
    ...(tally?.base?.signers ?? []),
    ...(tally?.votes.map(({ signer }) => signer) ?? []),
    ...(certified ? bitsOf(certified.signers) : []),
  ]);
  const power = [...signers].reduce((sum, signer) => sum + (members[signer]?.power ?? 0), 0);
  if (power * 3 > total) fail('conduct', 'not-armed', `${process}: a third gave up`);
}

function highestNotarized({ views }: EngineState): bigint {
  let highest = 0n;
  for (const { view, certificates } of views.values()) {
    if (certificates[NOTARIZE] && view > highest) highest = view;
  }
  return highest;
}

/** The delay that is assumed after so many failed views. */
function delayOf({ backOff }: EngineState): number {
  return Math.min(Math.floor(1_000 * 1.5 ** backOff), LONGEST_DELAY_MS);
}

const NOTARIZE = 1;
const NULLIFY = 2;
const FINALIZE = 3;
const MUTE_VIEWS = 64n;
const MAX_ITEMS = 64n;
const SECOND_MS = 1_000;
const HEARTBEAT_MS = 30_000;
const LONGEST_DELAY_MS = 20_000;
const LONGEST_PAUSE_MS = 30_000;
/** Time that a message to oneself may take: an alarm, a check. */
const SLACK_MS = 1_000;
