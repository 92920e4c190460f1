import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LISTED_POSTS } from '../../../lib/core/module-limits.ts';
import { createQaIndex } from '../../../lib/modules/qa/create-index.ts';
import { wordsIn } from '../../../lib/modules/qa/index-words.ts';
import { parametersFromGenesis, setParameters } from '../../../lib/modules/qa/parameters.ts';
import { getContent, getPost } from '../../../lib/modules/qa/posts.ts';
import { authorOf, currentOf, type Post } from '../../../lib/modules/qa/records.ts';
import type {
  AnswerList,
  CommentList,
  FlaggedPost,
  LedgerPage,
  QuestionList,
  QuestionOrder,
  QuestionSummary,
  QuestionView,
  TagView,
} from '../../../lib/modules/qa/views.ts';
import { testGenesis } from '../chain/fixtures.ts';
import { createQaEntries, personAt, type QaEntries } from './qa-entries.ts';

const [ANN, BOB, CAT] = [personAt(0), personAt(1), personAt(2)];
const ORDERS: readonly QuestionOrder[] = ['new', 'active', 'unanswered', 'bounty', 'votes'];
const WORDS = ['validator', 'stake', 'bridge', 'coin', 'epoch', 'view', 'vault', 'gateway'];

/** The module's entries, and an index that follows them block by block. */
function createWorld() {
  const entries = createQaEntries();
  setParameters(entries.store, parametersFromGenesis(testGenesis()));
  const index = createQaIndex();
  return {
    ...entries,
    entries,
    block: () => index.apply(entries.changes()),
    ask<Value>(name: string, input: object): Value {
      return queryOf(index, entries, name, input);
    },
    /** Of an index that meets all entries at once, in another order. */
    askAnew<Value>(name: string, input: object): Value {
      const anew = createQaIndex();
      anew.apply(entries.all().sort((a, b) => (mirrored(a.key) < mirrored(b.key) ? -1 : 1)));
      return queryOf(anew, entries, name, input);
    },
  };
}

function queryOf<Value>(
  { queries }: ReturnType<typeof createQaIndex>,
  { store }: QaEntries,
  name: string,
  input: object,
): Value {
  const query = queries[name];
  if (!query) throw new RangeError(name);
  return query({ store, height: 1n }, input) as Value;
}

type World = ReturnType<typeof createWorld>;

