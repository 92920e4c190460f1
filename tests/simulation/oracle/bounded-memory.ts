import { fail, type Invariant } from './watcher.ts';

/** I10: everything a process holds for others stays within its bound. */
export function createBoundedMemory(): Invariant {
  return {
    stepped: (process, before, event, { state }) => {
      const { views, blocks, recent, floor, view, config } = state;
      const within = (name: string, size: number, bound: number) => {
        if (size > bound) fail('I10', 'out-of-bounds', `${process}: ${size} ${name} of ${bound}`);
      };
      // Records are of views after the floor, and at most a few ahead of the current one.
      within('views', views.size, Number(view - floor.view) + VIEWS_AHEAD);
      within('blocks', blocks.size, Math.max(MAX_BLOCKS, Number(view - floor.view) + VIEWS_AHEAD));
      within('recent actions', recent.size, MAX_RECENT);
      const isChanged = floor !== before.floor || event.type === 'proposal';
      if (isChanged || event.type === 'block-stored') {
        const height = floor.header.height;
        const old = [...blocks.values()].filter(({ block }) => block.header.height <= height);
        within('blocks below the floor', old.length, 0);
      }
      if (event.type !== 'vote') return;
      const record = views.get(event.vote.statement.view);
      if (!record) return;
      const members = config.committee.length;
      within('tallies', record.tallies.length, 4 * members + 5);
      const said = [0, 0, 0, 0];
      for (const { statement, votes } of record.tallies) {
        within('votes', votes.length, members);
        const isHere = votes.some(({ signer }) => signer === event.vote.signer);
        if (isHere) said[statement.kind] = (said[statement.kind] ?? 0) + 1;
      }
      // One digest for each kind, and one in conflict, which is what evidence needs.
      within('digests of a signer', Math.max(...said), MAX_DIGESTS);
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
const MAX_DIGESTS = 2;
