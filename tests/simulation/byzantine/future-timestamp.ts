import { type Actor, type Mask, replaceProposals } from './actor.ts';

/** Proposes blocks from the future: too far for some clocks, or for all. */
export function createFutureTimestamp(mask: Mask): Actor {
  return replaceProposals(mask, ({ timestampMs }) => ({
    timestampMs: timestampMs + mask.random.pick([1_900, 2_500, 10_000, 3_600_000]),
  }));
}
