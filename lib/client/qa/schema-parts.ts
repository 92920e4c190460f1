import * as v from 'valibot';
import {
  MAX_FLAGS_PER_POST,
  MAX_LISTED_ANSWERS,
  MAX_LISTED_POSTS,
  MAX_TAGS,
} from '../../core/module-limits.ts';
import { address, count, name, natural, text } from '../schema-parts.ts';

// What values of several queries of module `qa` consist of.

export const listed = <Item extends v.GenericSchema>(item: Item, most = MAX_LISTED_POSTS) =>
  v.pipe(v.array(item), v.maxLength(most));

export const cursor = v.nullable(name);
export const tags = listed(name, MAX_TAGS);
export const author = v.object({ account: address, name: v.nullable(name), points: natural });
export const reason = v.picklist([
  ...(['question-up', 'question-down', 'answer-up', 'answer-down'] as const),
  ...(['down-voted', 'accepted', 'accepts', 'redeemed'] as const),
]);
export const privilege = v.picklist([
  ...(['vote-up', 'comment', 'flag', 'vote-down', 'edit-others', 'hide'] as const),
]);

const postEntries = {
  id: natural,
  kind: v.picklist(['question', 'answer', 'comment']),
  author,
  createdAtMs: count,
  editedAtMs: v.nullable(count),
  edits: count,
  text,
  score: v.bigint(),
  myVote: v.picklist(['up', 'down', 'none']),
  flags: count,
  isHidden: v.boolean(),
};

export const post = v.object(postEntries);

export const commentList = v.object({ total: count, comments: listed(post), cursor });

const answer = v.object({ ...postEntries, isAccepted: v.boolean(), comments: commentList });

export const question = v.object({
  ...postEntries,
  title: name,
  tags,
  acceptedId: natural,
  bounty: v.nullable(v.object({ amountWei: natural, from: address, untilMs: count })),
  comments: commentList,
  answersTotal: count,
  answers: listed(answer, MAX_LISTED_ANSWERS),
});

export const questionSummary = v.object({
  id: natural,
  title: name,
  excerpt: text,
  tags,
  author,
  askedAtMs: count,
  activeAtMs: count,
  score: v.bigint(),
  answers: count,
  acceptedId: natural,
  bountyWei: natural,
  isHidden: v.boolean(),
});

export const flaggedPost = v.object({
  post,
  question: natural,
  title: name,
  reasons: listed(v.object({ by: author, reason: text, atMs: count }), MAX_FLAGS_PER_POST),
});
