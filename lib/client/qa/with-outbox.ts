import type { QuestionsInput } from './get-questions.ts';
import { isOpen, type OutboxItem, postOf } from './outbox-item.ts';
import type {
  AnswerView,
  Author,
  CommentList,
  PostView,
  ProfileView,
  QuestionList,
  QuestionSummary,
  QuestionView,
} from './views.ts';

// Views as they will be once what this tab does is final.

/**
 * A question with everything that its reader just did to it. `height`: of the final state that it
 * was read from, which has the rest already.
 */
export function questionWith(
  question: QuestionView,
  height: bigint,
  items: readonly OutboxItem[],
  me: Author,
): QuestionView {
  return items.filter((item) => isMissing(item, height)).reduce(changed(me), question);
}

/** A question that no final block has yet. */
export function questionFrom(item: OutboxItem, me: Author): QuestionView {
  const { title = '', tags = '' } = item.fields;
  return {
    ...postFrom(item, 'question', me),
    ...{ title: `${title}`, tags: tagsFrom(tags) },
    ...{ acceptedId: 0n, bounty: null, comments: NO_COMMENTS, answersTotal: 0, answers: [] },
  };
}

/** The same as a line of a list. */
export function summaryFrom(item: OutboxItem, me: Author): QuestionSummary {
  const { id, title, text, tags, author, createdAtMs } = questionFrom(item, me);
  return {
    ...{ id, title, tags, author, excerpt: text.slice(0, EXCERPT_CHARACTERS) },
    ...{ askedAtMs: createdAtMs, activeAtMs: createdAtMs },
    ...{ score: 0n, answers: 0, acceptedId: 0n, bountyWei: 0n, isHidden: false },
  };
}

/** The first page of a list with what its reader just asked, and any without what he deleted. */
export function listWith(
  list: QuestionList,
  height: bigint,
  items: readonly OutboxItem[],
  me: Author,
  { order, tag, words, author, cursor }: Partial<QuestionsInput>,
): QuestionList {
  const missing = items.filter((item) => isMissing(item, height));
  const isDeleted = ({ id }: QuestionSummary) =>
    missing.some(({ primaryType, fields }) => primaryType === 'QaDelete' && fields.post === id);
  const isMine = author === undefined || author === me.account;
  const isTop = isMine && !words && cursor === undefined && order !== 'bounty' && order !== 'votes';
  const asked = missing
    .filter(({ primaryType }) => isTop && primaryType === 'QaAsk')
    .map((item) => summaryFrom(item, me))
    .filter(({ tags }) => tag === undefined || tags.includes(tag))
    .reverse();
  const known = list.questions.filter((question) => !isDeleted(question));
  const questions = [...asked, ...known.filter(({ id }) => asked.every((each) => each.id !== id))];
  return { ...list, questions };
}

/** Somebody's profile with the name and words that he just gave himself. */
export function profileWith(
  profile: ProfileView,
  height: bigint,
  items: readonly OutboxItem[],
): ProfileView {
  const said = items.findLast(
    (item) => item.primaryType === 'QaSetProfile' && isMissing(item, height),
  );
  if (!said) return profile;
  const { name, bio } = said.fields;
  return { ...profile, name: name === '' ? null : `${name}`, bio: `${bio}` };
}

/** Posts that are not final, or of which a vote or an edit is not, and what they wait for. */
export function pendingPosts(
  items: readonly OutboxItem[],
): ReadonlyMap<bigint, 'waiting' | 'pending'> {
  return new Map(
    items.filter(isOpen).map((item) => {
      const state = item.state === 'waiting' ? 'waiting' : 'pending';
      return [aboutOf(item), state] as const;
    }),
  );
}

/** What shows an item: the post that it makes, or the one that it changes. */
function aboutOf(item: OutboxItem): bigint {
  const { post, answer, question } = item.fields;
  if (MAKES_POST.has(item.primaryType)) return postOf(item);
  if (typeof answer === 'bigint' && answer > 0n) return answer;
  return [post, question].find((id) => typeof id === 'bigint') ?? 0n;
}

function isMissing({ state, height: finalAt }: OutboxItem, height: bigint): boolean {
  return state !== 'failed' && (finalAt === undefined || finalAt > height);
}

