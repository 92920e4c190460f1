import type { Address, BlockSummary } from '../../../lib/client/types.ts';
import type { Committees } from '../../../lib/ui/committees.ts';

export interface LastVote {
  height: bigint;
  /** `later`: after the certificate had closed, and recorded by the next block all the same. */
  arrived: 'in-time' | 'later' | 'never';
}

/**
 * What became of a validator's vote for each block, oldest first. Left out: blocks of epochs in
 * which it did not vote, and the newest while only its child can tell.
 */
export function lastVotesOf(
  newestFirst: readonly BlockSummary[],
  committees: Committees,
  account: Address,
): LastVote[] {
  const votes = newestFirst.flatMap(({ height, epoch, certificate }, i): LastVote[] => {
    const members = committees.get(epoch)?.members;
    const member = members?.find((each) => each.account === account);
    if (!member) return [];
    if (certificate.signers.includes(member.index)) return [{ height, arrived: 'in-time' }];
    const child = newestFirst[i - 1];
    if (child?.height !== height + 1n) return [];
    const isRecorded = child.parentSigners.includes(member.index);
    return [{ height, arrived: isRecorded ? 'later' : 'never' }];
  });
  return votes.reverse();
}
