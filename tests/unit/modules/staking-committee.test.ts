import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalPower } from '../../../lib/chain/committee.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import type { MemberAttendance } from '../../../lib/modules/staking/attendance.ts';
import { divideRewards } from '../../../lib/modules/staking/rewards.ts';
import { selectCommittee } from '../../../lib/modules/staking/select-committee.ts';
import { selectJailed, wasAway } from '../../../lib/modules/staking/select-jailed.ts';
import type { Validator } from '../../../lib/modules/staking/validators.ts';
import { keysOf } from './staking-world.ts';

const UNIT = 10n;
const rules = { powerUnitWei: UNIT, maxMembers: 21, maxSharePercent: 100 };

describe('the next committee', () => {
  it('gives one power for each whole unit of stake, founding stake included', () => {
    const committee = selectCommittee(
      [candidate(1, { bondedWei: 39n }), candidate(2, { bondedWei: 15n, foundingWei: 15n })],
      rules,
    );
    expect(powersOf(committee)).toEqual([3n, 3n]);
  });

  it('leaves out who has left, is removed or jailed, or has less than a unit', () => {
    const committee = selectCommittee(
      [
        candidate(1, { bondedWei: UNIT }),
        candidate(2, { bondedWei: UNIT, status: 'left' }),
        candidate(3, { bondedWei: UNIT, status: 'removed' }),
        candidate(4, { bondedWei: UNIT, jailedIn: 0n }),
        candidate(5, { bondedWei: UNIT - 1n }),
      ],
      rules,
    );
    expect(committee.map(({ account }) => account)).toEqual([account(1)]);
    expect(selectCommittee([candidate(5, { bondedWei: 1n })], rules)).toEqual([]);
  });

  it('takes the most powerful, of equals the lower account, and sorts them by account', () => {
    const stakes = [20n, 50n, 20n, 20n, 90n];
    const all = stakes.map((bondedWei, i) => candidate(5 - i, { bondedWei }));
    const committee = selectCommittee(all, { ...rules, maxMembers: 3 });
    expect(committee.map(({ account }) => account)).toEqual([1, 2, 4].map(account));
    expect(powersOf(committee)).toEqual([9n, 2n, 5n]);
  });

  it.each([
    [[97, 1, 1, 1], 34, [1, 1, 1, 1]],
    [[100, 60, 50, 40], 33, [73, 60, 50, 40]],
    [[100, 100, 10], 40, [20, 20, 10]],
    [[10, 3], 50, [3, 3]],
    [[10, 3], 34, [1, 1]],
    [[7], 33, [1]],
    [[7], 100, [7]],
  ])('caps powers %j at %i percent of what is left: %j', (powers, maxSharePercent, expected) => {
    const all = powers.map((power, i) => candidate(i + 1, { bondedWei: BigInt(power) * UNIT }));
    const committee = selectCommittee(all, { ...rules, maxSharePercent });
    expect(powersOf(committee).map(Number)).toEqual(expected);
  });

  it('never lets one member have more than the share, nor lowers anybody without need', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(1n, 10_000n), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 100 }),
        (powers, maxSharePercent) => {
          const all = powers.map((power, i) => candidate(i + 1, { bondedWei: power * UNIT }));
          const committee = selectCommittee(all, { ...rules, maxMembers: 30, maxSharePercent });
          const total = totalPower(committee);
          const most = powersOf(committee).sort((a, b) => (a < b ? 1 : -1))[0] as bigint;
          const isEqual = committee.every(({ power }) => power === 1n);
          expect(isEqual || most * 100n <= total * BigInt(maxSharePercent)).toBe(true);
          const lowered = committee.filter(({ power }, i) => power < (powers[i] as bigint));
          for (const { power } of lowered) expect(power).toBe(most);
          if (lowered.length === 0 || isEqual) return;
          const more = (total + BigInt(lowered.length)) * BigInt(maxSharePercent);
          expect((most + 1n) * 100n).toBeGreaterThan(more);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('keeps power within the width of the header’s integers', () => {
    const huge = candidate(1, { bondedWei: 2n ** 200n });
    expect(powersOf(selectCommittee([huge], rules))).toEqual([2n ** 64n - 1n]);
  });
});

