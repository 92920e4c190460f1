import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../../lib/core/bytes.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type {
  DelegationView,
  UnbondingView,
  ValidatorView,
} from '../../../lib/modules/staking/queries.ts';
import type { StakeTotals } from '../../../lib/modules/staking/totals.ts';
import { COIN, testCommittee } from '../chain/fixtures.ts';
import {
  accountOf,
  createStakingWorld,
  EPOCH_MS,
  keysOf,
  PAYER,
  type StakingWorld,
  UNBONDING_MS,
} from './staking-world.ts';

const founders = testCommittee(4).map(({ account }) => account);
const others = Array.from({ length: 8 }, (_, i) => accountOf(`person ${i}`));
const people = [...founders, ...others];

const person = fc.nat(people.length - 1);
const amount = fc.oneof(
  fc.bigInt(1n, 30n * COIN),
  fc.constantFrom(COIN, COIN - 1n, 2n * COIN, 7n * COIN + 1n),
);
const action = fc.record({
  kind: fc.constant('action' as const),
  type: fc.constantFrom(
    'StakingRegister',
    'StakingDelegate',
    'StakingDelegate',
    'StakingDelegate',
    'StakingUndelegate',
    'StakingUndelegate',
    'StakingUndelegate',
    'StakingUnregister',
    'StakingUnjail',
    'StakingUnjail',
    'StakingSetFee',
    'StakingReplaceKeys',
    'StakingBurnFounding',
    'BankTransfer',
  ),
  who: person,
  whom: person,
  /** Whether to look for an account and a validator for whom the action makes sense. */
  isAimed: fc.boolean(),
  amountWei: amount,
  feePercent: fc.bigInt(0n, 100n),
});
const block = fc.record({
  kind: fc.constant('block' as const),
  afterMs: fc.oneof(fc.constant(1_000), fc.constant(20_000), fc.constant(EPOCH_MS)),
  proposer: fc.nat(),
  missed: fc.oneof(
    fc.array(fc.nat(), { maxLength: 6 }),
    fc.nat().map((away) => [away, away, away, away, away]),
  ),
  attended: fc.array(fc.nat(), { maxLength: 6 }),
  feesWei: fc.bigInt(0n, 10n ** 17n),
  guilty: fc.oneof(
    { weight: 40, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: person },
  ),
});
const steps = fc.array(fc.oneof(action, action, action, block, block), {
  maxLength: 500,
  size: 'max',
});

const RUNS = 30;

/** Without each of these the runs would prove less than they say. */
const EFFECTS = [
  ...['StakingRegister', 'StakingDelegate', 'StakingUndelegate', 'StakingUnregister'],
  ...['StakingUnjail', 'StakingSetFee', 'StakingReplaceKeys', 'StakingBurnFounding'],
  ...['BankTransfer', 'refused', 'block', 'boundary', 'slash'],
  ...['staking.released', 'staking.rewarded', 'staking.jailed', 'staking.slashed'],
];

type ValueOf<Kind> = Kind extends fc.Arbitrary<infer Value> ? Value : never;
type Action = ValueOf<typeof action>;
type Step = Action | ValueOf<typeof block>;

describe('every coin of the stake account has an owner', () => {
  it('after each of many thousands of random actions, blocks, slashes and boundaries', () => {
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
          if (happened.includes('BankTransfer')) giftsWei += (step as Action).amountWei;
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
  if (step.kind === 'action') {
    const { type, feePercent } = step;
    const { sender, validator, amountWei } = step.isAimed ? aimed(world, step) : blind(step);
    const to = STAKE_ACCOUNT;
    const fields = { ...keysOf(`${index}`), validator, to, amountWei, feePercent };
    return [world.act(sender, { type, fields }) === undefined ? type : 'refused'];
  }
  const { committee } = world.epoch();
  const member = (n: number) => n % committee.length;
  const guilty = step.guilty === undefined ? [] : [people[step.guilty] as Address];
  const isKnown = ([account]: Address[]) =>
    account !== undefined && validatorOf(world, account) !== null && !world.isRemoved(account);
  const slashed = isKnown(guilty) ? guilty : [];
  const isBoundary = world.block({
    afterMs: step.afterMs,
    proposer: committee[member(step.proposer)]?.account as Address,
    missed: step.missed.map(member),
    attended: [...new Set(step.attended.map(member))],
    feesWei: step.feesWei,
    guilty: slashed,
  });
  return ['block', ...(isBoundary ? ['boundary'] : []), ...(slashed.length > 0 ? ['slash'] : [])];
}

function blind({ who, whom, amountWei }: Action) {
  return { sender: people[who] as Address, validator: people[whom] as Address, amountWei };
}

/** The sender, validator and amount of an action that is likely to be carried out. */
function aimed(world: StakingWorld, step: Action) {
  const { type, who, whom, amountWei } = step;
  const pick = <Item>(items: readonly Item[], n: number) => items[n % items.length];
  if (type === 'StakingUndelegate') {
    const owners = people.filter((account) => delegationsOf(world, account).length > 0);
    const sender = pick(owners, who);
    const held = sender && pick(delegationsOf(world, sender), whom);
    if (!sender || !held) return blind(step);
    const { validator, bondedWei } = held;
    return { sender, validator, amountWei: (amountWei % bondedWei) + 1n };
  }
  const all = world.query<ValidatorView[]>('staking', 'validators');
  const isFit = ({ jailedIn }: ValidatorView) => type !== 'StakingUnjail' || jailedIn !== undefined;
  const validator = pick(all.filter(isFit), whom)?.account;
  if (!validator) return blind(step);
  const isOthers = type === 'StakingDelegate' || type === 'BankTransfer';
  const isNew = type === 'StakingRegister';
  const sender = isOthers || isNew ? (people[who] as Address) : validator;
  return { sender, validator, amountWei };
}

function delegationsOf(world: StakingWorld, account: Address): DelegationView[] {
  return world.query('staking', 'delegations', { account });
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

function validatorOf(world: StakingWorld, account: Address): ValidatorView | null {
  return world.query('staking', 'validator', { account });
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, each) => total + each, 0n);
}
