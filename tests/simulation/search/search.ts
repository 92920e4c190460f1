import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { fail } from '../oracle/watcher.ts';
import { nextStates } from './next-states.ts';
import { runEvent, startNode, WORK } from './run-event.ts';
import type { Scope } from './scope.ts';
import { keyOf, type SearchState } from './search-state.ts';
import { createSearchWorld } from './search-world.ts';

export interface SearchReport {
  name: string;
  states: number;
  transitions: number;
  depth: number;
  /** False when the limit was reached before the end. */
  isComplete: boolean;
  /** Highest block that became final in some state. */
  height: number;
}

/**
 * Breadth first through every order in which messages may arrive and deadlines pass. The engines
 * are the shipping ones; each state is visited once.
 * @throws WeftError `oracle/...` with the first state in which safety is broken.
 */
export function search(scope: Scope, maxStates: number): SearchReport {
  const world = createSearchWorld(scope);
  const atRest: SearchState = {
    nodes: world.honest.map((validator) => startNode(world, validator)),
    proposals: [],
    blocks: new Map(),
    finalized: new Map(),
    hasCrashed: false,
  };
  const start = atRest.nodes.reduce(
    (state, _node, index) => runEvent(world, state, index, WORK).state,
    atRest,
  );
  const seen = new Set([keyOf(world, start)]);
  let frontier = [start];
  const report = { name: scope.name, states: 1, transitions: 0, depth: 0, height: 0 };
  while (frontier.length > 0) {
    const next: SearchState[] = [];
    for (const state of frontier) {
      for (const after of nextStates(world, state)) {
        report.transitions++;
        const key = keyOf(world, after);
        if (seen.has(key)) continue;
        seen.add(key);
        assertSafe(after);
        report.states++;
        report.height = Math.max(report.height, after.finalized.size);
        next.push(after);
        if (report.states >= maxStates) return { ...report, isComplete: false };
      }
    }
    frontier = next;
    report.depth++;
  }
  return { ...report, isComplete: true };
}

/** No honest validator says two things that exclude each other, and nothing final is skipped. */
function assertSafe({ nodes }: SearchState): void {
  for (const { validator, votes } of nodes) {
    const said = new Map<string, string>();
    for (const { statement } of votes) {
      const { kind, view, digest } = statement;
      const key = `${kind}/${view}`;
      const other = said.get(key) ?? digest;
      said.set(key, digest);
      const isBoth = said.has(`${NULLIFY}/${view}`) && said.has(`${FINALIZE}/${view}`);
      if (other !== digest || isBoth) fail('I2', 'slashable-pair', `${validator} view ${view}`);
      const isLate = kind === NOTARIZE && said.has(`${NULLIFY}/${view}`);
      if (isLate) fail('I2', 'notarized-after-nullify', `${validator} view ${view}`);
    }
  }
}
