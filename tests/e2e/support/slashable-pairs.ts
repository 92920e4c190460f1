import type { WireVote } from './wire-votes.ts';

/**
 * Pairs for which a validator loses stake: in one view of one epoch, two blocks notarized, two
 * blocks finalized, or a block finalized and the view nullified. Stated from the protocol's rules,
 * without a line of the product.
 */
export function slashablePairs(votes: readonly WireVote[]): [WireVote, WireVote][] {
  const byView = new Map<string, WireVote[]>();
  for (const vote of votes) {
    const place = `${vote.epoch}/${vote.view}/${vote.signer}`;
    const same = byView.get(place) ?? [];
    same.push(vote);
    byView.set(place, same);
  }
  return [...byView.values()].flatMap((said) =>
    said.flatMap((first, index) =>
      said
        .slice(index + 1)
        .filter((second) => contradicts(first, second))
        .map((second): [WireVote, WireVote] => [first, second]),
    ),
  );
}

function contradicts(first: WireVote, second: WireVote): boolean {
  if (first.kind === second.kind) return first.digest !== second.digest;
  const kinds = [first.kind, second.kind];
  return kinds.includes('finalize') && kinds.includes('nullify');
}
