import type { ActionContext } from '../../chain/module.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_COMMENT_BYTES, MAX_POST_VERSIONS } from '../../core/module-limits.ts';
import { assertBody, assertTags, assertTitle } from './assert-text.ts';
import { editedMeanwhile, inUse, nothingChanges, notYours, wrongKind } from './errors.ts';
import type {
  AnswerFields,
  AskFields,
  CommentFields,
  DeleteFields,
  EditFields,
} from './messages.ts';
import {
  assertShown,
  deletePost,
  getTotals,
  hashOfContent,
  holdContent,
  postOf,
  releaseContent,
  setPost,
  setTotals,
} from './posts.ts';
import { addTo, countToday } from './profiles.ts';
import { authorOf, type Content, currentOf, type Post, type Version } from './records.ts';

export function ask(context: ActionContext, { title, text, tags }: AskFields): void {
  countToday(context, 'questions');
  const content = { title, tags: tags.split(' '), text };
  const post = writePost(context, { kind: 'question', parent: 0n }, content);
  addTo(context.store, context.sender, { questions: 1 });
  context.emit('asked', { post, by: context.sender });
}

export function answer(context: ActionContext, { question, text }: AnswerFields): void {
  const { store, sender } = context;
  countToday(context, 'answers');
  const asked = postOf(store, question, 'question');
  assertShown(store, question, asked);
  const post = writePost(context, { kind: 'answer', parent: question }, plain(text));
  setPost(store, question, { ...asked, answers: asked.answers + 1 });
  addTo(store, sender, { answers: 1 });
  context.emit('answered', { post, question, by: sender });
}

export function comment(context: ActionContext, { post: parent, text }: CommentFields): void {
  const { store, sender } = context;
  countToday(context, 'comments', 'comment');
  const about = postOf(store, parent, 'question', 'answer');
  assertShown(store, parent, about);
  const post = writePost(context, { kind: 'comment', parent }, plain(text));
  setPost(store, parent, { ...about, comments: about.comments + 1 });
  context.emit('commented', { post, about: parent, by: sender });
}

/** By its author, and what is not a comment by whoever may; earlier versions stay to be read. */
export function edit(context: ActionContext, fields: EditFields): void {
  const { store, sender } = context;
  const { post: id, title, text, tags } = fields;
  const post = postOf(store, id);
  const isAuthor = authorOf(post) === sender;
  if (!isAuthor && post.kind === 'comment') throw notYours();
  countToday(context, 'edits', isAuthor ? undefined : 'edit-others');
  if (!isAuthor) assertShown(store, id, post);
  if (BigInt(post.edits) !== fields.edits) throw editedMeanwhile(post.edits);
  assertContent(id, post, fields);
  const said = { title, tags: tags === '' ? [] : tags.split(' '), text };
  const before = currentOf(post);
  if (hashOfContent(said, before.editor) === before.content) throw nothingChanges();
  const content = holdContent(store, said, sender);
  const version = { content, editor: sender, atMs: context.block.timestampMs };
  const { kept, forgotten } = withVersion(post, version);
  if (forgotten) releaseContent(store, forgotten);
  setPost(store, id, { ...post, versions: kept, edits: post.edits + 1 });
  context.emit('edited', { post: id, by: sender });
}

/** By its author, as long as nothing hangs on it; gives back each of its keys. */
export function remove(context: ActionContext, { post: id }: DeleteFields): void {
  const { store, sender } = context;
  countToday(context, 'edits');
  const post = postOf(store, id);
  if (authorOf(post) !== sender) throw notYours();
  const { answers, comments, ups, downs, bounty, kind, parent } = post;
  if (answers + comments + ups + downs > 0 || bounty) throw inUse();
  if (kind !== 'question') {
    const above = postOf(store, parent);
    if (above.accepted?.answer === id) throw inUse();
    const fewer = kind === 'answer' ? 'answers' : 'comments';
    setPost(store, parent, { ...above, [fewer]: above[fewer] - 1 });
  }
  if (kind === 'question') addTo(store, sender, { questions: -1 });
  if (kind === 'answer') addTo(store, sender, { answers: -1 });
  deletePost(store, id, post);
  context.emit('deleted', { post: id, by: sender });
}

/** The result is the id of the new post. */
function writePost(
  { store, sender, block }: ActionContext,
  place: Pick<Post, 'kind' | 'parent'>,
  content: Content,
): bigint {
  const totals = getTotals(store);
  const id = totals.newestPost + 1n;
  setTotals(store, { ...totals, newestPost: id });
  const hash = holdContent(store, content, sender);
  const version = { content: hash, editor: sender, atMs: block.timestampMs };
  setPost(store, id, {
    ...place,
    versions: [version],
    ...{ edits: 0, ups: 0, downs: 0, answers: 0, comments: 0, flags: 0 },
    ...{ isHidden: false, isReviewed: false, accepted: undefined, bounty: undefined },
  });
  return id;
}

/** The first version stays for ever; of the others the oldest makes room. */
function withVersion({ versions }: Post, version: Version) {
  const [first, ...others] = versions;
  const forgotten: Hash | undefined =
    versions.length === MAX_POST_VERSIONS ? others.shift()?.content : undefined;
  const kept: Post['versions'] = [first, ...others, version];
  return { kept, forgotten };
}

/** What only the post itself says about a content: a question alone has a title and tags. */
function assertContent(id: bigint, { kind }: Post, { title, tags, text }: EditFields): void {
  if (kind === 'question') {
    assertTitle(title);
    assertTags(tags);
  } else if (title !== '' || tags !== '') throw wrongKind(id, kind);
  if (kind === 'comment') assertBody(text, MAX_COMMENT_BYTES);
}

function plain(text: string): Content {
  return { title: '', tags: [], text };
}
