import { describe, expect, it } from 'vitest';
import { MAX_BOUNTY_DAYS } from '../../../../lib/core/module-limits.ts';
import { BOUNTY_ACCOUNT, KARMA_ACCOUNT } from '../../../../lib/modules/qa/keys.ts';
import { COIN } from '../../chain/fixtures.ts';
import {
  ALICE,
  BOB,
  CAROL,
  createQaWorld,
  DAVE,
  DAY_MS,
  FREE,
  KARMA,
  type QaWorld,
  TOKEN,
} from './qa-world.ts';

const offer = (world: QaWorld, question: bigint, amountWei = COIN, days = 2n) =>
  world.act(ALICE, 'QaOfferBounty', { question, amountWei, days });
const takeBack = (world: QaWorld, question: bigint, sender = ALICE) =>
  world.act(sender, 'QaTakeBackBounty', { question });

describe('a bounty', () => {
  it('leaves the asker at once and goes to the accepted answer, once', () => {
    const world = createQaWorld();
    const before = world.bank().balanceOf(ALICE);
    const question = world.ask(ALICE);
    const [first, second] = [world.answer(CAROL, question), world.answer(DAVE, question)];
    expect(offer(world, question)).toBeUndefined();
    expect(world.bank().balanceOf(ALICE)).toBe(before - COIN);
    expect(offer(world, question)).toBe('qa/bounty-there');
    expect(world.accept(ALICE, question, first)).toBeUndefined();
    expect(world.bank().balanceOf(CAROL)).toBe(COIN);
    expect(world.newKeys()).toBe(0);
    expect(world.accept(ALICE, question, second)).toBeUndefined();
    expect(world.bank().balanceOf(DAVE)).toBe(0n);
    expect(takeBack(world, question)).toBe('qa/no-bounty');
    world.pass(30 * DAY_MS);
    expect(takeBack(world, question)).toBe('qa/no-bounty');
    expect(world.bank().balanceOf(BOUNTY_ACCOUNT)).toBe(0n);
    world.check();
  });

  it('goes back to the asker after its days, once, and to nobody else', () => {
    const world = createQaWorld();
    const before = world.bank().balanceOf(ALICE);
    const question = world.ask(ALICE);
    offer(world, question);
    expect(takeBack(world, question)).toBe('qa/bounty-still-open');
    world.pass(2 * DAY_MS - 1);
    expect(takeBack(world, question)).toBe('qa/bounty-still-open');
    world.pass(1);
    expect(takeBack(world, question, BOB)).toBe('qa/not-yours');
    expect(takeBack(world, question)).toBeUndefined();
    expect(takeBack(world, question)).toBe('qa/no-bounty');
    expect(world.bank().balanceOf(ALICE)).toBe(before);
    expect(offer(world, question)).toBeUndefined();
    world.check();
  });

  it('is not paid to oneself: it waits for an answer of somebody else', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    offer(world, question);
    expect(world.accept(ALICE, question, world.answer(ALICE, question))).toBeUndefined();
    expect(world.bank().balanceOf(BOUNTY_ACCOUNT)).toBe(COIN);
    world.accept(ALICE, question, world.answer(CAROL, question));
    expect(world.bank().balanceOf(CAROL)).toBe(COIN);
    expect(offer(world, question)).toBe('qa/bounty-there');
    world.check();
  });

  it('is the asker’s to offer, large enough, for some days', () => {
    const world = createQaWorld();
    const question = world.ask(ALICE);
    const answer = world.answer(BOB, question);
    expect(offer(world, answer)).toBe('qa/wrong-kind');
    expect(offer(world, question, 0n)).toBe('qa/zero-amount');
    expect(offer(world, question, 1n)).toBe('qa/bounty-too-small');
    expect(offer(world, question, COIN, 0n)).toBe('qa/bounty-days');
    expect(offer(world, question, COIN, BigInt(MAX_BOUNTY_DAYS + 1))).toBe('qa/bounty-days');
    expect(offer(world, question, 5_000n * COIN)).toBe('bank/insufficient-balance');
    expect(offer(world, world.ask(BOB))).toBe('qa/not-yours');
    expect(offer(world, question, COIN, BigInt(MAX_BOUNTY_DAYS))).toBeUndefined();
  });

  it('is there to be taken back though the question was hidden', () => {
    const world = createQaWorld(FREE);
    const question = world.ask(ALICE);
    offer(world, question);
    world.act(BOB, 'QaHide', { post: question, hidden: true });
    expect(world.accept(ALICE, question, 0n)).toBe('qa/hidden');
    world.pass(2 * DAY_MS);
    expect(takeBack(world, question)).toBeUndefined();
  });
});

