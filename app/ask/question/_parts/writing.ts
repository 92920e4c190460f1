import { createContext, type ReactNode, useContext } from 'react';
import type { PostView } from '../../../../lib/client/qa/views.ts';

/**
 * What the reader of a question may do besides reading. All of it is absent for one who only reads:
 * votes are shown then and cannot be pressed.
 */
export interface Writing {
  /** Gives a vote; `none` takes it back. */
  onVote?: ((post: PostView, vote: PostView['myVote']) => void) | undefined;
  /** Why the reader cannot give this post that vote, in words for the control. */
  voteProblem?: ((post: PostView, vote: 'up' | 'down') => string | undefined) | undefined;
  /** Of a post or a vote of this tab that is not final yet: what it waits for. */
  pendingOf?: ((post: bigint) => 'waiting' | 'pending' | undefined) | undefined;
  /** In the place of a post's text, while that is being edited. */
  editorFor?: ((post: PostView) => ReactNode) | undefined;
  /** Edit, accept, flag, hide, delete: what belongs under a post. */
  actionsFor?: ((post: PostView) => ReactNode) | undefined;
  /** Where a comment on a post is written. */
  commentFormFor?: ((post: PostView) => ReactNode) | undefined;
  /** Where an answer is written. */
  composer?: ReactNode;
}

export const WritingContext = createContext<Writing>({});

export function useWriting(): Writing {
  return useContext(WritingContext);
}
