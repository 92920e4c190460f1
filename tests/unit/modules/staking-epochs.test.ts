import { describe, expect, it } from 'vitest';
import type { Address } from '../../../lib/core/bytes.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type { ValidatorView } from '../../../lib/modules/staking/queries.ts';
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

const vera = accountOf('vera');
const dora = accountOf('dora');
const founders = testCommittee(4).map(({ account }) => account);
const founder = founders[0] as Address;

describe('rewards', () => {
  it('wait for the boundary, and go to fee and stake; founding stake’s share to the pool', () => {
    const world = startedWorld();
    delegate(world, dora, founder, 3n * COIN);
    world.block({ proposer: founder, feesWei: 600n });
    world.block({ proposer: founder, feesWei: 400n });
    expect(totalsOf(world)).toEqual({
      withdrawableWei: 3n * COIN,
      rewardsWei: 1_000n,
      poolWei: 0n,
    });
    world.block({ afterMs: EPOCH_MS, proposer: founder });
    // 10 % fee; of the other 900 three quarters belong to three of four coins.
    expect(world.bank.balanceOf(founder)).toBe(100n);
    expect(withdrawable(world, dora)).toBe(3n * COIN + 675n);
    expect(totalsOf(world)).toEqual({
      withdrawableWei: 3n * COIN + 675n,
      rewardsWei: 0n,
      poolWei: 225n,
    });
    const events = world.takeEvents().filter(({ name }) => name === 'staking.rewarded');
    expect(events.map(({ fields }) => fields)).toEqual([
      { validator: founder, feeWei: 100n, sharedWei: 675n },
    ]);
  });

  it('are of whoever is there at the boundary; who only comes for one is bound far longer', () => {
    const world = startedWorld();
    delegate(world, dora, founder, COIN);
    world.block({ proposer: founder, feesWei: 3_000n });
    delegate(world, vera, founder, COIN);
    world.block({ afterMs: EPOCH_MS });
    const sharedWei = 900n;
    expect([withdrawable(world, dora), withdrawable(world, vera)]).toEqual([
      COIN + sharedWei,
      COIN + sharedWei,
    ]);
    undelegate(world, vera, founder, COIN + sharedWei);
    for (let passedMs = 0; passedMs <= UNBONDING_MS; passedMs += EPOCH_MS) {
      expect(world.bank.balanceOf(vera)).toBe(999n * COIN);
      world.block({ proposer: founder, feesWei: 2_000n });
      world.block({ afterMs: EPOCH_MS });
    }
    world.block();
    expect(world.bank.balanceOf(vera)).toBe(1_000n * COIN + sharedWei);
    expect(withdrawable(world, dora) - COIN).toBeGreaterThan(3n * sharedWei);
  });

  it('a hundredth of the pool goes to bonded stake of those who did their part', () => {
    const world = startedWorld();
    world.block({ proposer: founder, feesWei: 1_000n });
    world.block({ afterMs: EPOCH_MS });
    expect(totalsOf(world).poolWei).toBe(900n);
    delegate(world, dora, founder, COIN);
    delegate(world, vera, founders[1] as Address, 2n * COIN);
    world.block({ afterMs: EPOCH_MS });
    expect(withdrawable(world, dora)).toBe(COIN + 3n);
    expect(withdrawable(world, vera)).toBe(2n * COIN + 6n);
    expect(totalsOf(world).poolWei).toBe(891n);
  });

  it('coins sent to the stake account are a gift to the pool', () => {
    const world = startedWorld();
    expect(
      world.act(dora, { type: 'BankTransfer', fields: { to: STAKE_ACCOUNT, amountWei: 50n } }),
    ).toBeUndefined();
    world.block();
    expect(totalsOf(world).poolWei).toBe(0n);
    world.block({ afterMs: EPOCH_MS });
    expect(totalsOf(world).poolWei).toBe(50n);
  });

  it('without epochs fees are the proposer’s at once, and nothing is counted', () => {
    const world = startedWorld({ epochMs: 0 });
    const keys = world.state.keyCount();
    world.block({ proposer: founder, feesWei: 1_000n });
    expect(world.bank.balanceOf(founder)).toBe(1_000n);
    expect(world.state.keyCount()).toBe(keys + 1);
  });
});

describe('downtime', () => {
  it('jails at the boundary, costs no stake, and ends by asking after a full epoch', () => {
    const world = startedWorld();
    register(world, vera, 1n * COIN);
    world.block({ afterMs: EPOCH_MS });
    const { committee } = world.epoch();
    const away = committee.findIndex(({ account }) => account === vera);
    const others = committee.map((_, i) => i).filter((i) => i !== away);
    world.block({ missed: [away, away, away, away] });
    const next = world.block({ afterMs: EPOCH_MS, attended: others });
    expect(next?.map(({ account }) => account)).toEqual(founders);
    expect(validatorOf(world, vera)).toMatchObject({ jailedIn: 1n, bondedWei: COIN });
    expect(unjail(world, vera)).toBe('staking/jailed-longer');
    world.block({ afterMs: EPOCH_MS });
    expect(world.epoch().number).toBe(3n);
    expect(unjail(world, founder)).toBe('staking/not-jailed');
    expect(unjail(world, dora)).toBe('staking/not-a-candidate');
    expect(unjail(world, vera)).toBeUndefined();
    expect(world.block({ afterMs: EPOCH_MS })).toHaveLength(5);
  });

  it('counts anew in each epoch, and no signatures in its first block', () => {
    const world = startedWorld();
    const proposer = founders[1] as Address;
    world.block({ proposer, missed: [0, 0, 0] });
    world.block({ proposer, afterMs: EPOCH_MS });
    expect(validatorOf(world, founder)).not.toHaveProperty('turns');
    world.block({ proposer, missed: [0] });
    expect(validatorOf(world, founder)).toMatchObject({
      turns: { led: 1, missed: 1 },
      blocks: { counted: 0, attended: 0 },
    });
    world.block({ proposer, afterMs: EPOCH_MS });
    expect(validatorOf(world, founder)?.jailedIn).toBeUndefined();
  });

  it('is no way out of jail to leave and come back', () => {
    const world = startedWorld();
    register(world, vera, COIN);
    world.block({ afterMs: EPOCH_MS });
    const away = world.epoch().committee.findIndex(({ account }) => account === vera);
    world.block({ afterMs: EPOCH_MS, missed: [away, away, away, away] });
    expect(world.act(vera, { type: 'StakingUnregister' })).toBeUndefined();
    expect(register(world, vera, COIN, 'new')).toBeUndefined();
    expect(world.block({ afterMs: EPOCH_MS })).toHaveLength(4);
  });
});

