import { describe, expect, it } from 'vitest';
import { MAX_POST_VERSIONS } from '../../../../lib/core/module-limits.ts';
import { contentKey } from '../../../../lib/modules/qa/keys.ts';
import { authorOf, createdMsOf, storedFromBytes } from '../../../../lib/modules/qa/records.ts';
import { ALICE, BOB, CAROL, createQaWorld, FREE, HOUR_MS, type QaWorld } from './qa-world.ts';

const TITLE = 'How does a loom weave?';

/** A whole edit; `edits` is how many the editor had seen. */
function edit(world: QaWorld, sender: typeof ALICE, post: bigint, text: string, edits: number) {
  const isQuestion = world.post(post).kind === 'question';
  const words = isQuestion ? { title: TITLE, tags: 'weaving' } : { title: '', tags: '' };
  return world.act(sender, 'QaEdit', { post, edits: BigInt(edits), text, ...words });
}

describe('questions, answers and comments', () => {
  it('are numbered together, and say who wrote what about what', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE, TITLE, 'weaving wool');
    const answer = world.answer(BOB, question, 'With a *shuttle*.\n\n\tAnd patience.');
    const comment = world.comment(ALICE, answer, 'Thanks!');
    expect([question, answer, comment]).toEqual([1n, 2n, 3n]);
    expect(world.content(question)).toEqual({
      title: TITLE,
      tags: ['weaving', 'wool'],
      text: `${TITLE} I wonder.`,
    });
    expect(world.content(answer).text).toContain('shuttle');
    expect(world.post(answer)).toMatchObject({ kind: 'answer', parent: 1n, comments: 1 });
    expect(world.post(question)).toMatchObject({ kind: 'question', answers: 1, comments: 0 });
    expect(authorOf(world.post(comment))).toBe(ALICE);
    expect(createdMsOf(world.post(comment))).toBe(world.now());
    expect(world.profile(ALICE)).toMatchObject({ questions: 1, answers: 0 });
    expect(world.takeEvents().map(({ name, fields }) => [name, fields.post])).toEqual([
      ['qa.asked', 1n],
      ['qa.answered', 2n],
      ['qa.commented', 3n],
    ]);
    world.check();
  });

  it('are about what there is', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const answer = world.answer(BOB, question);
    const comment = world.comment(BOB, question);
    const say = (type: string, fields: object) => world.act(BOB, type, { ...fields, text: 'So.' });
    expect(say('QaAnswer', { question: 9n })).toBe('qa/no-such-post');
    expect(say('QaAnswer', { question: answer })).toBe('qa/wrong-kind');
    expect(say('QaComment', { post: comment })).toBe('qa/wrong-kind');
    expect(say('QaComment', { post: 0n })).toBe('qa/no-such-post');
    expect(world.vote(ALICE, comment, 'up')).toBe('qa/wrong-kind');
  });

  it('with the same text keep it once', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const first = world.comment(BOB, question, 'Me too.');
    expect(world.newKeys()).toBe(3);
    const second = world.comment(BOB, question, 'Me too.');
    expect(world.newKeys()).toBe(1);
    const hash = world.post(first).versions[0].content;
    expect(world.post(second).versions[0].content).toBe(hash);
    const stored = () => world.store().get(contentKey(hash));
    expect(storedFromBytes(stored() as Uint8Array).references).toBe(2);
    expect(world.act(BOB, 'QaDelete', { post: first })).toBeUndefined();
    world.check();
    expect(world.act(BOB, 'QaDelete', { post: second })).toBeUndefined();
    expect(stored()).toBeUndefined();
    world.check();
  });

  it('with the same text of another have their own: what each paid for comes back to each', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const long = 'Me too. '.repeat(400);
    const first = world.answer(BOB, question, long);
    const keys = world.newKeys();
    const second = world.answer(CAROL, question, long);
    expect(world.newKeys()).toBe(keys);
    expect(world.content(second)).toEqual(world.content(first));
    for (const [account, post] of [
      [BOB, first],
      [CAROL, second],
    ] as const) {
      expect(world.act(account, 'QaDelete', { post })).toBeUndefined();
      // All but the profile.
      expect(world.newKeys()).toBe(1 - keys);
    }
    world.check();
  });

  it('take two keys as long as nobody edits them, and never more than six', () => {
    const world = createQaWorld(FREE);
    world.ask(ALICE);
    const before = world.keyCount();
    const question = world.ask(ALICE, 'How is wool made?');
    expect(world.keyCount() - before).toBe(2);
    for (let edits = 0; edits < 12; edits++) {
      world.pass(HOUR_MS);
      expect(edit(world, ALICE, question, `Text ${edits}`, edits)).toBeUndefined();
    }
    const flagged = world.act(BOB, 'QaFlag', { post: question, reason: 'Spam.' });
    expect(flagged).toBeUndefined();
    const profileOfBob = 1;
    expect(world.keyCount() - before - profileOfBob).toBe(6);
    world.check();
  });
});

