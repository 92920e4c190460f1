import type { Address } from '../../core/bytes.ts';
import type { Post } from './records.ts';

/** What the index keeps of a post; what else it says is read when it is shown. */
export interface PostRow {
  id: number;
  kind: Post['kind'];
  parent: number;
  author: Address;
  score: number;
  createdMs: number;
  /** Of its newest version. */
  changedMs: number;
  /** Its number among the contents that the index knows. */
  content: number;
  answers: number;
  accepted: number;
  bountyWei: bigint;
  flags: number;
  isHidden: boolean;
  isReviewed: boolean;
}
