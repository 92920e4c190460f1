import { describe, expect, it } from 'vitest';
import type { Address } from '../../../../lib/core/bytes.ts';
import { MAX_FLAGS_PER_POST } from '../../../../lib/core/module-limits.ts';
import { getFlags } from '../../../../lib/modules/qa/posts.ts';
import { testWallet } from '../../chain/fixtures.ts';
import { ALICE, BOB, CAROL, createQaWorld, DAVE, DAY_MS, FREE, type QaWorld } from './qa-world.ts';

const flag = (world: QaWorld, sender: Address, post: bigint) =>
  world.act(sender, 'QaFlag', { post, reason: 'Spam.' });
const hide = (world: QaWorld, sender: Address, post: bigint, hidden: boolean) =>
  world.act(sender, 'QaHide', { post, hidden });

describe('a flag', () => {
  it('is raised once by each account, never on a post of one’s own', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    expect(flag(world, ALICE, question)).toBe('qa/own-post');
    expect(flag(world, BOB, question)).toBeUndefined();
    expect(flag(world, BOB, question)).toBe('qa/nothing-changes');
    expect(getFlags(world.store(), question)).toEqual([
      { by: BOB, atMs: world.now(), reason: 'Spam.' },
    ]);
    expect(world.post(question)).toMatchObject({ flags: 1, isHidden: false });
    world.check();
  });

  it('takes points', () => {
    const world = createQaWorld();
    expect(flag(world, BOB, world.ask(ALICE))).toBe('qa/no-privilege');
  });

  it('hides with others of its kind, until somebody who may has decided', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    for (const reader of [BOB, CAROL, DAVE]) flag(world, reader, question);
    expect(world.post(question).isHidden).toBe(true);
    expect(world.takeEvents().filter(({ name }) => name === 'qa.hidden')).toHaveLength(1);
    const late = testWallet('late').account;
    expect(flag(world, late, question)).toBe('qa/hidden');
    expect(hide(world, BOB, question, false)).toBeUndefined();
    expect(flag(world, late, question)).toBeUndefined();
    expect(world.post(question)).toMatchObject({ isHidden: false, isReviewed: true, flags: 4 });
    expect(flag(world, late, question)).toBe('qa/nothing-changes');
    world.check();
  });

  it('hides nothing of whom others think more of than of those who flag, together', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    world.vote(BOB, question, 'up');
    const readers = Array.from({ length: 5 }, (_, i) => testWallet(`reader ${i}`).account);
    for (const reader of readers) flag(world, reader, question);
    expect(world.points(ALICE)).toBe(11n);
    expect(world.post(question)).toMatchObject({ flags: 5, isHidden: false });
    // Bob's flag is worth as much as Alice's question.
    world.vote(CAROL, world.answer(BOB, world.ask(DAVE)), 'up');
    flag(world, BOB, question);
    expect(world.post(question)).toMatchObject({ flags: 6, isHidden: true });
    world.check();
  });

  it('that hid what is shown again costs the right to flag, for a while', () => {
    const world = createQaWorld({ ...FREE, flagPauseDays: 7n });
    const [question, other] = [world.ask(ALICE), world.ask(ALICE)];
    for (const reader of [BOB, CAROL, DAVE]) flag(world, reader, question);
    hide(world, BOB, question, false);
    const untilMs = world.now() + 7 * DAY_MS;
    const refused = world.attempt(CAROL, 'QaFlag', { post: other, reason: 'Spam.' });
    expect(refused).toMatchObject({ code: 'qa/flags-paused', facts: { untilMs } });
    expect(flag(world, testWallet('reader').account, other)).toBeUndefined();
    world.pass(7 * DAY_MS);
    expect(flag(world, CAROL, other)).toBeUndefined();
    world.check();
  });

  it('that others agree with costs nothing, and neither does one that hid nothing', () => {
    const world = createQaWorld(FREE);
    const [first, second, third] = [world.ask(ALICE), world.ask(ALICE), world.ask(ALICE)];
    for (const reader of [BOB, CAROL, DAVE]) flag(world, reader, first);
    hide(world, BOB, first, true);
    hide(world, BOB, first, false);
    flag(world, CAROL, second);
    hide(world, BOB, second, false);
    for (const reader of [BOB, CAROL, DAVE]) expect(flag(world, reader, third)).toBeUndefined();
    world.check();
  });

  it('finds no place among too many', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    hide(world, BOB, question, false);
    for (let i = 0; i < MAX_FLAGS_PER_POST; i++) {
      expect(flag(world, testWallet(`reader ${i}`).account, question)).toBeUndefined();
    }
    expect(flag(world, CAROL, question)).toBe('qa/flags-full');
    world.check();
  });
});

describe('hiding', () => {
  it('takes points, and may be undone', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    expect(hide(world, BOB, question, true)).toBe('qa/no-privilege');
    const free = createQaWorld(FREE);
    const post = free.ask(ALICE);
    expect(hide(free, BOB, post, true)).toBeUndefined();
    expect(hide(free, BOB, post, true)).toBe('qa/nothing-changes');
    expect(hide(free, BOB, post, false)).toBeUndefined();
    expect(hide(free, BOB, 9n, false)).toBe('qa/no-such-post');
    free.check();
  });

  it('stops answers, comments and votes, and edits by others than its author', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    const answer = world.answer(ALICE, question);
    hide(world, CAROL, question, true);
    const act = (primaryType: string, fields: Record<string, bigint | string>) =>
      world.act(BOB, primaryType, fields);
    expect(act('QaAnswer', { question, text: 'So.' })).toBe('qa/hidden');
    expect(act('QaComment', { post: question, text: 'So.' })).toBe('qa/hidden');
    expect(act('QaComment', { post: answer, text: 'So.' })).toBe('qa/hidden');
    const better = {
      post: question,
      edits: 0n,
      title: 'A better title',
      tags: 'wool',
      text: 'So.',
    };
    expect(act('QaEdit', better)).toBe('qa/hidden');
    expect(world.act(ALICE, 'QaEdit', better)).toBeUndefined();
    world.check();
  });
});
