import { describe, expect, it } from 'vitest';
import { checkBudget } from '../../../app/wallet/_parts/sponsors/check-budget.ts';
import { checkOpening } from '../../../app/wallet/_parts/sponsors/check-opening.ts';
import { grantStanding } from '../../../app/wallet/_parts/sponsors/grant-standing.ts';
import { sponsors as words } from '../../../lib/ui/english/sponsors.ts';
import { freeLeftWords } from '../../../lib/ui/free-left-words.ts';
import { placeWords, postsFromUnits } from '../../../lib/ui/sponsor-messages.ts';

const POST = 1_120n;
const TYPED = { postsPerAccount: '20', postsPerDay: '1,000', postPrice: '0.001' };
const COIN = 10n ** 18n;

describe('a budget as it is typed', () => {
  it('is units of so many posts, and the price of one of them', () => {
    expect(checkBudget(TYPED, POST).fields).toEqual({
      unitsPerAccountPerDay: 20n * POST,
      unitsPerDay: 1_000n * POST,
      priceMaxWei: 10n ** 15n / POST,
    });
  });

  it.each([
    [{ postsPerAccount: '' }, { perAccountProblem: words.problems.empty }],
    [{ postsPerAccount: '1.5' }, { perAccountProblem: words.problems.whole }],
    [{ postsPerAccount: '0' }, { perAccountProblem: words.problems.zero }],
    [{ postsPerAccount: '1001' }, { perAccountProblem: words.problems.moreThanAll }],
    [{ postsPerDay: '-3' }, { perDayProblem: words.problems.whole }],
    [
      { postsPerDay: '21', postsPerAccount: '1' },
      { perDayProblem: words.problems.tooFewForAll(22n) },
    ],
    [{ postPrice: '' }, { priceProblem: words.problems.empty }],
    [{ postPrice: '0.0000000000000000001' }, { priceProblem: words.problems['too-precise'] }],
    [{ postPrice: '0' }, { priceProblem: words.problems.zero }],
  ])('is refused for %o', (change, problems) => {
    expect(checkBudget({ ...TYPED, ...change }, POST)).toEqual(problems);
  });

  it('may be the least there is', () => {
    const least = { ...TYPED, postsPerAccount: '22', postsPerDay: '22' };
    expect(checkBudget(least, POST).fields?.unitsPerDay).toBe(22n * POST);
  });
});

describe('a new grant as it is typed', () => {
  const opening = { ...TYPED, requires: 'invitation', minimum: '1', deposit: '2' } as const;
  const known = { module: 'qa', postUnits: POST, spendableWei: 3n * COIN };

  it('asks for coins only where coins are required', () => {
    expect(checkOpening(opening, known).fields).toMatchObject({
      ...{ module: 'qa', requires: 'invitation', minimumCoinsWei: 0n, depositWei: 2n * COIN },
    });
    const byCoins = { ...opening, requires: 'coins' } as const;
    expect(checkOpening(byCoins, known).fields?.minimumCoinsWei).toBe(COIN);
    expect(checkOpening({ ...byCoins, minimum: '' }, known)).toEqual({
      minimumProblem: words.problems.empty,
    });
  });

  it('sets no more aside than there is', () => {
    expect(checkOpening({ ...opening, deposit: '3.01' }, known)).toEqual({
      depositProblem: words.problems.tooMuch,
    });
    expect(checkOpening({ ...opening, deposit: '0' }, known)).toEqual({
      depositProblem: words.problems.zero,
    });
  });

  it('says everything that is wrong at once', () => {
    const wrong = { ...opening, deposit: '', postsPerDay: 'many' };
    expect(checkOpening(wrong, known)).toEqual({
      depositProblem: words.problems.empty,
      perDayProblem: words.problems.whole,
    });
  });
});

describe('how a grant stands to an account', () => {
  const grant = { depositWei: COIN, requires: 'nothing', minimumCoinsWei: 0n } as const;
  const me = { joined: null, balanceWei: 0n, nowMs: 100 };
  const byCoins = { ...grant, requires: 'coins', minimumCoinsWei: COIN } as const;

  it('is that it pays, or what is missing', () => {
    expect(grantStanding(grant, me).state).toBe('pays');
    expect(grantStanding({ ...grant, depositWei: 0n }, me).state).toBe('empty');
    const byInvitation = { ...grant, requires: 'invitation' } as const;
    expect(grantStanding(byInvitation, me).state).toBe('invited');
    expect(grantStanding(byInvitation, { ...me, joined: { atMs: 99 } }).state).toBe('pays');
    expect(grantStanding(byCoins, me).state).toBe('tooFew');
    expect(grantStanding(byCoins, { ...me, balanceWei: COIN }).state).toBe('coins');
  });

  it('is that it pays a day after who holds coins joined', () => {
    const holder = { joined: { atMs: 50 }, balanceWei: COIN };
    const fromMs = 50 + 86_400_000;
    expect(grantStanding(byCoins, { ...holder, nowMs: fromMs - 1 })).toEqual({
      ...{ state: 'waits', fromMs },
    });
    expect(grantStanding(byCoins, { ...holder, nowMs: fromMs }).state).toBe('pays');
    expect(grantStanding(byCoins, { ...holder, balanceWei: 0n, nowMs: fromMs }).state).toBe(
      'tooFew',
    );
  });
});

describe('words about sponsors', () => {
  it('count whole posts, and never promise one more', () => {
    expect(postsFromUnits(2n * POST - 1n, POST)).toBe(1n);
    expect(words.posts(1n)).toBe('1 post');
  });

  it('count what is left so that every use of it shows', () => {
    const of = { unitsPerDay: 425 * 1_120 };
    const leftAfter = (units: number) =>
      freeLeftWords({ ...of, unitsLeftToday: of.unitsPerDay - units }, POST);
    expect(leftAfter(0)).toBe('About 425 posts left today (100 %)');
    expect(leftAfter(800)).toBe('About 424 posts left today (99.8 %)');
    expect(leftAfter(1_600)).toBe('About 423 posts left today (99.6 %)');
    expect(freeLeftWords({ unitsPerDay: 0, unitsLeftToday: 0 }, POST)).toContain('(0 %)');
  });

  it('name the part of the site, or the module where it has no name', () => {
    expect(placeWords('qa')).toBe('Ask');
    expect(placeWords('pay')).toBe('pay');
  });
});