const redeem = (world: QaWorld, points: bigint, sender = ALICE) =>
  world.act(sender, 'QaRedeem', { points });

/** Tokens for so many points are in the pool, and Alice has 61 points. */
function karmaWorld(fundedPoints: bigint) {
  const world = createQaWorld({ ...FREE, ...KARMA });
  world.bank().issue(BOB, 10_000n, TOKEN);
  if (fundedPoints > 0n) {
    const amountSmallestUnits = fundedPoints * 10n;
    expect(world.act(BOB, 'QaFund', { amountSmallestUnits })).toBeUndefined();
  }
  earn(world, 6);
  return world;
}

function earn(world: QaWorld, votes: number) {
  for (let i = 0; i < votes; i++) {
    world.vote(BOB, world.ask(ALICE, `Question ${i} of ${world.now()}?`), 'up');
  }
}

describe('karma', () => {
  it('turns points into tokens, which leave the pool, and points that are gone', () => {
    const world = karmaWorld(100n);
    expect(world.points(ALICE)).toBe(61n);
    expect(redeem(world, 40n)).toBeUndefined();
    expect(world.newKeys()).toBe(2);
    expect(world.bank().balanceOf(ALICE, TOKEN)).toBe(400n);
    expect(world.bank().balanceOf(KARMA_ACCOUNT, TOKEN)).toBe(600n);
    expect(world.points(ALICE)).toBe(21n);
    expect(world.profile(ALICE)).toMatchObject({ redeemed: 40n, redemptions: 1n });
    world.check();
  });

  it('leaves a point, and is for more than a few', () => {
    const world = karmaWorld(100n);
    expect(redeem(world, 61n)).toBe('qa/too-few-points');
    expect(redeem(world, 24n)).toBe('qa/redeem-too-little');
    expect(redeem(world, 60n)).toBeUndefined();
    expect(world.points(ALICE)).toBe(1n);
    expect(redeem(world, 25n)).toBe('qa/too-few-points');
    expect(redeem(world, 25n, CAROL)).toBe('qa/too-few-points');
    world.check();
  });

  it('never gives more than was funded', () => {
    const world = karmaWorld(30n);
    const failure = world.attempt(ALICE, 'QaRedeem', { points: 31n });
    expect(failure).toMatchObject({
      code: 'qa/karma-not-funded',
      facts: { fundedSmallestUnits: '300' },
    });
    expect(redeem(world, 30n)).toBeUndefined();
    expect(redeem(world, 25n)).toBe('qa/karma-not-funded');
    expect(world.act(CAROL, 'QaFund', { amountSmallestUnits: 1n })).toBe(
      'bank/insufficient-balance',
    );
    world.check();
  });

  it('has a yearly budget for all together', () => {
    const world = karmaWorld(1_000n);
    expect(redeem(world, 60n)).toBeUndefined();
    earn(world, 6);
    expect(world.attempt(ALICE, 'QaRedeem', { points: 41n })).toMatchObject({
      code: 'qa/karma-year-spent',
      facts: { left: '40' },
    });
    expect(redeem(world, 40n)).toBeUndefined();
    world.pass(365.25 * DAY_MS);
    earn(world, 6);
    expect(redeem(world, 60n)).toBeUndefined();
    world.check();
  });

  it('that was redeemed is owed when the votes behind it are taken back', () => {
    const world = karmaWorld(100n);
    redeem(world, 60n);
    world.vote(BOB, 1n, 'none');
    world.vote(BOB, 2n, 'none');
    expect(world.points(ALICE)).toBe(1n);
    earn(world, 3);
    expect(world.points(ALICE)).toBe(11n);
    world.check();
  });

  it('does not exist where genesis names no token', () => {
    const world = createQaWorld();
    expect(redeem(world, 25n)).toBe('qa/no-karma');
    expect(world.act(ALICE, 'QaFund', { amountSmallestUnits: 1n })).toBe('qa/no-karma');
  });
});