describe('the index', () => {
  it('answers as one that is built anew, and as who looks at every post', () => {
    fc.assert(
      fc.property(fc.array(steps(), { minLength: 1, maxLength: 60 }), (all) => {
        const world = createWorld();
        for (const [at, step] of all.entries()) {
          take(world, step);
          if (at % 3 === 0) world.block();
        }
        world.block();
        for (const [name, input] of QUESTIONS) {
          expect(world.ask(name, input)).toEqual(world.askAnew(name, input));
        }
        for (const order of ORDERS) expect(listed(world, order)).toEqual(naiveList(world, order));
        for (const word of WORDS) {
          const found = world.ask<QuestionList>('list', {
            order: 'new',
            words: `${word} `,
            limit: 64,
          });
          const ids = found.questions.map(({ id }) => Number(id)).sort((a, b) => a - b);
          expect(ids).toEqual(naiveSearch(world, word));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('pages through a list without gap or repetition while new questions come', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 7 }), (count, limit) => {
        const world = createWorld();
        for (let at = 0; at < count; at++) ask(world, WORDS[at % 8] as string);
        world.block();
        for (const order of ['new', 'votes', 'active'] as const) {
          const expected = naiveList(world, order);
          const seen: bigint[] = [];
          let cursor: string | undefined;
          do {
            const page: QuestionList = world.ask('list', { order, limit, cursor });
            seen.push(...page.questions.map(({ id }) => id));
            cursor = page.cursor ?? undefined;
            const fresh = ask(world, 'later');
            world.vote(fresh, BOB, 'up');
            world.block();
          } while (cursor !== undefined);
          expect(seen.filter((id) => expected.includes(Number(id))).map(Number)).toEqual(expected);
          expect(new Set(seen).size).toBe(seen.length);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('finds beginnings of the last word as it is typed, in titles first', () => {
    const world = createWorld();
    const inText = ask(world, 'other things', 'about the validators of an epoch');
    const inTitle = ask(world, 'Why was my validator jailed?');
    world.answer(BOB, { question: BigInt(ask(world, 'nothing')), text: 'Validation is work' });
    world.block();
    const found = (words: string) =>
      world
        .ask<QuestionList>('list', { order: 'new', words, limit: 9 })
        .questions.map(({ id }) => Number(id));
    expect(found('valid')).toEqual([inTitle, 3, inText]);
    expect(found('VALIDATOR')).toEqual([inTitle, inText]);
    expect(found('validator jail')).toEqual([inTitle]);
    expect(found('validator jailed epoch')).toEqual([]);
    expect(found('the')).toEqual([]);
    expect(found('the ').length).toBe(3);
  });

  it('finds titles that are alike, and forgets words that an edit took away', () => {
    const world = createWorld();
    const first = ask(world, 'How do I claim coins from the vault?');
    ask(world, 'Which validators vote next?');
    world.block();
    const alike = () =>
      world
        .ask<QuestionSummary[]>('similar', { title: 'claim a vault coin', limit: 5 })
        .map(({ id }) => Number(id));
    expect(alike()).toEqual([first]);
    world.edit(first, ANN, { title: 'Something else entirely', tags: ['weft'], text: 'text' });
    world.block();
    expect(alike()).toEqual([]);
  });

  it('shows a question whole: the accepted answer first, then by votes', () => {
    const world = createWorld();
    const id = ask(world, 'A question');
    const question = BigInt(id);
    const answers = ['one', 'two', 'three'].map((text) => world.answer(BOB, { question, text }));
    const [one, two, three] = answers as [number, number, number];
    world.vote(two, CAT, 'up');
    world.change(id, { accepted: accepted(three) });
    for (let at = 0; at < 7; at++) world.comment(CAT, { post: question, text: `comment ${at}` });
    world.block();
    const view = world.ask<QuestionView>('question', { id: question, account: CAT });
    expect(view.answers.map((answer) => Number(answer.id))).toEqual([three, two, one]);
    expect(view.answers.map(({ myVote }) => myVote)).toEqual(['none', 'up', 'none']);
    expect(view.answers[0]?.isAccepted).toBe(true);
    expect(view.comments).toMatchObject({ total: 7 });
    expect(view.comments.comments.length).toBe(5);
    const { cursor } = view.comments;
    const more = world.ask<CommentList>('comments', { post: question, cursor });
    expect(more.comments.map(({ text }) => text)).toEqual(['comment 5', 'comment 6']);
    expect(more.cursor).toBeNull();
    const byAnswer = world.ask<QuestionView>('question', {
      id: BigInt(two),
      answersOrder: 'newest',
    });
    expect(byAnswer.answers.map((answer) => Number(answer.id))).toEqual([three, two, one]);
    expect(world.ask('question', { id: 999n })).toBeNull();
  });

  it('keeps what is hidden from all but its author and moderators', () => {
    const world = createWorld();
    const id = ask(world, 'Buy cheap coins');
    world.profile(CAT, { gained: 1_000n });
    world.change(id, { isHidden: true });
    world.flag(id, CAT, 'spam');
    world.block();
    const total = (account?: string) =>
      world.ask<QuestionList>('list', { order: 'new', limit: 9, account }).total;
    expect([total(), total(BOB), total(ANN), total(CAT)]).toEqual([0, 0, 1, 1]);
    const text = (account?: string) =>
      world.ask<QuestionView>('question', { id: BigInt(id), account }).text;
    expect([text(), text(BOB)]).toEqual(['', '']);
    expect(text(ANN)).not.toBe('');
    expect(world.ask<TagView[]>('tags', { limit: 9 })).toEqual([]);
    const flags = world.ask<FlaggedPost[]>('flags', { limit: 9, account: CAT });
    expect(flags).toMatchObject([{ title: 'Buy cheap coins', reasons: [{ reason: 'spam' }] }]);
    world.change(id, { isReviewed: true });
    world.block();
    expect(world.ask('flags', { limit: 9 })).toEqual([]);
  });

  it('lists what somebody answered, the newest first, and hidden ones for himself', () => {
    const world = createWorld();
    const questions = ['One', 'Two', 'Three'].map((title) => ask(world, `${title} of these`));
    const [one, two, three] = questions.map((question) =>
      world.answer(BOB, { question: BigInt(question), text: 'An answer' }),
    ) as [number, number, number];
    world.vote(one, CAT, 'up');
    world.change(questions[0] as number, { accepted: accepted(one) });
    world.change(two, { isHidden: true });
    world.comment(BOB, { post: BigInt(three), text: 'No answer' });
    world.block();
    const page = (input: object) => world.ask<AnswerList>('answers', { author: BOB, ...input });
    const shown = page({ limit: 1 });
    expect(shown).toMatchObject({ total: 2, answers: [{ id: BigInt(three), score: 0n }] });
    const { cursor } = shown;
    expect(page({ limit: 1, cursor })).toMatchObject({
      answers: [{ id: BigInt(one), title: 'One of these', score: 1n, isAccepted: true }],
      cursor: null,
    });
    const own = page({ limit: 9, account: BOB }).answers;
    expect(own.map(({ id }) => Number(id))).toEqual([three, two, one]);
    world.change(questions[2] as number, { isHidden: true });
    world.block();
    expect(page({ limit: 9 }).answers[0]?.title).toBe('');
  });

  it('tells who gave and took points, the newest first', () => {
    const world = createWorld();
    const question = ask(world, 'A question');
    const answer = world.answer(BOB, { question: BigInt(question), text: 'An answer' });
    world.vote(question, BOB, 'up');
    world.vote(answer, CAT, 'down', 2n);
    world.vote(answer, ANN, 'up', 0n);
    world.change(question, { accepted: accepted(answer) });
    world.block();
    const ledger = (account: string) => {
      const { entries } = world.ask<LedgerPage>('ledger', { account, limit: 9 });
      return entries.map(({ points, reason, by }) => [points, reason, by.account]);
    };
    expect(ledger(ANN)).toEqual([
      [2n, 'accepts', ANN],
      [10n, 'question-up', BOB],
    ]);
    expect(ledger(BOB)).toEqual([
      [15n, 'accepted', ANN],
      [-2n, 'answer-down', CAT],
    ]);
    expect(ledger(CAT)).toEqual([[-1n, 'down-voted', CAT]]);
    const first = world.ask<LedgerPage>('ledger', { account: BOB, limit: 1 });
    const { cursor } = first;
    const second = world.ask<LedgerPage>('ledger', { account: BOB, limit: 1, cursor });
    expect([first.total, second.entries[0]?.points, second.cursor]).toEqual([2, -2n, null]);
  });

  it.each([
    ['list', { order: 'odd', limit: 1 }],
    ['list', { order: 'new', limit: MAX_LISTED_POSTS + 1 }],
    ['list', { order: 'new', limit: 1, cursor: 'x' }],
    ['list', { order: 'new', limit: 1, cursor: '1_2_3' }],
    ['list', { order: 'new', limit: 1, cursor: `1_${'9'.repeat(99)}` }],
    ['question', { id: 1 }],
    ['ledger', { account: ANN, limit: 1, cursor: '1_2' }],
    ['people', { limit: 1 }],
  ])('refuses %s of %o', (name, input) => {
    const world = createWorld();
    const malformed = expect.objectContaining({ code: 'query/malformed' });
    expect(() => world.ask(name, input)).toThrow(malformed);
  });
});

const QUESTIONS: readonly [string, object][] = [
  ...ORDERS.map((order): [string, object] => ['list', { order, limit: 64 }]),
  ['list', { order: 'votes', tag: 'stake', limit: 3 }],
  ['list', { order: 'active', author: ANN, limit: 3 }],
  ['list', { order: 'new', words: 'sta', limit: 4 }],
  ['list', { order: 'new', words: 'bridge coin', limit: 4, account: BOB }],
  ['question', { id: 1n, account: BOB }],
  ['question', { id: 2n, answersOrder: 'oldest' }],
  ['answers', { author: BOB, limit: 2 }],
  ['answers', { author: ANN, account: ANN, limit: 64 }],
  ['comments', { post: 1n }],
  ['similar', { title: 'stake and bridge', limit: 5 }],
  ['tags', { limit: 9 }],
  ['people', { prefix: 'a', limit: 9 }],
  ['flags', { limit: 9 }],
  ['ledger', { account: ANN, limit: 64 }],
  ['ledger', { account: BOB, limit: 2 }],
];

type Step = [kind: number, at: number, who: number, word: number];

function steps(): fc.Arbitrary<Step> {
  return fc.tuple(fc.nat(10), fc.nat(30), fc.nat(2), fc.nat(63));
}

/** Something that could happen; nothing if it could not to that post. */
function take(world: World, [kind, at, who, word]: Step): void {
  const by = [ANN, BOB, CAT][who] as typeof ANN;
  const [one, other] = [WORDS[word % 8] as string, WORDS[word >> 3] as string];
  const post = getPost(world.store, BigInt(at));
  if (kind <= 1 || !post) {
    world.entries.ask(by, { title: `${one} ${other}`, text: one, tags: other });
    return;
  }
  changePost(world, kind, at, post, { by, one, other });
}

function changePost(
  world: World,
  kind: number,
  at: number,
  post: Post,
  { by, one, other }: { by: typeof ANN; one: string; other: string },
): void {
  const isQuestion = post.kind === 'question';
  if (kind <= 3 && isQuestion) world.answer(by, { question: BigInt(at), text: `${one} ${other}` });
  if (kind === 4 && post.kind !== 'comment') world.comment(by, { post: BigInt(at), text: one });
  if (kind === 5 && post.kind !== 'comment') {
    world.vote(at, by, (['up', 'down', 'none'] as const)[one.length % 3] ?? 'up');
  }
  if (kind === 6) {
    const title = isQuestion ? `${other} edited` : '';
    world.edit(at, by, { title, tags: isQuestion ? [one] : [], text: `${one} anew` });
  }
  if (kind === 7) world.change(at, { isHidden: !post.isHidden, isReviewed: one === 'coin' });
  if (kind === 8 && isQuestion) world.change(at, { bounty: { amountWei: BigInt(at), untilMs: 1 } });
  if (kind === 9 && post.kind === 'answer') {
    world.change(Number(post.parent), { accepted: accepted(at) });
  }
  if (kind === 10) world.flag(at, by, one);
}

function ask(world: World, title: string, text = 'the text'): number {
  return world.entries.ask(ANN, { title, text, tags: 'stake weft' });
}

function accepted(answer: number) {
  return { answer: BigInt(answer), atMs: 1_800_000_000_000, toAnswerer: 15n, toAsker: 2n };
}

function allPosts(world: World): [number, Post][] {
  return Array.from({ length: 200 }, (_, id) => id).flatMap((id) => {
    const post = getPost(world.store, BigInt(id));
    return post ? [[id, post] as [number, Post]] : [];
  });
}

function listed(world: World, order: QuestionOrder): number[] {
  const { questions } = world.ask<QuestionList>('list', { order, limit: 64 });
  return questions.map(({ id }) => Number(id));
}

function naiveList(world: World, order: QuestionOrder): number[] {
  const posts = allPosts(world);
  const rank = (id: number, post: Post): bigint => {
    if (order === 'bounty') return post.bounty?.amountWei ?? 0n;
    if (order === 'votes') return BigInt(post.ups - post.downs);
    if (order !== 'active') return 0n;
    const own = posts.filter(([at, { kind, parent }]) => {
      return at === id || (kind === 'answer' && Number(parent) === id);
    });
    return BigInt(Math.max(...own.map(([, each]) => currentOf(each).atMs)));
  };
  return posts
    .filter(([, { kind, isHidden }]) => kind === 'question' && !isHidden)
    .filter(([, { bounty }]) => order !== 'bounty' || (bounty?.amountWei ?? 0n) > 0n)
    .filter(([, { answers }]) => order !== 'unanswered' || answers === 0)
    .map(([id, post]) => ({ id, rank: rank(id, post), author: authorOf(post) }))
    .sort((a, b) => (a.rank === b.rank ? b.id - a.id : a.rank > b.rank ? -1 : 1))
    .map(({ id }) => id);
}

function naiveSearch(world: World, word: string): number[] {
  const posts = allPosts(world);
  const has = (post: Post) => {
    const { title, tags, text } = getContent(world.store, currentOf(post).content);
    return wordsIn(`${title} ${tags.join(' ')} ${text}`, 999).has(word);
  };
  return posts
    .filter(([, { kind, isHidden }]) => kind === 'question' && !isHidden)
    .filter(([id]) =>
      posts.some(([at, post]) => {
        const isOfIt = at === id || (post.kind === 'answer' && Number(post.parent) === id);
        return isOfIt && !post.isHidden && has(post);
      }),
    )
    .map(([id]) => id);
}

function mirrored(text: string): string {
  return [...text].reverse().join('');
}
