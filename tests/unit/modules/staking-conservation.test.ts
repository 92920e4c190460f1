import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../../lib/core/bytes.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type { DelegationView, UnbondingView } from '../../../lib/modules/staking/queries.ts';
import type { StakeTotals } from '../../../lib/modules/staking/totals.ts';
import { COIN } from '../chain/fixtures.ts';
import { deedOf, delegationsOf, people, type Step, steps } from './staking-steps.ts';
import {
  createStakingWorld,
  EPOCH_MS,
  PAYER,
  type StakingWorld,
  UNBONDING_MS,
} from './staking-world.ts';

const RUNS = 30;

/** Without each of these the runs would prove less than they say. */
const EFFECTS = [
  ...['StakingRegister', 'StakingDelegate', 'StakingUndelegate', 'StakingUnregister'],
  ...['StakingUnjail', 'StakingSetFee', 'StakingReplaceKeys', 'StakingBurnFounding'],
  ...['BankTransfer', 'refused', 'block', 'boundary', 'slash'],
  ...['staking.released', 'staking.rewarded', 'staking.jailed', 'staking.slashed'],
];

describe('every coin of the stake account has an owner', () => {
  it('after each of many thousands of random actions, blocks, slashes and boundaries', {
    timeout: 120_000,
  }, () => {
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(steps, (all) => {
        const world = createStakingWorld({ maxMembers: 6 });
        for (const account of [...people, PAYER]) world.fund(account, 200n * COIN);
        const supply = coinsOf(world);
        let giftsWei = 0n;
        for (const [index, step] of all.entries()) {
          const before = withdrawables(world);
          const happened = carryOut(world, step, index);
          for (const what of happened) count(what);
          if (happened.includes('BankTransfer'))
            giftsWei += (step as Extract<Step, { kind: 'action' }>).amountWei;
          if (happened.includes('boundary')) giftsWei = 0n;
          expectExact(world, giftsWei);
          const events = world.takeEvents();
          for (const { name } of events) count(name);
          if (!happened.includes('slash')) expectOnlyReleases(world, before, events);
        }
        expect(coinsOf(world)).toBe(supply);
        world.checkInvariants();
        expectAllComesBack(world);
        expect(coinsOf(world)).toBe(supply);
      }),
      { numRuns: RUNS },
    );
    const total = [...seen.values()].reduce((sum, each) => sum + each, 0);
    expect(total).toBeGreaterThan(RUNS * 100);
    for (const effect of EFFECTS) {
      expect([effect, seen.get(effect) ?? 0]).not.toEqual([effect, 0]);
    }
  });
});

/** What happened, by name; a refused action is `refused`. The events are the world's. */
function carryOut(world: StakingWorld, step: Step, index: number): string[] {
  world.takeEvents();
  const deed = deedOf(world, step, index);
  if (deed.kind === 'action') {
    return [world.act(deed.sender, deed) === undefined ? deed.type : 'refused'];
  }
  const isBoundary = world.block(deed.facts);
  const isSlash = deed.facts.guilty.length > 0;
  return ['block', ...(isBoundary ? ['boundary'] : []), ...(isSlash ? ['slash'] : [])];
}

/** The bank holds what is owed, to the wei; and what is owed to each is what each can see. */
function expectExact(world: StakingWorld, giftsWei: bigint): void {
  const { withdrawableWei, rewardsWei, poolWei } = world.query<StakeTotals>('staking', 'totals');
  const held = world.bank.balanceOf(STAKE_ACCOUNT);
  expect(held - giftsWei).toBe(withdrawableWei + rewardsWei + poolWei);
  const all = withdrawables(world);
  expect(sum([...all.values()])).toBe(withdrawableWei);
  for (const [account, withdrawable] of all) {
    const bonded = delegationsOf(world, account);
    const unbonding = world.query<UnbondingView[]>('staking', 'unbondings', { account });
    const parts = [
      ...bonded.map(({ bondedWei }) => bondedWei),
      ...unbonding.map(({ amountWei }) => amountWei),
    ];
    expect(sum(parts)).toBe(withdrawable);
  }
}

/** Apart from slashing, stake leaves an account only as coins that are released to it. */
function expectOnlyReleases(
  world: StakingWorld,
  before: ReadonlyMap<Address, bigint>,
  events: ReturnType<StakingWorld['takeEvents']>,
): void {
  const released = new Map<Address, bigint>();
  for (const { name, fields } of events) {
    if (name !== 'staking.released') continue;
    const account = fields.account as Address;
    released.set(account, (released.get(account) ?? 0n) + (fields.amountWei as bigint));
  }
  for (const [account, after] of withdrawables(world)) {
    const lost = (before.get(account) ?? 0n) - after;
    expect(lost).toBeLessThanOrEqual(released.get(account) ?? 0n);
  }
}

/** Everybody takes everything back; in the end only what is nobody's is left. */
function expectAllComesBack(world: StakingWorld): void {
  for (const account of people) {
    for (const { validator, bondedWei } of world.query<DelegationView[]>('staking', 'delegations', {
      account,
    })) {
      const fields = { validator, amountWei: bondedWei };
      expect(world.act(account, { type: 'StakingUndelegate', fields })).toBeUndefined();
    }
  }
  world.block({ afterMs: EPOCH_MS });
  world.block({ afterMs: UNBONDING_MS });
  for (let more = 0; more < 4; more++) world.block();
  const { withdrawableWei, rewardsWei, poolWei } = world.query<StakeTotals>('staking', 'totals');
  expect([withdrawableWei, rewardsWei]).toEqual([0n, 0n]);
  expect(world.bank.balanceOf(STAKE_ACCOUNT)).toBe(poolWei);
  world.checkInvariants();
}

function withdrawables(world: StakingWorld): Map<Address, bigint> {
  const of = (account: Address): bigint => world.query('staking', 'withdrawable', { account });
  return new Map(people.map((account) => [account, of(account)]));
}

function coinsOf(world: StakingWorld): bigint {
  const accounts = [...people, PAYER, STAKE_ACCOUNT, BURN_ACCOUNT];
  return sum(accounts.map((account) => world.bank.balanceOf(account)));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, each) => total + each, 0n);
}