function changed(me: Author) {
  return (question: QuestionView, item: OutboxItem): QuestionView => {
    const { fields } = item;
    switch (item.primaryType) {
      case 'QaAnswer':
        return fields.question === question.id ? withAnswer(question, item, me) : question;
      case 'QaComment':
        return withComment(question, item, me);
      case 'QaVote':
        return mapPosts(question, fields.post, (post) => voted(post, fields.vote as Vote));
      case 'QaAccept':
        return fields.question === question.id ? accepted(question, fields.answer) : question;
      case 'QaEdit':
        return edited(question, item);
      case 'QaHide':
        return mapPosts(question, fields.post, (post) => ({
          ...post,
          isHidden: fields.hidden === true,
        }));
      case 'QaFlag':
        return mapPosts(question, fields.post, (post) => ({ ...post, flags: post.flags + 1 }));
      case 'QaDelete':
        return without(question, fields.post);
      default:
        return question;
    }
  };
}

function withAnswer(question: QuestionView, item: OutboxItem, me: Author): QuestionView {
  const post = postFrom(item, 'answer', me);
  if (question.answers.some(({ id }) => id === post.id)) return question;
  const answer: AnswerView = { ...post, isAccepted: false, comments: NO_COMMENTS };
  const answersTotal = question.answersTotal + 1;
  return { ...question, answersTotal, answers: [...question.answers, answer] };
}

function withComment(question: QuestionView, item: OutboxItem, me: Author): QuestionView {
  const comment = postFrom(item, 'comment', me);
  const add = <Post extends PostView & { comments: CommentList }>(post: Post): Post => {
    const { comments } = post;
    if (post.id !== item.fields.post) return post;
    if (comments.comments.some(({ id }) => id === comment.id)) return post;
    const total = comments.total + 1;
    return { ...post, comments: { ...comments, total, comments: [...comments.comments, comment] } };
  };
  return { ...add(question), answers: question.answers.map(add) };
}

function accepted(question: QuestionView, answer: unknown): QuestionView {
  const acceptedId = typeof answer === 'bigint' ? answer : 0n;
  const answers = question.answers.map((each) => ({
    ...each,
    isAccepted: each.id === acceptedId,
  }));
  return { ...question, acceptedId, answers };
}

function edited(question: QuestionView, item: OutboxItem): QuestionView {
  const { post: id, title, text, tags } = item.fields;
  const next = mapPosts(question, id, (post) => ({
    ...post,
    text: `${text}`,
    edits: post.edits + 1,
    editedAtMs: item.id,
  }));
  if (id !== question.id) return next;
  return { ...next, title: `${title}`, tags: tagsFrom(tags) };
}

function without(question: QuestionView, post: unknown): QuestionView {
  const answers = question.answers.filter(({ id }) => id !== post);
  const answersTotal = question.answersTotal - (question.answers.length - answers.length);
  const rest = (list: CommentList): CommentList => {
    const comments = list.comments.filter(({ id }) => id !== post);
    return { ...list, comments, total: list.total - (list.comments.length - comments.length) };
  };
  return {
    ...question,
    comments: rest(question.comments),
    answersTotal,
    answers: answers.map((answer) => ({ ...answer, comments: rest(answer.comments) })),
  };
}

function voted<Post extends PostView>(post: Post, vote: Vote): Post {
  return { ...post, myVote: vote, score: post.score + WEIGHT[vote] - WEIGHT[post.myVote] };
}

/** The post with that id, be it the question, an answer or a comment, made into another. */
function mapPosts(
  question: QuestionView,
  id: unknown,
  change: <Post extends PostView>(post: Post) => Post,
): QuestionView {
  const one = <Post extends PostView>(post: Post) => (post.id === id ? change(post) : post);
  const list = (comments: CommentList): CommentList => ({
    ...comments,
    comments: comments.comments.map(one),
  });
  return {
    ...one(question),
    comments: list(question.comments),
    answers: question.answers.map((answer) => ({
      ...one(answer),
      comments: list(answer.comments),
    })),
  };
}

function postFrom(item: OutboxItem, kind: PostView['kind'], author: Author): PostView {
  return {
    ...{ id: postOf(item), kind, author, createdAtMs: item.id, editedAtMs: null, edits: 0 },
    ...{ text: `${item.fields.text ?? ''}`, score: 0n, myVote: 'none', flags: 0, isHidden: false },
  };
}

function tagsFrom(tags: unknown): string[] {
  return `${tags ?? ''}`.split(' ').filter((tag) => tag !== '');
}

type Vote = PostView['myVote'];

const WEIGHT: Readonly<Record<Vote, bigint>> = { up: 1n, none: 0n, down: -1n };
const MAKES_POST: ReadonlySet<string> = new Set(['QaAsk', 'QaAnswer', 'QaComment']);
const NO_COMMENTS: CommentList = { total: 0, comments: [], cursor: null };
const EXCERPT_CHARACTERS = 200;
