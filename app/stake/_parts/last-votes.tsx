import type { Address, BlockSummary } from '../../../lib/client/types.ts';
import { useBlocks } from '../../../lib/react/use-blocks.ts';
import { useCommittees } from '../../../lib/react/use-committees.ts';
import type { Committees } from '../../../lib/ui/committees.ts';
import { cx } from '../../../lib/ui/cx.ts';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { messages } from '../../../lib/ui/messages.ts';

const words = messages.validate.voting;
const SHOWN_BLOCKS = 16;

/** Whether a validator's vote is in the certificates of the last blocks, oldest first. */
export function LastVotes({ account }: { account: Address }) {
  const blocks = useBlocks(SHOWN_BLOCKS).value ?? [];
  const committees = useCommittees(blocks.map(({ epoch }) => epoch));
  const votes = blocks.flatMap((block) => voteOf(block, committees, account) ?? []).reverse();
  if (votes.length === 0) return null;
  const signed = votes.filter(({ isIn }) => isIn).length;
  return (
    <div>
      <h3 className="text-sm">{words.lastVotes}</h3>
      <p className="text-sm text-ink-2">
        {words.lastVotesOf(signed, votes.length)}.{signed < votes.length && ` ${words.laterWords}`}
      </p>
      <ul className="mt-2 flex gap-1" data-last-votes={`${signed}/${votes.length}`}>
        {votes.map(({ height, isIn }) => (
          <li
            key={`${height}`}
            title={`${formatNumber(height)}: ${isIn ? words.in : words.notIn}`}
            className={cx(
              'h-6 min-w-0 flex-[0_1_14px] rounded-[3px]',
              isIn ? 'bg-dye-3' : 'inset-ring inset-ring-outline',
            )}
          >
            <span className="sr-only">
              {formatNumber(height)}: {isIn ? words.in : words.notIn}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Undefined for a block of an epoch in which it did not vote. */
function voteOf(
  { height, epoch, certificate }: BlockSummary,
  committees: Committees,
  account: Address,
): { height: bigint; isIn: boolean } | undefined {
  const member = committees.get(epoch)?.members.find((each) => each.account === account);
  return member && { height, isIn: certificate.signers.includes(member.index) };
}
