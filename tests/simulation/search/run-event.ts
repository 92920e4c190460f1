import { hashOfBlock } from '../../../lib/chain/block.ts';
import { step } from '../../../lib/consensus/engine.ts';
import { appendRecords, EMPTY_JOURNAL, readJournal } from '../../../lib/consensus/journal.ts';
import { createEngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEffect, ConsensusEvent, RecordBody } from '../../../lib/consensus/types.ts';
import { buildBlock, isValidBlock } from '../ledger.ts';
import type { EventBody } from '../node/node-context.ts';
import { fail } from '../oracle/watcher.ts';
import { checkShares } from '../verify-messages.ts';
import type { SearchNode, SearchState } from './search-state.ts';
import { nowMsAt, type SearchWorld, wallMsAt } from './search-world.ts';

/** When the process dies: before the write with this number, of those that the event causes. */
export type Death = number | undefined;

export interface EventResult {
  state: SearchState;
  /** Writes that the event caused: so many times it could have died. */
  writes: number;
}

/** Lets one process take an event, and everything that its driver does upon it, at once. */
export function runEvent(
  world: SearchWorld,
  before: SearchState,
  index: number,
  first: EventBody,
  death?: Death,
): EventResult {
  const state: Draft = {
    node: { ...(before.nodes[index] as SearchNode) },
    proposals: [...before.proposals],
    blocks: new Map(before.blocks),
    finalized: new Map(before.finalized),
  };
  const writes = takeAll(world, state, first, death);
  if (death !== undefined) {
    restart(world, state);
    takeAll(world, state, WORK, undefined);
  }
  const nodes = before.nodes.map((node, at) => (at === index ? state.node : node));
  const { proposals, blocks, finalized } = state;
  const hasCrashed = before.hasCrashed || death !== undefined;
  return { writes, state: { nodes, proposals, blocks, finalized, hasCrashed } };
}

/** The event and what follows from it, until the process rests or dies; counts the writes. */
function takeAll(world: SearchWorld, state: Draft, first: EventBody, death: Death): number {
  const waiting: EventBody[] = [first];
  let writes = 0;
  for (let body = waiting.shift(); body; body = waiting.shift()) {
    const result = step(state.node.engine, timed(state.node, body));
    state.node.engine = result.state;
    for (const effect of result.effects) {
      if (effect.type === 'persist' && writes++ === death) return writes;
      execute(world, state, effect, waiting);
    }
  }
  return writes;
}

/** A process with what its disk holds, before it has anything to do. */
export function startNode(
  world: SearchWorld,
  validator: number,
  journal: readonly RecordBody[] = [],
  stored: SearchNode['stored'] = undefined,
): SearchNode {
  let engine = createEngineState(world.configOf(validator), stored);
  const node = { validator, engine, votes: [], journal, stored };
  const bytes = appendRecords(EMPTY_JOURNAL, journal).entries.map((entry) => entry.bytes);
  const start = { type: 'start', journal: readJournal(bytes).bodies } as const;
  for (const body of [start, { type: 'guard-passed' }] as const) {
    engine = step(engine, timed({ ...node, engine }, body)).state;
  }
  return { ...node, engine };
}

interface Draft {
  node: { -readonly [Key in keyof SearchNode]: SearchNode[Key] };
  proposals: SearchState['proposals'][number][];
  blocks: Map<
    `0x${string}`,
    SearchState['blocks'] extends ReadonlyMap<string, infer B> ? B : never
  >;
  finalized: Map<bigint, `0x${string}`>;
}

/** A tick comes long after every deadline of the view; all else at its beginning. */
function timed({ engine }: Pick<SearchNode, 'engine'>, body: EventBody): ConsensusEvent {
  const lateMs = body.type === 'tick' || engine.enteredAt > nowMsAt(engine.view) ? LATE_MS : 0;
  const now = Math.max(nowMsAt(engine.view) + lateMs, engine.enteredAt);
  return { ...body, now, wall: wallMsAt(engine.view) } as ConsensusEvent;
}

function restart(world: SearchWorld, state: Draft): void {
  const { validator, votes, journal, stored } = state.node;
  state.node = { ...startNode(world, validator, journal, stored), votes };
}

function execute(
  world: SearchWorld,
  state: Draft,
  effect: ConsensusEffect,
  waiting: EventBody[],
): void {
  const { node } = state;
  const { epoch } = world;
  switch (effect.type) {
    case 'persist':
      node.journal = [...node.journal, ...effect.records];
      break;
    case 'broadcast':
      send(world, state, effect);
      break;
    case 'build': {
      if (!isInScope(world, effect.view)) break;
      const block = buildBlock(world, epoch, node.validator, { ...effect, transactions: [] });
      waiting.push({ type: 'block-built', view: effect.view, block });
      break;
    }
    case 'check': {
      const { block } = effect;
      const { parentHash } = block.header;
      const { floor, blocks } = node.engine;
      const parent =
        parentHash === floor.hash ? floor.header : blocks.get(parentHash)?.block.header;
      const valid = parent !== undefined && isValidBlock(world, epoch, parent, block);
      waiting.push({ type: 'block-checked', hash: hashOfBlock(block), valid });
      break;
    }
    case 'test-inbox':
      waiting.push({ type: 'inbox-tested', hash: hashOfBlock(effect.block) });
      break;
    case 'fetch': {
      const block = state.blocks.get(effect.hash);
      if (block) waiting.push({ type: 'block-stored', block });
      break;
    }
    case 'verify-votes': {
      const { statement, votes, base } = effect;
      const verdict = checkShares(world, epoch, statement, votes, base);
      waiting.push({ type: 'votes-verified', statement, ...verdict });
      break;
    }
    case 'finalized':
      finalize(state, effect);
      break;
    case 'halt':
      fail('halt', 'halted', `${node.validator}: ${effect.reason}`);
  }
}

/** What is said about views beyond the scope, nobody hears. */
function send(
  world: SearchWorld,
  state: Draft,
  { message }: Extract<ConsensusEffect, { type: 'broadcast' }>,
): void {
  const { node } = state;
  if (message.type === 'certificate') return;
  const vote = message.type === 'vote' ? message.vote : message.proposal.vote;
  if (!isInScope(world, vote.statement.view)) return;
  if (!hasVote(node, vote)) node.votes = [...node.votes, vote];
  if (message.type !== 'proposal') return;
  const { proposal } = message;
  state.blocks.set(proposal.vote.statement.digest, proposal.block);
  const isKnown = state.proposals.some((other) => other.vote.signature === vote.signature);
  if (!isKnown) state.proposals.push(proposal);
}

export function isInScope({ scope }: SearchWorld, view: bigint): boolean {
  return view <= BigInt(scope.leaders.length);
}

function hasVote(node: SearchNode, { signature }: { signature: string }): boolean {
  return node.votes.some((vote) => vote.signature === signature);
}

function finalize(state: Draft, effect: Extract<ConsensusEffect, { type: 'finalized' }>): void {
  for (const block of effect.blocks) {
    const { height } = block.header;
    const hash = hashOfBlock(block);
    const other = state.finalized.get(height) ?? hash;
    if (other !== hash) fail('I1', 'disagreement', `height ${height}`);
    state.finalized.set(height, hash);
  }
  const last = effect.blocks.at(-1);
  if (last) state.node.stored = { header: last.header, certificate: effect.certificate };
}

/** There is always something to put into a block. */
export const WORK: EventBody = { type: 'work', pending: true };

const LATE_MS = 50_000;
