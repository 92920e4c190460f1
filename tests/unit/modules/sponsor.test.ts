import { describe, expect, it } from 'vitest';
import type { ModuleSettings } from '../../../lib/chain/genesis.ts';
import type { ActionFields, FreeOffer, FreeRequest } from '../../../lib/chain/module.ts';
import type { Address, Hash } from '../../../lib/core/bytes.ts';
import {
  GRANT_BURST_MS,
  MAX_GRANT_UNITS_PER_DAY,
  MAX_GRANTS_PER_ACCOUNT,
  MIN_GRANT_UNITS_PER_DAY,
} from '../../../lib/core/module-limits.ts';
import { GRANTS_ACCOUNT, grantIdOf } from '../../../lib/modules/sponsor/keys.ts';
import type { Allowance, GrantView } from '../../../lib/modules/sponsor/queries.ts';
import { COIN, testGenesis } from '../chain/fixtures.ts';
import {
  accountOf,
  codeOf,
  createSponsorWorld,
  DAY_MS,
  type SponsorWorld,
  START_MS,
} from './sponsor-world.ts';

const sam = accountOf('sam');
const ann = accountOf('ann');
const ben = accountOf('ben');
const HOUR = GRANT_BURST_MS;
/** In an hour: 10,000. */
const PER_DAY = 240_000n;
const TERMS = {
  module: 'qa',
  unitsPerAccountPerDay: 1_000n,
  unitsPerDay: PER_DAY,
  requires: 'nothing',
  minimumCoinsWei: 0n,
  priceMaxWei: 10n,
  depositWei: COIN,
};

describe('opening a grant', () => {
  it('moves its coins to an account without a key and lists it', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    expect(grant).toBe(grantIdOf(sam, 0n));
    expect(world.bank.balanceOf(GRANTS_ACCOUNT)).toBe(COIN);
    expect(world.bank.balanceOf(sam)).toBe(99n * COIN);
    const { depositWei, unitsPerDay, unitsPerAccountPerDay, requires } = TERMS;
    const view = { id: grant, opener: sam, depositWei, unitsPerDay, unitsPerAccountPerDay };
    expect(grantsOf(world)).toMatchObject([{ ...view, requires, unitsLeft: 10_000n }]);
    world.checkInvariants();
  });

  it('refuses terms that make no sense', () => {
    const world = createSponsorWorld();
    const wrong: [Partial<typeof TERMS>, string][] = [
      [{ module: 'Qa' }, 'sponsor/wrong-module'],
      [{ module: '' }, 'sponsor/wrong-module'],
      [{ module: 'session' }, 'sponsor/wrong-module'],
      [{ module: 'sponsor' }, 'sponsor/wrong-module'],
      [{ requires: 'kindness' }, 'sponsor/wrong-requirement'],
      [{ requires: 'coins' }, 'sponsor/wrong-requirement'],
      [{ minimumCoinsWei: 1n }, 'sponsor/wrong-requirement'],
      [{ unitsPerDay: MIN_GRANT_UNITS_PER_DAY - 1n }, 'sponsor/wrong-budget'],
      [{ unitsPerDay: MAX_GRANT_UNITS_PER_DAY + 1n }, 'sponsor/wrong-budget'],
      [{ unitsPerAccountPerDay: 0n }, 'sponsor/wrong-budget'],
      [{ unitsPerAccountPerDay: PER_DAY + 1n }, 'sponsor/wrong-budget'],
      [{ depositWei: 0n }, 'sponsor/zero-amount'],
      [{ depositWei: 101n * COIN }, 'bank/insufficient-balance'],
    ];
    world.fund(sam);
    for (const [terms, code] of wrong) expect(open(world, terms)).toBe(code);
    expect(grantsOf(world)).toEqual([]);
  });
});

