import { describe, expect, it } from 'vitest';
import {
  acceptAction,
  answerAction,
  askAction,
  commentAction,
  deleteAction,
  editAction,
  flagAction,
  hideAction,
  profileAction,
  type QaAction,
  voteAction,
} from '../../../../lib/client/qa/actions.ts';
import type { OutboxItem } from '../../../../lib/client/qa/outbox-item.ts';
import type {
  Author,
  PostView,
  ProfileView,
  QuestionView,
} from '../../../../lib/client/qa/views.ts';
import {
  listWith,
  pendingPosts,
  profileWith,
  questionFrom,
  questionWith,
  summaryFrom,
} from '../../../../lib/client/qa/with-outbox.ts';

const ME: Author = { account: `0x${'11'.repeat(20)}`, name: 'Ada', points: 5n };
const QUESTION = { title: 'Why is the sky blue?', text: 'I wonder.', tags: ['sky', 'light'] };
const HEIGHT = 100n;

function post(id: bigint, kind: PostView['kind']): PostView {
  return {
    ...{ id, kind, author: ME, createdAtMs: 1, editedAtMs: null, edits: 0, text: 'text' },
    ...{ score: 3n, myVote: 'none', flags: 0, isHidden: false },
  };
}

const comments = { total: 1, comments: [post(3n, 'comment')], cursor: null };
const question: QuestionView = {
  ...post(1n, 'question'),
  ...{ title: 'A title', tags: ['sky'], acceptedId: 0n, bounty: null, comments, answersTotal: 1 },
  answers: [
    {
      ...post(2n, 'answer'),
      isAccepted: false,
      comments: { total: 0, comments: [], cursor: null },
    },
  ],
};

function item(action: QaAction, changes: Partial<OutboxItem> = {}): OutboxItem {
  return { ...action, id: 5_000, state: 'pending', ...changes };
}

function shownWith(...items: OutboxItem[]): QuestionView {
  return questionWith(question, HEIGHT, items, ME);
}

describe('a question with what its reader just did', () => {
  it('has his answer last, under a number of its own until the chain gave it one', () => {
    const action = answerAction(1n, 'Because.');
    const { answers, answersTotal } = shownWith(item(action));
    expect(answersTotal).toBe(2);
    expect(answers[1]).toMatchObject({ id: -5_000n, text: 'Because.', author: ME, score: 0n });
    const final = shownWith(item(action, { state: 'final', height: 101n, post: 9n }));
    expect(final.answers[1]?.id).toBe(9n);
    expect(shownWith(item(answerAction(7n, 'Elsewhere.')))).toEqual(question);
  });

  it('is left alone once it was read from a state that has it, and where it failed', () => {
    const done = item(answerAction(1n, 'Because.'), { state: 'final', height: HEIGHT, post: 9n });
    expect(shownWith(done)).toEqual(question);
    expect(shownWith({ ...done, height: HEIGHT + 1n }).answersTotal).toBe(2);
    expect(shownWith(item(voteAction(1n, 'up'), { state: 'failed' }))).toEqual(question);
  });

  it('counts a vote as the chain will, from the vote before', () => {
    expect(shownWith(item(voteAction(1n, 'up')))).toMatchObject({ score: 4n, myVote: 'up' });
    const twice = shownWith(item(voteAction(2n, 'up')), item(voteAction(2n, 'down')));
    expect(twice.answers[0]).toMatchObject({ score: 2n, myVote: 'down' });
    expect(shownWith(item(voteAction(1n, 'up')), item(voteAction(1n, 'none')))).toMatchObject({
      score: 3n,
      myVote: 'none',
    });
  });

  it('has comments under the question and under answers', () => {
    const both = shownWith(item(commentAction(1n, 'One.')), item(commentAction(2n, 'Two.')));
    expect(both.comments).toMatchObject({ total: 2, comments: [{ id: 3n }, { text: 'One.' }] });
    expect(both.answers[0]?.comments).toMatchObject({ total: 1, comments: [{ text: 'Two.' }] });
  });

  it('is accepted, edited, hidden, flagged and deleted in part', () => {
    expect(shownWith(item(acceptAction(1n, 2n)))).toMatchObject({
      acceptedId: 2n,
      answers: [{ isAccepted: true }],
    });
    const edited = shownWith(item(editAction({ id: 1n, edits: 0 }, QUESTION)));
    expect(edited).toMatchObject({ ...QUESTION, edits: 1, editedAtMs: 5_000 });
    expect(shownWith(item(hideAction(2n, true))).answers[0]?.isHidden).toBe(true);
    expect(shownWith(item(flagAction(3n, 'spam'))).comments.comments[0]?.flags).toBe(1);
    expect(shownWith(item(deleteAction(2n)))).toMatchObject({ answersTotal: 0, answers: [] });
    expect(shownWith(item(deleteAction(3n))).comments).toMatchObject({ total: 0, comments: [] });
  });
});

