import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uintFromBytes } from '../../../lib/core/bytes.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type {
  DelegationView,
  UnbondingView,
  ValidatorView,
} from '../../../lib/modules/staking/queries.ts';
import type { StakeTotals } from '../../../lib/modules/staking/totals.ts';
import { COIN, GENESIS_MS, testCommittee, testGenesis } from '../chain/fixtures.ts';
import { StakingModel } from './staking-model.ts';
import { type Deed, deedOf, people, steps } from './staking-steps.ts';
import { createStakingWorld, EPOCH_MS, PAYER, type StakingWorld } from './staking-world.ts';

const rules = fc.record({
  epochMs: fc.constantFrom(EPOCH_MS, EPOCH_MS, 20 * EPOCH_MS),
  unbondingMs: fc.constantFrom(0, EPOCH_MS, 2 * EPOCH_MS, 30 * EPOCH_MS),
  powerUnitWei: fc.constantFrom(COIN, COIN / 4n, 3n * COIN),
  maxMembers: fc.constantFrom(4, 6, 21),
  maxSharePercent: fc.constantFrom(100, 50, 33, 10),
});

const RUNS = 25;
/** Twelve seconds on a machine that does nothing else. */
const WITHIN_MS = 120_000;

/** Each has to happen, and has to be the same in both. */
const EFFECTS = [
  ...['register', 'delegate', 'undelegate', 'unregister', 'unjail', 'setfee', 'replacekeys'],
  ...['burnfounding', 'slash', 'boundary', 'jailed', 'capped'],
  ...['not-a-candidate', 'stake-too-small', 'key-used', 'network-key-used', 'jailed-longer'],
  ...['removed-for-good', 'already-candidate', 'not-enough-stake', 'insufficient-balance'],
];

describe('the stake', () => {
  it('is to the wei what a naive model says, after every deed', { timeout: WITHIN_MS }, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(rules, steps, (overrides, all) => {
        const parameters = { ...testGenesis().parameters, ...overrides };
        const world = createStakingWorld(overrides);
        const model = new StakingModel(testCommittee(4), parameters, PAYER, GENESIS_MS);
        for (const account of [...people, PAYER]) {
          world.fund(account, 80n * COIN);
          model.coins.set(account, 80n * COIN);
        }
        for (const [index, step] of all.entries()) {
          const deed = deedOf(world, step, index);
          carryOut(world, model, deed, seen);
          expect(stateOfWorld(world)).toEqual(stateOfModel(model));
          note(model, seen);
        }
      }),
      { numRuns: RUNS },
    );
    for (const effect of EFFECTS) expect([...seen]).toContain(effect);
  });
});

function carryOut(world: StakingWorld, model: StakingModel, deed: Deed, seen: Set<string>): void {
  if (deed.kind === 'action') {
    const { sender, type, fields } = deed;
    const result = world.act(sender, deed);
    const refusals = model.act(sender, type, fields);
    const reason = result?.replace(/^\w+\//, '');
    if (refusals.length > 0) expect(refusals).toContain(reason);
    else expect(reason).toBeUndefined();
    seen.add(reason ?? type.replace('Staking', '').toLowerCase());
    return;
  }
  if (deed.facts.guilty.length > 0) seen.add('slash');
  if (world.block(deed.facts)) seen.add('boundary');
  model.block(deed.facts);
}

function note(model: StakingModel, seen: Set<string>): void {
  const jailed = [...model.validators.values()].some(({ jailedIn }) => jailedIn !== undefined);
  if (jailed) seen.add('jailed');
  if (model.committee.some(({ account, power }) => power < model.powerOf(account))) {
    seen.add('capped');
  }
}

function stateOfWorld(world: StakingWorld) {
  const totals = world.query<StakeTotals>('staking', 'totals');
  return {
    epoch: world.epoch().number,
    committee: world.epoch().committee,
    stakeAccount: world.bank.balanceOf(STAKE_ACCOUNT),
    burnt: world.bank.balanceOf(BURN_ACCOUNT),
    pool: totals.poolWei,
    staked: totals.withdrawableWei,
    people: people.map((account) => ({
      account,
      coins: world.bank.balanceOf(account),
      withdrawable: frozenKeyOf(world, account),
      delegations: world.query<DelegationView[]>('staking', 'delegations', { account }),
      unbondings: world.query<UnbondingView[]>('staking', 'unbondings', { account }),
      validator: validatorOf(world, account),
    })),
  };
}

function validatorOf(world: StakingWorld, account: string) {
  const view = world.query<ValidatorView | null>('staking', 'validator', { account });
  if (!view) return undefined;
  const { status, blsKey, networkKey, replacement, feePercent, nextFeePercent, jailedIn } = view;
  return {
    status,
    keys: { blsKey, networkKey },
    nextKeys: replacement,
    fee: BigInt(feePercent),
    nextFee: BigInt(nextFeePercent),
    jailedIn,
    founding: view.foundingWei,
    rewards: view.rewardsWei,
    bonded: view.bondedWei,
  };
}

/** As contracts on Ethereum read it: `staking` 00 01 account20 is a word, or is not there. */
function frozenKeyOf(world: StakingWorld, account: string): bigint {
  const value = world.state.store.get(`0x7374616b696e670001${account.slice(2)}`);
  if (value === undefined) return 0n;
  expect(value.length).toBe(32);
  expect(uintFromBytes(value)).toBeGreaterThan(0n);
  return uintFromBytes(value);
}

function stateOfModel(model: StakingModel) {
  const staked = people.reduce((sum, account) => sum + model.withdrawable(account), 0n);
  return {
    epoch: model.epoch,
    committee: model.committee,
    stakeAccount: model.owed(),
    burnt: model.burnt,
    pool: model.pool,
    staked,
    people: people.map((account) => {
      const places = model.places
        .filter(({ owner }) => owner === account)
        .sort((a, b) => a.validator.localeCompare(b.validator));
      const validator = model.validators.get(account);
      return {
        account,
        coins: model.coins.get(account),
        withdrawable: model.withdrawable(account),
        delegations: places
          .filter(({ bonded }) => bonded > 0n)
          .map(({ validator, bonded: bondedWei }) => ({ validator, bondedWei })),
        unbondings: places.flatMap(({ validator, parts }) =>
          parts.map(({ epoch, wei: amountWei }) => ({
            ...{ validator, amountWei },
            ...model.releaseMs(epoch),
          })),
        ),
        validator: validator && { ...validator, bonded: model.bonded(account) },
      };
    }),
  };
}
