import type { Address, BlockSummary } from '../../../lib/client/types.ts';
import { useBlocks } from '../../../lib/react/use-blocks.ts';
import { useCommittees } from '../../../lib/react/use-committees.ts';
import { cx } from '../../../lib/ui/cx.ts';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { type LastVote, lastVotesOf } from './last-votes-of.ts';

const words = stakeMessages.validate.voting;
const SHOWN_BLOCKS = 16;
const NO_BLOCKS: readonly BlockSummary[] = [];

const LOOKS: Record<LastVote['arrived'], string> = {
  'in-time': 'bg-dye-3',
  later: 'bg-dye-1 inset-ring inset-ring-dye-2',
  never: 'inset-ring inset-ring-outline',
};

/** Whether a validator's vote was counted for the last blocks, oldest first. */
export function LastVotes({ account }: { account: Address }) {
  const blocks = useBlocks(SHOWN_BLOCKS).value ?? NO_BLOCKS;
  const committees = useCommittees(blocks.map(({ epoch }) => epoch));
  const votes = lastVotesOf(blocks, committees, account);
  if (votes.length === 0) return null;
  const counted = votes.filter(({ arrived }) => arrived !== 'never').length;
  const later = votes.filter(({ arrived }) => arrived === 'later').length;
  return (
    <div>
      <h3 className="text-sm">{words.lastVotes}</h3>
      <p className="text-sm text-ink-2">
        {words.lastVotesOf(counted, votes.length)} {later > 0 && words.laterWords(later)}
      </p>
      <ul className="mt-2 flex gap-1" data-last-votes={`${counted}/${votes.length}`}>
        {votes.map(({ height, arrived }) => (
          <li
            key={`${height}`}
            title={`${formatNumber(height)}: ${words.arrived[arrived]}`}
            className={cx('h-6 min-w-0 flex-[0_1_14px] rounded-[3px]', LOOKS[arrived])}
          >
            <span className="sr-only">
              {formatNumber(height)}: {words.arrived[arrived]}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