describe('a convicted validator', () => {
  it('loses 5 % of all stake behind it, half burnt and half to the pool, and is out for good', () => {
    const world = startedWorld();
    register(world, vera, 100n * COIN);
    delegate(world, dora, vera, 40n * COIN);
    undelegate(world, dora, vera, 20n * COIN);
    world.block({ afterMs: EPOCH_MS });
    undelegate(world, dora, vera, 10n * COIN);
    world.block({ proposer: vera, feesWei: 77n });
    expect(world.isRemoved(vera)).toBe(false);
    world.block({ guilty: [vera] });
    expect(world.isRemoved(vera)).toBe(true);
    expect(withdrawable(world, vera)).toBe(95n * COIN);
    expect(withdrawable(world, dora)).toBe(38n * COIN);
    expect(world.bank.balanceOf(BURN_ACCOUNT)).toBe((7n * COIN) / 2n);
    expect(totalsOf(world)).toEqual({
      withdrawableWei: 133n * COIN,
      rewardsWei: 0n,
      poolWei: (7n * COIN) / 2n + 77n,
    });
    world.checkInvariants();
    const events = world.takeEvents().filter(({ name }) => name === 'staking.slashed');
    expect(events.map(({ fields }) => fields)).toEqual([
      { validators: vera, slashedWei: 7n * COIN },
    ]);
    world.block({ guilty: [vera], proposer: vera, feesWei: 3n });
    expect(withdrawable(world, vera)).toBe(95n * COIN);
    expect(totalsOf(world).poolWei).toBe((7n * COIN) / 2n + 80n);

    expect(world.block({ afterMs: EPOCH_MS })?.map(({ account }) => account)).toEqual(founders);
    expect(register(world, vera, COIN, 'new')).toBe('staking/removed-for-good');
    expect(unjail(world, vera)).toBe('staking/not-a-candidate');
    expect(undelegate(world, vera, vera, 95n * COIN)).toBeUndefined();
    world.block({ afterMs: EPOCH_MS });
    world.block({ afterMs: UNBONDING_MS });
    expect(world.bank.balanceOf(vera)).toBe(995n * COIN);
  });

  it('can be slashed in the very block in which stake is due', () => {
    const world = startedWorld();
    delegate(world, dora, founder, 20n * COIN);
    undelegate(world, dora, founder, 20n * COIN);
    world.block({ afterMs: EPOCH_MS });
    world.block({ afterMs: UNBONDING_MS, guilty: [founder] });
    expect(world.bank.balanceOf(dora)).toBe(999n * COIN);
  });

  it('that had left is slashed all the same, and founding stake just shrinks', () => {
    const world = startedWorld();
    register(world, vera, 20n * COIN);
    world.block({ afterMs: EPOCH_MS });
    world.act(vera, { type: 'StakingUnregister' });
    world.block({ guilty: [vera, founder] });
    expect(withdrawable(world, vera)).toBe(19n * COIN);
    expect(validatorOf(world, founder)).toMatchObject({
      status: 'removed',
      foundingWei: (COIN * 95n) / 100n,
    });
    expect(world.bank.balanceOf(BURN_ACCOUNT)).toBe(COIN / 2n);
    world.checkInvariants();
  });
});

function startedWorld(overrides: Parameters<typeof createStakingWorld>[0] = {}): StakingWorld {
  const world = createStakingWorld(overrides);
  for (const account of [vera, dora, PAYER]) world.fund(account);
  return world;
}

function register(world: StakingWorld, account: Address, amountWei: bigint, keys = 'vera') {
  const fields = { ...keysOf(keys), feePercent: 5n, amountWei };
  return world.act(account, { type: 'StakingRegister', fields });
}

function delegate(world: StakingWorld, account: Address, validator: Address, amountWei: bigint) {
  return world.act(account, { type: 'StakingDelegate', fields: { validator, amountWei } });
}

function undelegate(world: StakingWorld, account: Address, validator: Address, amountWei: bigint) {
  return world.act(account, { type: 'StakingUndelegate', fields: { validator, amountWei } });
}

function unjail(world: StakingWorld, account: Address) {
  return world.act(account, { type: 'StakingUnjail' });
}

function withdrawable(world: StakingWorld, account: Address): bigint {
  return world.query('staking', 'withdrawable', { account });
}

function totalsOf(world: StakingWorld): StakeTotals {
  return world.query('staking', 'totals');
}

function validatorOf(world: StakingWorld, account: Address): ValidatorView | null {
  return world.query('staking', 'validator', { account });
}
