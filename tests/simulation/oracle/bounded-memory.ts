import { fail, type Invariant } from './watcher.ts';

/** I10: everything a process holds for others stays within its bound. */
export function createBoundedMemory(): Invariant {
  return {
    stepped: (process, _before, event, { state }) => {
      const { views, blocks, recent, floor, view, config } = state;
      const within = (name: string, size: number, bound: number) => {
        if (size > bound) fail('I10', 'out-of-bounds', `${process}: ${size} ${name} of ${bound}`);
      };
      // Records are of views after the floor, and at most a few ahead of the current one.
      within('views', views.size, Number(view - floor.view) + VIEWS_AHEAD);
      within('blocks', blocks.size, Math.max(MAX_BLOCKS, Number(view - floor.view) + VIEWS_AHEAD));
      within('recent actions', recent.size, MAX_RECENT);
      if (event.type !== 'vote') return;
      const record = views.get(event.vote.statement.view);
      if (!record) return;
      const members = config.committee.length;
      within('tallies', record.tallies.length, 4 * members + 5);
      for (const { votes } of record.tallies) within('votes', votes.length, members);
    },
    buffered: (process, count) => {
      if (count > MAX_BUFFERED) fail('I10', 'out-of-bounds', `${process}: ${count} envelopes`);
    },
  };
}

const VIEWS_AHEAD = 5;
const MAX_BLOCKS = 256;
const MAX_RECENT = 4_096;
const MAX_BUFFERED = 256;
