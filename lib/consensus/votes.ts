import type { Evidence } from '../chain/evidence.ts';
import {
  attestMessage,
  NOTARIZE,
  NULLIFY,
  type Statement,
  type StatementKind,
} from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import { type Hash, ZERO_HASH } from '../core/bytes.ts';
import { unfinalizedChain } from './blocks.ts';
import { recordsOfCertificate } from './certificates.ts';
import { addVote, digestsOf, isSame } from './collector.ts';
import { evidenceOfVote } from './evidence.ts';
import { seeMember } from './members.ts';
import { wantsVote } from './read-state.ts';
import { canVote, type EngineState } from './state.ts';
import { changeBlock, changeView, halt, type Transition, viewRecord } from './transition.ts';
import type { RecordBody, Vote } from './types.ts';

/** Makes an own vote durable with all it relies on, counts it and sends it. */
export function castVote(t: Transition, kind: StatementKind, view: bigint, digest: Hash): void {
  const vote = signVote(t, kind, view, digest);
  const records = [...recordsBehind(t, vote.statement), { type: 'vote', vote } as const];
  t.effects.push({ type: 'persist', records });
  countOwnVote(t, vote);
  t.effects.push({ type: 'broadcast', message: { type: 'vote', vote } });
}

export function signVote(t: Transition, kind: StatementKind, view: bigint, digest: Hash): Vote {
  const { config } = t.state;
  assert(config.self && canVote(t.state), 'only a guarded member signs');
  assert(view > t.state.settled, 'nobody votes on what is settled');
  assert((kind === NULLIFY) === (digest === ZERO_HASH), 'only nullify votes have no block');
  const statement: Statement = { kind, epoch: config.epoch, view, digest };
  const signature = config.self.sign(attestMessage(config.genesisHash, statement));
  return { statement, signer: config.self.index, signature };
}

/**
 * What must be durable before a vote leaves: for notarize and nullify the certificate that opened
 * the view, for finalize the notarization, and for both kinds about a block its unfinalized chain.
 */
export function recordsBehind(t: Transition, { kind, view, digest }: Statement): RecordBody[] {
  const isFirst = kind === NOTARIZE || kind === NULLIFY;
  const relied = isFirst ? t.state.entry : viewRecord(t, view).certificates[NOTARIZE];
  const records = recordsOfCertificate(t, relied);
  if (kind === NULLIFY) return records;
  for (const entry of unfinalizedChain(t.state, digest)) {
    if (entry.durable) continue;
    changeBlock(t, { ...entry, durable: true });
    records.push({ type: 'block', block: entry.block });
  }
  return records;
}

/** Remembers an own vote for good and counts it at once, as checked. */
export function countOwnVote(t: Transition, vote: Vote): void {
  const { kind, view } = vote.statement;
  const record = viewRecord(t, view);
  assert(!record.mine[kind], 'one own vote for a kind and view');
  changeView(t, view, {
    mine: { ...record.mine, [kind]: vote },
    tallies: addVote(record.tallies, vote, true),
  });
  seeMember(t, vote.signer, view);
}

/** Takes a vote from the network: its author is authenticated, its share is not checked. */
export function takeVote(t: Transition, vote: Vote): void {
  if (vote.signer === t.state.config.self?.index) {
    checkOwnVote(t, vote);
    return;
  }
  if (!wantsVote(t.state, vote)) return;
  const { kind, view } = vote.statement;
  const { floor, config } = t.state;
  seeMember(t, vote.signer, view);
  if (view === floor.view) {
    const { tallies, certificate } = floor;
    const certificates = certificate ? [certificate] : [];
    accuse(t, evidenceOfVote({ tallies, certificates }, vote, config.committee.length));
    t.state.floor = { ...floor, tallies: addVote(tallies, vote, false) };
    return;
  }
  const record = viewRecord(t, view);
  const certificates = Object.values(record.certificates);
  const held = { tallies: record.tallies, certificates };
  accuse(t, evidenceOfVote(held, vote, config.committee.length));
  const isSecond = digestsOf(record.tallies, kind, vote.signer).length > 0;
  const isEquivocation = isSecond && kind === NOTARIZE && vote.signer === record.leader;
  changeView(t, view, {
    tallies: addVote(record.tallies, vote, false),
    equivocated: record.equivocated || isEquivocation,
  });
}

function accuse(t: Transition, evidence: Evidence | undefined): void {
  if (evidence) t.effects.push({ type: 'evidence', ...evidence });
}

/** A valid own vote that the journal does not know: someone else signs with this key. */
function checkOwnVote(t: Transition, vote: Vote): void {
  const { self, epoch, genesisHash } = t.state.config;
  if (!self || vote.statement.epoch !== epoch || isKnown(t.state, vote)) return;
  if (self.sign(attestMessage(genesisHash, vote.statement)) !== vote.signature) return;
  halt(t, 'key-used-elsewhere');
}

/** Whatever may have been forgotten counts as known: nothing is signed there any more. */
function isKnown(state: EngineState, { statement }: Vote): boolean {
  const { floor, forgottenBelow } = state;
  if (statement.view <= floor.view || statement.view < forgottenBelow) return true;
  const known = state.views.get(statement.view)?.mine[statement.kind];
  return known !== undefined && isSame(known.statement, statement);
}