describe('a grant pays', () => {
  it('for its module and for sessions, and for nothing else', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    const by = { grant, payer: GRANTS_ACCOUNT, depositMaxWei: 0n };
    expect(offered(world)).toEqual(by);
    expect(offered(world, { module: 'session', depositMaxWei: 7n })).toEqual({
      ...by,
      depositMaxWei: 7n,
    });
    for (const module of ['bank', 'bridge', 'sponsor', 'staking']) {
      expect(refused(world, { module })).toBe('sponsor/no-grant');
    }
  });

  it('before older ones of strangers, for an account that joined it', () => {
    const world = createSponsorWorld();
    const stranger = opened(world);
    const chosen = opened(world, { requires: 'coins', minimumCoinsWei: 1n });
    world.fund(ann);
    const fields = { grant: chosen, series: 0n, invitation: '0x' as const };
    expect(world.act(ann, 'SponsorJoin', fields)).toBeUndefined();
    expect(offered(world).grant).toBe(stranger);
    world.later(DAY_MS);
    expect(offered(world).grant).toBe(chosen);
    expect(offered(world, { account: ben }).grant).toBe(stranger);
  });

  it('with its coins, which its record follows', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    paid(world, { units: 100, basePriceWei: 3n, depositMaxWei: 900n }, 500n);
    expect(grantsOf(world)).toMatchObject([
      { id: grant, depositWei: COIN - 800n, paidWei: 500n, unitsLeft: 9_900n },
    ]);
    expect(world.bank.balanceOf(GRANTS_ACCOUNT)).toBe(COIN - 800n);
    world.checkInvariants();
  });

  it('an account its units a day, from midnight to midnight', () => {
    const world = createSponsorWorld();
    opened(world);
    paid(world, { units: 600 });
    expect(refused(world, { units: 401 })).toBe('sponsor/account-day-used');
    paid(world, { units: 400 });
    expect(refused(world)).toBe('sponsor/account-day-used');
    expect(offered(world, { account: ben }).grant).toBeDefined();
    expect(allowanceOf(world)).toEqual({
      unitsLeftToday: 0,
      unitsPerDay: 1_000,
      payers: [],
      resetsAtMs: START_MS + DAY_MS,
      reason: 'sponsor/account-day-used',
    });
    world.later(DAY_MS - 1);
    expect(refused(world)).toBe('sponsor/account-day-used');
    world.later(1);
    expect(allowanceOf(world)).toMatchObject({ unitsLeftToday: 1_000, payers: ['grant'] });
    paid(world, { units: 1_000 });
  });

  it('all accounts together what was released, an hour of it at most', () => {
    const world = createSponsorWorld();
    opened(world);
    world.later(DAY_MS);
    const accounts = Array.from({ length: 11 }, (_, i) => accountOf(`account ${i}`));
    for (const account of accounts.slice(0, 10)) paid(world, { account, units: 1_000 });
    const last = { account: accounts[10] as Address };
    expect(refused(world, last)).toBe('sponsor/budget-used');
    world.later(36_000);
    expect(refused(world, { ...last, units: 101 })).toBe('sponsor/budget-used');
    paid(world, { ...last, units: 100 });
    world.later(HOUR);
    expect(offered(world, { ...last, units: 900 }).grant).toBeDefined();
    world.checkInvariants();
  });

  it('a price that it accepts', () => {
    const world = createSponsorWorld();
    opened(world);
    expect(refused(world, { basePriceWei: 11n })).toBe('sponsor/price-too-high');
    expect(offered(world, { basePriceWei: 10n }).grant).toBeDefined();
  });

  it('while its coins are enough for the fee and every deposit', () => {
    const world = createSponsorWorld();
    opened(world, { depositWei: 1_000n });
    expect(refused(world, { units: 50, depositMaxWei: 501n })).toBe('sponsor/out-of-coins');
    paid(world, { units: 50, depositMaxWei: 500n }, 500n);
    expect(grantsOf(world)[0]?.depositWei).toBe(0n);
    expect(refused(world)).toBe('sponsor/out-of-coins');
    expect(allowanceOf(world)).toMatchObject({ payers: [], reason: 'sponsor/out-of-coins' });
  });

  it('less what transactions that wait will take', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    const ahead = (ofAccount: number, ofAll: number) => ({
      ahead: { ofAccount, ofGrant: (id: Hash) => (id === grant ? ofAll : 0) },
    });
    expect(refused(world, { units: 500, ...ahead(501, 501) })).toBe('sponsor/account-day-used');
    expect(refused(world, { units: 500, ...ahead(0, 9_501) })).toBe('sponsor/budget-used');
    expect(offered(world, { units: 500, ...ahead(500, 9_500) }).grant).toBe(grant);
  });

  it('the oldest that can, and says who was closest when none can', () => {
    const world = createSponsorWorld();
    const first = opened(world, { unitsPerAccountPerDay: 100n });
    const second = opened(world, { priceMaxWei: 100n });
    opened(world, { requires: 'invitation' });
    expect(offered(world).grant).toBe(first);
    paid(world, { units: 100 });
    expect(offered(world).grant).toBe(second);
    expect(refused(world, { basePriceWei: 101n })).toBe('sponsor/price-too-high');
    expect(world.act(sam, 'SponsorClose', { grant: second })).toBeUndefined();
    expect(refused(world)).toBe('sponsor/account-day-used');
    expect(world.act(sam, 'SponsorClose', { grant: first })).toBeUndefined();
    expect(refused(world)).toBe('sponsor/not-invited');
  });
});

