import type { Vote } from './types.ts';

/**
 * Finds the bad shares of a batch. Yields subsets whose aggregate is to be checked and expects the
 * answer; returns the votes that passed and those that did not. A subset that passes stays whole:
 * two bad shares in it may cancel each other, which makes a valid aggregate of these signers
 * together.
 */
export function* bisectVotes(
  votes: readonly Vote[],
): Generator<readonly Vote[], { passed: Vote[]; bad: Vote[] }, boolean> {
  if (votes.length === 0) return { passed: [], bad: [] };
  if (yield votes) return { passed: [...votes], bad: [] };
  if (votes.length === 1) return { passed: [], bad: [...votes] };
  const middle = votes.length >> 1;
  const left = yield* bisectVotes(votes.slice(0, middle));
  const right = yield* bisectVotes(votes.slice(middle));
  return { passed: [...left.passed, ...right.passed], bad: [...left.bad, ...right.bad] };
}