describe('who is jailed', () => {
  const committee = (...powers: bigint[]) =>
    powers.map((power, i) => ({ account: account(i + 1), ...keysOf(`${i}`), power }));

  it('missed more than half of at least four turns', () => {
    expect(wasAway(member(1, { turns: 3, missed: 3 }), 0)).toBe(false);
    expect(wasAway(member(1, { turns: 4, missed: 2 }), 0)).toBe(false);
    expect(wasAway(member(1, { turns: 4, missed: 3 }), 0)).toBe(true);
  });

  it('or signed less than 5 % of at least 20 blocks', () => {
    expect(wasAway(member(1, { attended: 0 }), 19)).toBe(false);
    expect(wasAway(member(1, { attended: 0 }), 20)).toBe(true);
    expect(wasAway(member(1, { attended: 1 }), 20)).toBe(false);
    expect(wasAway(member(1, { attended: 4 }), 100)).toBe(true);
    expect(wasAway(member(1, { attended: 5 }), 100)).toBe(false);
  });

  it('goes from the worst on and stops before a third of the power', () => {
    const members = [
      member(1, { turns: 10, missed: 6, attended: 90 }),
      member(2, { turns: 10, missed: 10, attended: 90 }),
      member(3, { turns: 10, missed: 8, attended: 90 }),
      ...[4, 5, 6, 7].map((n) => member(n, { turns: 10, attended: 100 })),
    ];
    const jailed = (powers: bigint[]) =>
      selectJailed(committee(...powers), { blocks: 100, members });
    expect(jailed([1n, 1n, 1n, 1n, 1n, 1n, 1n])).toEqual([2, 3].map(account));
    expect(jailed([1n, 1n, 1n, 1n, 1n, 1n, 4n])).toEqual([2, 3, 1].map(account));
    expect(jailed([1n, 1n, 9n, 1n, 1n, 1n, 1n])).toEqual([account(2)]);
    expect(jailed([1n, 5n, 1n, 1n, 1n, 1n, 5n])).toEqual([]);
  });

  it('is nobody when everybody was away: then it was the network', () => {
    const members = [1, 2, 3].map((n) => member(n, { attended: 0 }));
    expect(selectJailed(committee(1n, 1n, 1n), { blocks: 100, members })).toEqual([]);
  });

  it('never has a third of the power', () => {
    const facts = fc.record({
      power: fc.bigInt(1n, 20n),
      turns: fc.nat(9),
      missed: fc.nat(9),
      attended: fc.nat(100),
    });
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 21 }), (all) => {
        const everybody = committee(...all.map(({ power }) => power));
        const members = all.map(({ turns, missed, attended }, i) =>
          member(i + 1, { turns: turns + missed, missed, attended }),
        );
        const jailed = selectJailed(everybody, { blocks: 100, members });
        const lost = everybody.filter((each) => jailed.includes(each.account));
        expect(totalPower(lost) * 3n).toBeLessThan(totalPower(everybody));
        expect(members.filter((each) => jailed.includes(each.account))).toSatisfy(
          (away: MemberAttendance[]) => away.every((each) => wasAway(each, 100)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('how rewards are divided', () => {
  it('the fee first, the rest by exact stake, rounded down', () => {
    const validator = candidate(1, { rewardsWei: 1_000n, feePercent: 10, bondedWei: 90n });
    const { feeWei, shares } = divideRewards(validator, 0n, [60n, 30n, 0n]);
    expect([feeWei, shares]).toEqual([100n, [600n, 300n, 0n]]);
    const odd = divideRewards({ ...validator, rewardsWei: 11n }, 0n, [61n, 29n]);
    expect([odd.feeWei, odd.shares]).toEqual([1n, [6n, 3n]]);
  });

  it('founding stake has its share, which goes to nobody', () => {
    const facts = { rewardsWei: 100n, feePercent: 0, bondedWei: 30n, foundingWei: 70n };
    expect(divideRewards(candidate(1, facts), 0n, [20n, 10n]).shares).toEqual([20n, 10n]);
    const alone = { ...facts, bondedWei: 0n, feePercent: 10 };
    expect(divideRewards(candidate(1, alone), 0n, [])).toEqual({ feeWei: 10n, shares: [] });
  });

  it('a part of the pool knows no fee and no founding stake', () => {
    const facts = { feePercent: 50, bondedWei: 30n, foundingWei: 70n };
    const { feeWei, shares } = divideRewards(candidate(1, facts), 30n, [20n, 10n]);
    expect([feeWei, shares]).toEqual([0n, [20n, 10n]]);
  });

  it('never gives more than there is', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 24n),
        fc.bigInt(0n, 10n ** 24n),
        fc.integer({ min: 0, max: 100 }),
        fc.bigInt(0n, 10n ** 24n),
        fc.array(fc.bigInt(0n, 10n ** 24n), { maxLength: 20 }),
        (rewardsWei, fromPoolWei, feePercent, foundingWei, bonds) => {
          const bondedWei = bonds.reduce((sum, bond) => sum + bond, 0n);
          const facts = { rewardsWei, feePercent, foundingWei, bondedWei };
          const { feeWei, shares } = divideRewards(candidate(1, facts), fromPoolWei, bonds);
          const given = shares.reduce((sum, share) => sum + share, feeWei);
          const most = rewardsWei + fromPoolWei;
          expect(given).toBeLessThanOrEqual(most);
          const isAllCoins = foundingWei === 0n && bondedWei > 0n;
          if (isAllCoins) expect(most - given).toBeLessThanOrEqual(2n * BigInt(bonds.length) + 1n);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function account(n: number): Address {
  return `0x${n.toString(16).padStart(40, '0')}`;
}

function member(n: number, facts: Partial<MemberAttendance>): MemberAttendance {
  return { account: account(n), turns: 0, missed: 0, attended: 0, ...facts };
}

function candidate(n: number, facts: Partial<Validator>): Validator & { account: Address } {
  return {
    account: account(n),
    ...keysOf(`${n}`),
    status: 'candidate',
    replacement: undefined,
    feePercent: 0,
    nextFeePercent: 0,
    jailedIn: undefined,
    foundingWei: 0n,
    bondedWei: 0n,
    rewardsWei: 0n,
    ...facts,
  };
}

function powersOf(committee: readonly { power: bigint }[]): bigint[] {
  return committee.map(({ power }) => power);
}
