import { describe, expect, it } from 'vitest';
import { MAX_FAVOURED_PER_DAY } from '../../../../lib/core/module-limits.ts';
import { testWallet } from '../../chain/fixtures.ts';
import { ALICE, BOB, CAROL, createQaWorld, DAVE, DAY_MS, FREE } from './qa-world.ts';

describe('a vote', () => {
  it('counts once for each account, and may change', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    expect(world.vote(BOB, question, 'none')).toBe('qa/nothing-changes');
    expect(world.vote(BOB, question, 'up')).toBeUndefined();
    expect(world.vote(BOB, question, 'up')).toBe('qa/nothing-changes');
    expect(world.post(question)).toMatchObject({ ups: 1, downs: 0 });
    expect(world.points(ALICE)).toBe(11n);
    expect(world.vote(BOB, question, 'down')).toBeUndefined();
    expect(world.post(question)).toMatchObject({ ups: 0, downs: 1 });
    expect(world.profile(ALICE)).toMatchObject({ gained: 0n, lost: 2n });
    expect(world.profile(BOB).lost).toBe(1n);
    expect(world.vote(BOB, question, 'none')).toBeUndefined();
    expect(world.profile(ALICE)).toMatchObject({ gained: 0n, lost: 0n });
    expect(world.profile(BOB).lost).toBe(0n);
    expect(world.takeEvents().at(-1)).toEqual({
      name: 'qa.voted',
      fields: { post: question, by: BOB, vote: 'none' },
    });
    world.check();
  });

  it('is never on a post of one’s own, nor on what is not there or is hidden', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    const answer = world.answer(BOB, question);
    expect(world.vote(ALICE, question, 'up')).toBe('qa/own-post');
    expect(world.vote(ALICE, 9n, 'up')).toBe('qa/no-such-post');
    world.act(CAROL, 'QaHide', { post: question, hidden: true });
    expect(world.vote(BOB, question, 'up')).toBe('qa/hidden');
    expect(world.vote(ALICE, answer, 'up')).toBe('qa/hidden');
  });

  it('takes points', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const failure = world.attempt(BOB, 'QaVote', { post: question, vote: 'down' });
    expect(failure).toMatchObject({
      code: 'qa/no-privilege',
      facts: { privilege: 'vote-down', needed: '50', points: '1' },
    });
    expect(world.vote(BOB, question, 'up')).toBeUndefined();
  });

  it('never brings anybody below one point, and what was lost has to be won back', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    for (const voter of [BOB, CAROL, DAVE]) world.vote(voter, question, 'down');
    expect(world.points(ALICE)).toBe(1n);
    const better = world.answer(ALICE, world.ask(BOB));
    world.vote(CAROL, better, 'up');
    expect(world.points(ALICE)).toBe(1n + 10n - 6n);
    world.check();
  });
});

describe('points that one account moves for another', () => {
  it('are few in a day; the votes count all the same', () => {
    const world = createQaWorld({ questionsPerDay: 20n });
    const questions = Array.from({ length: 8 }, (_, i) => world.ask(ALICE, `Question ${i}?`));
    for (const question of questions) expect(world.vote(BOB, question, 'up')).toBeUndefined();
    expect(questions.every((question) => world.post(question).ups === 1)).toBe(true);
    expect(world.points(ALICE)).toBe(51n);
    world.vote(CAROL, questions[0] as bigint, 'up');
    expect(world.points(ALICE)).toBe(61n);
    // Voting again and again only uses it up, and takes back no more than it gave.
    world.vote(BOB, questions[7] as bigint, 'none');
    expect(world.points(ALICE)).toBe(61n);
    world.vote(BOB, questions[0] as bigint, 'none');
    world.vote(BOB, questions[0] as bigint, 'up');
    expect(world.points(ALICE)).toBe(51n);
    world.pass(DAY_MS);
    world.vote(BOB, questions[7] as bigint, 'up');
    expect(world.points(ALICE)).toBe(61n);
    world.check();
  });

  it('go to a bounded number of others in a day', () => {
    const world = createQaWorld(FREE);
    const others = Array.from(
      { length: MAX_FAVOURED_PER_DAY + 1 },
      (_, i) => testWallet(`author ${i}`).account,
    );
    for (const other of others) world.vote(ALICE, world.ask(other), 'up');
    const points = others.map((other) => world.points(other));
    expect(points.slice(0, -1).every((each) => each === 11n)).toBe(true);
    expect(points.at(-1)).toBe(1n);
    world.check();
  });
});

