import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommentList, PostView } from '../../../../lib/client/qa/views.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { shortHex } from '../../../../lib/ui/format/short-hex.ts';
import { links } from '../../../../lib/ui/links.ts';
import { Markdown } from '../../../../lib/ui/markdown.tsx';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { ITEM } from '../../_parts/items.ts';
import { PersonLink } from '../../_parts/person-link.tsx';
import { Comments } from './comments.tsx';
import { pendingWord } from './pending-word.ts';
import { VoteColumn } from './vote-column.tsx';
import { useWriting } from './writing.ts';

const words = askMessages.post;

/** A question or an answer: votes, text, who wrote it, comments. */
export function Post({
  post,
  question,
  comments,
  nowMs,
  above,
  below,
}: {
  post: PostView;
  question: bigint;
  comments: CommentList;
  nowMs: number;
  /** Over the text: that it is accepted. */
  above?: ReactNode;
  /** Under the text: tags. */
  below?: ReactNode;
}) {
  const { onVote, voteProblem, pendingOf, editorFor, actionsFor } = useWriting();
  const pending = pendingOf?.(post.id);
  return (
    <article
      {...{ [ITEM]: '' }}
      id={`p${post.id}`}
      data-post={`${post.id}`}
      tabIndex={-1}
      aria-label={nameOf(post)}
      className="grid grid-cols-[48px_minmax(0,1fr)] grid-rows-[auto_1fr] gap-x-6 border-t border-hairline py-7 outline-offset-4 first:border-t-0 first:pt-0 max-desk:grid-cols-1 max-desk:gap-y-3.5"
    >
      <VoteColumn
        score={post.score}
        myVote={post.myVote}
        isPending={pending !== undefined}
        onVote={onVote && ((vote) => onVote(post, vote))}
        problem={voteProblem && ((vote) => voteProblem(post, vote))}
      />
      <div className="min-w-0">
        {above}
        {editorFor?.(post) || <PostText post={post} />}
        <div className="mt-[18px] flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 text-sm text-ink-2">
          <span className="flex flex-wrap items-center gap-2">
            {below}
            {pending && (
              <>
                <Chip kind="pending">{pendingWord(pending)}</Chip>{' '}
                {pending === 'waiting' ? words.waits : words.justNow}
              </>
            )}
          </span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
            <PersonLink person={post.author} />
            <Ago timestampMs={post.createdAtMs} nowMs={nowMs} />
          </span>
        </div>
        <PostFoot post={post} question={question} actions={actionsFor?.(post)} />
      </div>
      <div className="col-start-2 min-w-0 empty:hidden max-desk:order-3 max-desk:col-start-1">
        <Comments post={post} list={comments} nowMs={nowMs} />
      </div>
    </article>
  );
}

function PostText({ post }: { post: PostView }) {
  if (!post.isHidden) return <Markdown text={post.text} />;
  return (
    <>
      <p className="mb-3 flex items-center gap-2 text-sm text-fault">
        <EyeOff size={15} aria-hidden="true" />
        {words.isHidden}
      </p>
      {post.text === '' ? (
        <p className="text-sm text-ink-2">{words.isHiddenNext}</p>
      ) : (
        <Markdown text={post.text} />
      )}
    </>
  );
}

function PostFoot({
  post,
  question,
  actions,
}: {
  post: PostView;
  question: bigint;
  actions: ReactNode;
}) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 text-sm text-ink-2">
      {post.id > 0n && (
        <PageLink
          href={links.question(question, post.id)}
          aria-label={words.linkTo(words.kinds[post.kind])}
          className="py-1.5 underline-offset-[3px] hover:underline max-desk:py-3"
        >
          {words.link}
        </PageLink>
      )}
      {post.edits > 0 && (
        <span>
          {words.edits(post.edits)}{' '}
          <PageLink
            href={links.history(post.id, question)}
            className="link inline-block py-1.5 max-desk:py-3"
          >
            {words.history}
          </PageLink>
        </span>
      )}
      {post.flags > 0 && <span>{words.flags(post.flags)}</span>}
      {actions}
    </div>
  );
}

function nameOf({ kind, author }: PostView): string {
  const name = author.name ?? shortHex(author.account);
  const { answerOf, questionOf } = askMessages.question;
  return kind === 'question' ? questionOf(name) : answerOf(name);
}