describe('a question that no block has', () => {
  const ask = item(askAction(QUESTION));

  it('can be read and listed at once', () => {
    expect(questionFrom(ask, ME)).toMatchObject({ ...QUESTION, id: -5_000n, author: ME });
    expect(summaryFrom(ask, ME)).toMatchObject({ id: -5_000n, title: QUESTION.title, score: 0n });
  });

  it('is first on the lists it belongs to, until they have it', () => {
    const list = { total: 1, questions: [{ ...summaryFrom(ask, ME), id: 3n }], cursor: null };
    const final = { ...ask, id: 6_000, state: 'final' as const, height: 90n };
    const ids = (height: bigint, input: Parameters<typeof listWith>[4]) =>
      listWith(list, height, [ask, final], ME, input).questions.map(({ id }) => id);
    expect(ids(HEIGHT, { order: 'new' })).toEqual([-5_000n, 3n]);
    expect(ids(80n, { order: 'new' })).toEqual([-6_000n, -5_000n, 3n]);
    expect(ids(HEIGHT, { order: 'new', tag: 'sky' })).toEqual([-5_000n, 3n]);
    expect(ids(HEIGHT, { order: 'new', tag: 'other' })).toEqual([3n]);
    expect(ids(HEIGHT, { order: 'bounty' })).toEqual([3n]);
    expect(ids(HEIGHT, { order: 'new', cursor: 'next' })).toEqual([3n]);
  });

  it('is on no list once it is deleted', () => {
    const list = { total: 1, questions: [{ ...summaryFrom(ask, ME), id: 3n }], cursor: null };
    const deleted = item(deleteAction(3n));
    expect(listWith(list, HEIGHT, [deleted], ME, { order: 'new' }).questions).toEqual([]);
  });
});

describe('a profile', () => {
  it('has its new name until somebody else could see it, and an empty one is none', () => {
    const profile = { name: 'ann', bio: '', points: 1n } as ProfileView;
    const named = item(profileAction('ada', 'I count.'));
    expect(profileWith(profile, HEIGHT, [named])).toMatchObject({ name: 'ada', bio: 'I count.' });
    const final = { ...named, state: 'final' as const, height: HEIGHT };
    expect(profileWith(profile, HEIGHT, [final])).toBe(profile);
    const nameless = item(profileAction('', ''));
    expect(profileWith(profile, HEIGHT, [named, nameless]).name).toBeNull();
    expect(profileWith(profile, HEIGHT, [{ ...named, state: 'failed' }])).toBe(profile);
  });
});

describe('what is pending', () => {
  it('is the new post, the one that is voted on, and the answer that is accepted', () => {
    const pending = pendingPosts([
      item(answerAction(1n, 'Because.'), { state: 'waiting' }),
      item(voteAction(4n, 'up')),
      item(acceptAction(1n, 2n)),
      item(voteAction(8n, 'up'), { state: 'final' }),
    ]);
    expect([...pending]).toEqual([
      [-5_000n, 'waiting'],
      [4n, 'pending'],
      [2n, 'pending'],
    ]);
  });
});