describe('a sponsor', () => {
  it('adds coins, as anybody may, and takes back what is left, as nobody else may', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    world.fund(ben);
    expect(world.act(ben, 'SponsorFill', { grant, amountWei: COIN })).toBeUndefined();
    const empty = (who: Address, amountWei: bigint) =>
      world.act(who, 'SponsorEmpty', { grant, amountWei });
    expect(empty(ben, 1n)).toBe('sponsor/not-opener');
    expect(empty(sam, 2n * COIN + 1n)).toBe('sponsor/not-enough-coins');
    expect(empty(sam, 0n)).toBe('sponsor/zero-amount');
    expect(empty(sam, 2n * COIN)).toBeUndefined();
    expect(world.bank.balanceOf(sam)).toBe(101n * COIN);
    expect(refused(world)).toBe('sponsor/out-of-coins');
    world.checkInvariants();
  });

  it('changes budgets, and what was used today stays used', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    paid(world, { units: 1_000 });
    const change = (who: Address, changes: ActionFields) => {
      const { unitsPerAccountPerDay, unitsPerDay, priceMaxWei } = TERMS;
      const fields = { grant, unitsPerAccountPerDay, unitsPerDay, priceMaxWei, ...changes };
      return world.act(who, 'SponsorChange', fields);
    };
    expect(change(ann, {})).toBe('sponsor/not-opener');
    expect(change(sam, { unitsPerDay: 1n })).toBe('sponsor/wrong-budget');
    expect(change(sam, { unitsPerAccountPerDay: 1_500n, unitsPerDay: 24_000n })).toBeUndefined();
    expect(grantsOf(world)).toMatchObject([{ unitsPerDay: 24_000n, unitsLeft: 1_000n }]);
    expect(refused(world, { units: 501 })).toBe('sponsor/account-day-used');
    paid(world, { units: 500 });
    world.checkInvariants();
  });

  it('closes a grant and has every coin of it, also what comes back later', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    paid(world, { depositMaxWei: 900n }, 900n);
    expect(world.act(ann, 'SponsorClose', { grant })).toBe('sponsor/not-opener');
    expect(world.act(sam, 'SponsorClose', { grant })).toBeUndefined();
    expect(world.bank.balanceOf(GRANTS_ACCOUNT)).toBe(0n);
    expect(refused(world)).toBe('sponsor/no-grant');
    const fields = { grant, amountWei: 1n, series: 0n, invitation: '0x' as const };
    for (const type of ['SponsorJoin', 'SponsorEndInvitations']) {
      expect(world.act(sam, type, fields)).toBe('sponsor/grant-closed');
    }
    expect(world.act(ann, 'SponsorFill', fields)).toBe('sponsor/grant-closed');
    expect(repaid(world, ann, 400n)).toBe(400n);
    expect(world.act(sam, 'SponsorClose', { grant })).toBeUndefined();
    expect(repaid(world, ann, 9_999n)).toBe(500n);
    world.checkInvariants();
    expect(world.act(sam, 'SponsorClose', { grant })).toBeUndefined();
    expect(world.query('sponsor', 'grant', { grant })).toBeNull();
    expect(world.act(sam, 'SponsorClose', { grant })).toBe('sponsor/unknown-grant');
    expect(world.bank.balanceOf(sam)).toBe(100n * COIN - 10n);
    world.checkInvariants();
  });

  it('may close when the state is full: it creates nothing', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    const keys = world.state.keyCount();
    expect(world.act(sam, 'SponsorClose', { grant })).toBeUndefined();
    expect(world.state.keyCount()).toBeLessThan(keys);
  });
});