describe('editing', () => {
  it('keeps the first version and the newest ones', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const first = world.post(question).versions[0];
    for (let edits = 0; edits < 6; edits++) {
      world.pass(HOUR_MS);
      expect(edit(world, ALICE, question, `Text ${edits}`, edits)).toBeUndefined();
    }
    const { versions, edits } = world.post(question);
    expect(edits).toBe(6);
    expect(versions).toHaveLength(MAX_POST_VERSIONS);
    expect(versions[0]).toEqual(first);
    expect(versions.at(-1)?.atMs).toBe(world.now());
    expect(world.content(question).text).toBe('Text 5');
    world.check();
  });

  it('from two devices: the second is told, and neither is lost', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    expect(edit(world, ALICE, question, 'From the phone.', 0)).toBeUndefined();
    expect(edit(world, ALICE, question, 'From the desk.', 0)).toBe('qa/edited-meanwhile');
    expect(edit(world, ALICE, question, 'From the desk.', 1)).toBeUndefined();
    expect(world.content(question).text).toBe('From the desk.');
    expect(world.post(question).versions).toHaveLength(3);
    expect(edit(world, ALICE, question, 'From the desk.', 2)).toBe('qa/nothing-changes');
    const free = createQaWorld(FREE);
    edit(free, ALICE, free.ask(ALICE), 'From the desk.', 0);
    expect(edit(free, BOB, 1n, 'From the desk.', 1)).toBe('qa/nothing-changes');
    world.check();
  });

  it('of what others wrote takes points, and is never possible for comments', () => {
    const world = createQaWorld({ editOthersFrom: 11n });
    const question = world.ask(ALICE);
    const comment = world.comment(ALICE, question);
    expect(edit(world, BOB, question, 'Better.', 0)).toBe('qa/no-privilege');
    const useful = world.ask(BOB);
    world.vote(CAROL, useful, 'up');
    expect(edit(world, BOB, question, 'Better.', 0)).toBeUndefined();
    expect(authorOf(world.post(question))).toBe(ALICE);
    expect(world.post(question).versions.at(-1)?.editor).toBe(BOB);
    expect(edit(world, BOB, comment, 'Better.', 0)).toBe('qa/not-yours');
    expect(edit(world, ALICE, comment, 'Better.', 0)).toBeUndefined();
  });

  it('gives a title to questions only, and no more to comments than they may have', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const answer = world.answer(ALICE, question);
    const comment = world.comment(ALICE, answer);
    const change = (post: bigint, fields: object) =>
      world.act(ALICE, 'QaEdit', { post, edits: 0n, title: '', tags: '', text: 'So.', ...fields });
    expect(change(question, {})).toBe('qa/title-length');
    expect(change(question, { title: TITLE })).toBe('qa/tags-malformed');
    expect(change(answer, { title: TITLE })).toBe('qa/wrong-kind');
    expect(change(answer, { tags: 'wool' })).toBe('qa/wrong-kind');
    expect(change(comment, { text: 'x'.repeat(1_025) })).toBe('qa/text-length');
    expect(change(comment, { text: 'x'.repeat(1_024) })).toBeUndefined();
    expect(change(answer, { text: 'x'.repeat(1_025) })).toBeUndefined();
  });
});

describe('deleting', () => {
  it('gives every key back', () => {
    const world = createQaWorld(FREE);
    world.ask(ALICE);
    world.ask(BOB);
    const keys = world.keyCount();
    const question = world.ask(ALICE, 'What is a heddle?');
    edit(world, ALICE, question, 'What is it for?', 0);
    world.act(BOB, 'QaFlag', { post: question, reason: 'Off topic.' });
    expect(world.act(ALICE, 'QaDelete', { post: question })).toBeUndefined();
    expect(world.keyCount()).toBe(keys);
    expect(world.hasPost(question)).toBe(false);
    expect(world.profile(ALICE).questions).toBe(1);
    expect(world.ask(ALICE, 'What is a reed?')).toBe(question + 1n);
    world.check();
  });

  it('is for one’s own posts on which nothing hangs', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const remove = (sender: typeof ALICE, post: bigint) => world.act(sender, 'QaDelete', { post });
    expect(remove(BOB, question)).toBe('qa/not-yours');
    const answer = world.answer(BOB, question);
    expect(remove(ALICE, question)).toBe('qa/in-use');
    world.accept(ALICE, question, answer);
    expect(remove(BOB, answer)).toBe('qa/in-use');
    world.accept(ALICE, question, 0n);
    world.vote(CAROL, answer, 'up');
    expect(remove(BOB, answer)).toBe('qa/in-use');
    world.vote(CAROL, answer, 'none');
    const comment = world.comment(CAROL, answer);
    expect(remove(BOB, answer)).toBe('qa/in-use');
    expect(remove(CAROL, comment)).toBeUndefined();
    expect(remove(BOB, answer)).toBeUndefined();
    expect(remove(BOB, answer)).toBe('qa/no-such-post');
    world.act(ALICE, 'QaOfferBounty', { question, amountWei: 10n ** 18n, days: 1n });
    expect(remove(ALICE, question)).toBe('qa/in-use');
    world.check();
  });
});
