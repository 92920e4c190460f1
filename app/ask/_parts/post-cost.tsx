'use client';
import { useFreePosts } from '../../../lib/react/qa/use-free-posts.ts';
import { usePost } from '../../../lib/react/qa/use-post.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { errorWords } from '../../../lib/ui/error-words.ts';

const words = askMessages.writing;

/** What a post costs who writes it, said before it is sent. */
export function PostCost({ savedAtMs }: { savedAtMs?: number | undefined }) {
  const { me } = usePost();
  const free = useFreePosts(me?.account);
  return (
    <span role="status">
      {savedAtMs !== undefined && `${words.editor.saved}. `}
      {me ? free && costWords(free.left, free.perDay, free.reason) : words.cost.visitor}
    </span>
  );
}

function costWords(left: number, perDay: number, reason: string | null): string {
  if (reason === null) return words.cost.left(left, perDay);
  return `${errorWords({ code: reason, message: '', facts: {} }).happened}.`;
}