describe('stake', () => {
  it('pays units by the coin, when no grant does, and no deposits', () => {
    const world = createSponsorWorld();
    world.fund(ann);
    expect(refused(world)).toBe('sponsor/no-grant');
    stake(world, 2n * COIN);
    const by = { grant: undefined, payer: ann, depositMaxWei: 0n };
    expect(offered(world, { module: 'bank', depositMaxWei: 5n })).toEqual(by);
    expect(allowanceOf(world)).toMatchObject({ unitsLeftToday: 40_000, payers: ['stake'] });
    paid(world, { units: 39_999 });
    expect(refused(world, { units: 2 })).toBe('sponsor/account-day-used');
    expect(offered(world, { units: 1 })).toEqual(by);
    world.later(DAY_MS);
    expect(offered(world, { units: 40_000 })).toEqual(by);
    expect(refused(world, { units: 40_001 })).toBe('sponsor/account-day-used');
    const grant = opened(world);
    expect(offered(world, { units: 500 }).grant).toBe(grant);
    expect(allowanceOf(world)).toMatchObject({ unitsPerDay: 41_000, payers: ['grant', 'stake'] });
    world.checkInvariants();
  });

  it('pays what genesis says', () => {
    const values = { unitsPerStakedCoinPerDay: 7n };
    const world = createSponsorWorld({ settings: [{ module: 'sponsor', values }] });
    world.fund(ann);
    stake(world, 3n * COIN);
    expect(allowanceOf(world).unitsPerDay).toBe(21);
    const none = { unitsPerStakedCoinPerDay: 0n };
    const strict = createSponsorWorld({ settings: [{ module: 'sponsor', values: none }] });
    strict.fund(ann);
    stake(strict, 3n * COIN);
    expect(refused(strict)).toBe('sponsor/no-grant');
  });

  it.each<[string, ModuleSettings]>([
    ['bytes', { unitsPerStakedCoinPerDay: '0x07' }],
    ['more than any grant', { unitsPerStakedCoinPerDay: MAX_GRANT_UNITS_PER_DAY + 1n }],
    ['another name', { unitsPerCoin: 7n }],
  ])('refuses what genesis says in %s', (_, values) => {
    const found = () => createSponsorWorld({ settings: [{ module: 'sponsor', values }] });
    expect(found).toThrow(expect.objectContaining({ code: 'genesis/invalid' }));
  });
});

describe('what grants paid for one account', () => {
  it('is remembered for eight of them, and room is made when it can', () => {
    const world = createSponsorWorld();
    const grants = Array.from({ length: MAX_GRANTS_PER_ACCOUNT + 1 }, () =>
      opened(world, { unitsPerAccountPerDay: 1n }),
    );
    for (let i = 0; i < MAX_GRANTS_PER_ACCOUNT; i++) paid(world, { depositMaxWei: 9n }, 9n);
    expect(refused(world)).toBe('sponsor/account-day-used');
    for (const grant of grants.slice(0, -1)) world.act(sam, 'SponsorClose', { grant });
    expect(refused(world)).toBe('sponsor/too-many-grants');
    expect(allowanceOf(world)).toMatchObject({ payers: [], reason: 'sponsor/too-many-grants' });
    expect(repaid(world, ann, 9n)).toBe(9n);
    expect(refused(world)).toBe('sponsor/too-many-grants');
    world.later(DAY_MS);
    expect(offered(world).grant).toBe(grants.at(-1));
    paid(world);
    expect(world.largestValueOf('sponsor')).toBeLessThanOrEqual(1_024);
    world.checkInvariants();
  });
});

function opened(world: SponsorWorld, terms: Partial<typeof TERMS> = {}): Hash {
  if (world.bank.balanceOf(sam) === 0n) world.fund(sam);
  const grant = grantIdOf(sam, world.nonceOf(sam));
  expect(open(world, terms)).toBeUndefined();
  return grant;
}

function open(world: SponsorWorld, terms: Partial<typeof TERMS> = {}, account = sam) {
  return world.act(account, 'SponsorOpenGrant', { ...TERMS, ...terms });
}

function stake(world: SponsorWorld, amountWei: bigint): void {
  const validator = testGenesis().committee[0]?.account as Address;
  world.delegate(ann, validator, amountWei);
}

function requestOf(world: SponsorWorld, changes: Partial<FreeRequest>): FreeRequest {
  const base = { account: ann, module: 'qa', units: 1, basePriceWei: 10n, depositMaxWei: 0n };
  return { ...base, timestampMs: world.nowMs(), ...changes };
}

function offered(world: SponsorWorld, changes: Partial<FreeRequest> = {}): FreeOffer {
  return world.sponsors().offer(requestOf(world, changes));
}

function refused(world: SponsorWorld, changes: Partial<FreeRequest> = {}): string | undefined {
  return codeOf(() => offered(world, changes));
}

function paid(world: SponsorWorld, changes: Partial<FreeRequest> = {}, depositWei = 0n): void {
  world.pay(requestOf(world, changes), depositWei);
}

function repaid(world: SponsorWorld, account: Address, amountWei: bigint): bigint {
  return world.repay(account, amountWei);
}

function grantsOf(world: SponsorWorld): GrantView[] {
  return world.query<GrantView[]>('sponsor', 'grants', { timestampMs: world.nowMs() });
}

function allowanceOf(world: SponsorWorld): Allowance {
  const timestampMs = world.nowMs();
  return world.query<Allowance>('sponsor', 'allowance', {
    account: ann,
    module: 'qa',
    timestampMs,
  });
}