describe('accepting an answer', () => {
  it('is the asker’s, and may change', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const [first, second] = [world.answer(BOB, question), world.answer(CAROL, question)];
    expect(world.accept(BOB, question, first)).toBe('qa/not-yours');
    expect(world.accept(ALICE, question, question)).toBe('qa/wrong-kind');
    const other = world.ask(DAVE);
    expect(world.accept(DAVE, other, first)).toBe('qa/no-such-post');
    expect(world.accept(ALICE, question, 0n)).toBe('qa/nothing-changes');
    expect(world.accept(ALICE, question, first)).toBeUndefined();
    expect(world.accept(ALICE, question, first)).toBe('qa/nothing-changes');
    expect([world.points(ALICE), world.points(BOB)]).toEqual([3n, 16n]);
    expect(world.profile(BOB).accepted).toBe(1);
    expect(world.accept(ALICE, question, second)).toBeUndefined();
    expect([ALICE, BOB, CAROL].map(world.points)).toEqual([3n, 1n, 16n]);
    expect(world.accept(ALICE, question, 0n)).toBeUndefined();
    expect([ALICE, BOB, CAROL].map(world.points)).toEqual([1n, 1n, 1n]);
    expect(world.post(question).accepted).toBeUndefined();
    world.check();
  });

  it('of one’s own gives nothing, neither at once nor in circles', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    const own = world.answer(ALICE, question);
    expect(world.accept(ALICE, question, own)).toBeUndefined();
    expect(world.points(ALICE)).toBe(1n);
    for (let i = 0; i < 4; i++) {
      world.accept(ALICE, question, 0n);
      world.accept(ALICE, question, own);
    }
    expect(world.points(ALICE)).toBe(1n);
    world.check();
  });

  it('for a friend gives points a few times a day only', () => {
    const world = createQaWorld({ questionsPerDay: 20n });
    for (let i = 0; i < 8; i++) {
      const question = world.ask(ALICE, `Question ${i}?`);
      world.accept(ALICE, question, world.answer(BOB, question));
    }
    expect(world.points(BOB)).toBe(1n + 5n * 15n);
    expect(world.points(ALICE)).toBe(1n + 5n * 2n);
    expect(world.profile(BOB).accepted).toBe(8);
    world.check();
  });
});

describe('a day', () => {
  it('has limits, which grow with points and begin again the next day', () => {
    const world = createQaWorld({ questionsPerDay: 2n, pointsForMore: 10n });
    world.ask(ALICE);
    world.ask(ALICE);
    const again = () =>
      world.attempt(ALICE, 'QaAsk', { title: 'One more?', text: 'Please.', tags: 'wool' });
    expect(again()).toMatchObject({
      code: 'qa/enough-today',
      facts: { what: 'questions', most: 2 },
    });
    world.vote(BOB, 1n, 'up');
    expect(again()).toBeUndefined();
    expect(again()).toBeUndefined();
    expect(again()?.code).toBe('qa/enough-today');
    world.pass(DAY_MS);
    expect(again()).toBeUndefined();
    world.check();
  });

  it('has limits for everything a person does', () => {
    const none = (what: string) => createQaWorld({ ...FREE, [`${what}PerDay`]: 0n });
    const ready = (what: string) => {
      const world = none(what);
      const question = world.ask(ALICE);
      return { world, question };
    };
    const tries: [string, string, object][] = [
      ['answers', 'QaAnswer', { question: 1n, text: 'So.' }],
      ['comments', 'QaComment', { post: 1n, text: 'So.' }],
      ['votes', 'QaVote', { post: 1n, vote: 'up' }],
      ['votes', 'QaAccept', { question: 1n, answer: 0n }],
      ['flags', 'QaFlag', { post: 1n, reason: 'So.' }],
      ['edits', 'QaDelete', { post: 1n }],
      ['hides', 'QaHide', { post: 1n, hidden: true }],
      ['profiles', 'QaSetProfile', { name: 'bob', bio: '' }],
    ];
    for (const [what, primaryType, fields] of tries) {
      const { world } = ready(what);
      expect([what, world.act(BOB, primaryType, { ...fields })]).toEqual([what, 'qa/enough-today']);
    }
  });
});
