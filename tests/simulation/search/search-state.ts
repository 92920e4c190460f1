import { createHash } from 'node:crypto';
import type { Block } from '../../../lib/chain/block.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type { FinalizedBlock, Proposal, RecordBody, Vote } from '../../../lib/consensus/types.ts';
import type { Hash } from '../../../lib/core/bytes.ts';
import type { SearchWorld } from './search-world.ts';

/** One honest validator: its engine, what it has sent, and what its disk holds. */
export interface SearchNode {
  readonly validator: number;
  readonly engine: EngineState;
  readonly votes: readonly Vote[];
  readonly journal: readonly RecordBody[];
  readonly stored: FinalizedBlock | undefined;
}

/** A whole network at rest between two events. */
export interface SearchState {
  readonly nodes: readonly SearchNode[];
  /** Everything that was proposed; whoever leads sees to it that all can get it. */
  readonly proposals: readonly Proposal[];
  readonly blocks: ReadonlyMap<Hash, Block>;
  /** By height. */
  readonly finalized: ReadonlyMap<bigint, Hash>;
  readonly hasCrashed: boolean;
}

/** Equal for states from which the same can happen, whoever of the equal validators is in which. */
export function keyOf({ scope }: SearchWorld, state: SearchState): string {
  const leading = (node: SearchNode) => scope.leaders.includes(node.validator);
  const keys = state.nodes.map((node) => [leading(node) ? node.validator : -1, nodeKey(node)]);
  const texts = keys.map(([place, key]) => `${place} ${key}`).sort();
  const proposals = state.proposals.map(({ view, vote }) => `${view}:${vote.statement.digest}`);
  const parts = [...texts, proposals.sort().join(), state.hasCrashed];
  return createHash('sha1').update(parts.join('|')).digest('base64');
}

function nodeKey({ engine, votes, journal, stored }: SearchNode): string {
  const { phase, view, floor, settled, entry, armedAt, backOff, guarded } = engine;
  const views = [...engine.views.values()]
    .sort((a, b) => Number(a.view - b.view))
    .map(({ view: at, proposal, equivocated, certificates, mine, build, tallies }) => [
      at,
      proposal?.hash,
      equivocated,
      Object.entries(certificates).map(([kind, one]) => `${kind}${one?.statement.digest}`),
      Object.entries(mine).map(([kind, one]) => `${kind}${one?.statement.digest}`),
      build,
      tallies.map((tally) => [tally.statement.kind, tally.statement.digest, tally.votes.length]),
    ]);
  const blocks = [...engine.blocks.values()].map(({ hash, status }) => `${hash}${status}`).sort();
  const said = votes.map(({ statement: { kind, view: at, digest } }) => `${kind}${at}${digest}`);
  const start = entry && [entry.statement.kind, entry.statement.view, entry.statement.digest];
  const counts = [armedAt === undefined, backOff, guarded, journal.length, stored?.header.height];
  return [phase, view, floor.hash, floor.view, settled, start, counts, views, blocks, said.sort()]
    .flat(4)
    .join();
}
