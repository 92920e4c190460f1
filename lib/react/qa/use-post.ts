import { useContext } from 'react';
import { type Posting, PostingContext } from './posting-context.ts';

/** What the reader does on Ask; `usePosting` stands behind it. */
export function usePost(): Posting {
  return useContext(PostingContext);
}
