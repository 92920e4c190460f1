'use client';
import { type ReactNode, useState } from 'react';
import type { CommentList, PostView } from '../../../../lib/client/qa/views.ts';
import { useComments } from '../../../../lib/react/qa/use-comments.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { Markdown } from '../../../../lib/ui/markdown.tsx';
import { PersonLink } from '../../_parts/person-link.tsx';
import { pendingWord } from './pending-word.ts';
import { useWriting } from './writing.ts';

const words = askMessages.comments;
const FOLDED = 5;

/** Comments under a post: the first few, and all of them when somebody asks. */
export function Comments({
  post,
  list,
  nowMs,
}: {
  post: PostView;
  list: CommentList;
  nowMs: number;
}) {
  const [isUnfolded, setOpen] = useState(false);
  const { commentFormFor } = useWriting();
  // Who has just written one wants to see it.
  const isOpen = isUnfolded || list.comments.some(({ id }) => id < 0n);
  const shown = isOpen ? list.comments : list.comments.slice(0, FOLDED);
  const hidden = list.total - shown.length;
  const form = commentFormFor?.(post);
  if (list.total === 0 && !form) return null;
  return (
    <div className="mt-4 border-t border-hairline text-sm">
      {list.total > 0 && (
        <ul aria-label={words.label}>
          {shown.map((comment) => (
            <Comment key={`${comment.id}`} comment={comment} nowMs={nowMs} />
          ))}
          {isOpen && list.cursor !== null && (
            <FurtherComments post={post.id} cursor={list.cursor} nowMs={nowMs} />
          )}
        </ul>
      )}
      {!isOpen && hidden > 0 && (
        <TextButton onClick={() => setOpen(true)}>{words.more(hidden)}</TextButton>
      )}
      {isOpen && list.total > FOLDED && (
        <TextButton onClick={() => setOpen(false)}>{words.fewer}</TextButton>
      )}
      {form}
    </div>
  );
}

/** Pages after the first, each by itself. */
function FurtherComments({ post, cursor, nowMs }: { post: bigint; cursor: string; nowMs: number }) {
  const { account } = useWallet();
  const [showsNext, setShowsNext] = useState(false);
  const { value } = useComments({ post, cursor, account });
  if (!value) return null;
  const rest = value.cursor;
  return (
    <>
      {value.comments.map((comment) => (
        <Comment key={`${comment.id}`} comment={comment} nowMs={nowMs} />
      ))}
      {rest !== null &&
        (showsNext ? (
          <FurtherComments post={post} cursor={rest} nowMs={nowMs} />
        ) : (
          <li>
            <TextButton onClick={() => setShowsNext(true)}>{askMessages.list.more}</TextButton>
          </li>
        ))}
    </>
  );
}

function Comment({ comment, nowMs }: { comment: PostView; nowMs: number }) {
  const { pendingOf, editorFor, actionsFor } = useWriting();
  const pending = pendingOf?.(comment.id);
  return (
    <li id={`p${comment.id}`} className="border-b border-hairline py-2.5 target:bg-dye-wash">
      {comment.isHidden && <Chip kind="fault">{askMessages.hidden}</Chip>}
      {editorFor?.(comment) || (
        <div className="*:text-sm!">
          <Markdown text={comment.text} />
        </div>
      )}
      <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-ink-2">
        <PersonLink person={comment.author} />
        <Ago timestampMs={comment.createdAtMs} nowMs={nowMs} />
        {pending && <Chip kind="pending">{pendingWord(pending)}</Chip>}
        {actionsFor?.(comment)}
      </p>
    </li>
  );
}

function TextButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="link min-h-9 py-2 max-desk:min-h-11">
      {children}
    </button>
  );
}
