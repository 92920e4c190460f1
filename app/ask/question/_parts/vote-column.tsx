import { ChevronDown, ChevronUp } from 'lucide-react';
import type { PostView } from '../../../../lib/client/qa/views.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { cx } from '../../../../lib/ui/cx.ts';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';

const words = askMessages.vote;
type Vote = PostView['myVote'];

/** The score of a post between its two votes. A vote given stays pressed, and is taken back so. */
export function VoteColumn({
  score,
  myVote,
  isPending = false,
  onVote,
  problem,
}: {
  score: bigint;
  myVote: Vote;
  /** The vote of this reader is not final yet. */
  isPending?: boolean;
  /** Absent for one who cannot vote. */
  onVote?: ((vote: Vote) => void) | undefined;
  /** Why not, in words. */
  problem?: ((vote: 'up' | 'down') => string | undefined) | undefined;
}) {
  const props = { myVote, onVote };
  return (
    <fieldset
      aria-label={words.label}
      data-vote={myVote}
      data-pending={isPending}
      className="row-span-2 grid content-start justify-items-center gap-1 text-md max-desk:order-2 max-desk:row-span-1 max-desk:flex max-desk:items-center max-desk:gap-2"
    >
      <VoteButton {...props} vote="up" problem={problem?.('up')} />
      <b className={cx('min-w-6 text-center', isPending && 'text-ink-3')}>
        <span className="sr-only">{words.score} </span>
        {formatNumber(score)}
      </b>
      <VoteButton {...props} vote="down" problem={problem?.('down')} />
    </fieldset>
  );
}

function VoteButton({
  vote,
  myVote,
  onVote,
  problem,
}: {
  vote: 'up' | 'down';
  myVote: Vote;
  onVote: ((vote: Vote) => void) | undefined;
  problem: string | undefined;
}) {
  const isGiven = myVote === vote;
  const Icon = vote === 'up' ? ChevronUp : ChevronDown;
  return (
    <button
      type="button"
      aria-pressed={isGiven}
      aria-label={words[vote]}
      title={problem ?? (isGiven ? `${words[vote]}: ${words.undo}` : words[vote])}
      disabled={!onVote || (problem !== undefined && !isGiven)}
      onClick={() => onVote?.(isGiven ? 'none' : vote)}
      className={cx(
        'inline-grid size-10 place-items-center rounded-full border transition-colors duration-(--fast) focus-visible:rounded-full disabled:cursor-not-allowed max-desk:size-11',
        isGiven
          ? 'border-dye-3 bg-dye-wash text-dye-3'
          : 'border-hairline-strong bg-cloth-top enabled:hover:border-outline disabled:text-ink-3',
      )}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  );
}
