import { describe, expect, it } from 'vitest';
import type { Member } from '../../../lib/chain/committee.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import {
  MAX_COMMITTEE_MEMBERS,
  MAX_EVENTS_PER_TRANSACTION,
  MAX_STATE_VALUE_BYTES,
} from '../../../lib/core/limits.ts';
import {
  MAX_DELEGATORS_PER_VALIDATOR,
  MAX_RELEASES_PER_BLOCK,
  MAX_UNBONDING_PARTS,
  MAX_VALIDATORS,
  MAX_VALIDATORS_PER_DELEGATOR,
} from '../../../lib/core/module-limits.ts';
import { bytesFromDelegations } from '../../../lib/modules/staking/delegations.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import type { UnbondingView, ValidatorView } from '../../../lib/modules/staking/queries.ts';
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

describe('the bounds of staking', () => {
  it('a full list of candidates opens only to more stake than its weakest has', () => {
    const world = fundedWorld(vera, dora);
    for (let n = founders.length; n < MAX_VALIDATORS; n++) {
      const account = accountOf(`candidate ${n}`);
      world.fund(account);
      expect(register(world, account, BigInt(n) * COIN)).toBeUndefined();
    }
    const burn = { type: 'StakingBurnFounding', fields: { amountWei: 1n } };
    expect(world.act(founder, burn)).toBeUndefined();
    expect(register(world, vera, COIN)).toBeUndefined();
    const all = world.query<ValidatorView[]>('staking', 'validators');
    expect(all).toHaveLength(MAX_VALIDATORS);
    const displaced = world.query<ValidatorView>('staking', 'validator', { account: founder });
    expect(displaced).toMatchObject({ status: 'left', foundingWei: COIN - 1n });
    expect(register(world, dora, COIN)).toBe('staking/candidates-full');
    expect(register(world, dora, COIN + 1n)).toBeUndefined();
    world.checkInvariants();
  });

  it('a validator has places for so many delegators, and always one for itself', () => {
    const world = fundedWorld(vera, founder);
    for (let n = 0; n < MAX_DELEGATORS_PER_VALIDATOR; n++) {
      const account = accountOf(`delegator ${n}`);
      world.fund(account);
      expect(delegate(world, account, founder)).toBeUndefined();
    }
    expect(delegate(world, vera, founder)).toBe('staking/delegators-full');
    expect(delegate(world, founder, founder)).toBeUndefined();
    const first = accountOf('delegator 0');
    expect(delegate(world, first, founder)).toBeUndefined();
    expect(undelegate(world, first, founder, 2n * COIN)).toBeUndefined();
    expect(delegate(world, vera, founder)).toBe('staking/delegators-full');
    world.block({ afterMs: EPOCH_MS });
    world.block({ afterMs: UNBONDING_MS });
    expect(delegate(world, vera, founder)).toBeUndefined();
    world.checkInvariants();
  });

  it('an account has stake with so many validators', () => {
    const committee = foundingMembers(MAX_VALIDATORS_PER_DELEGATOR + 1);
    const world = createStakingWorld({ maxMembers: 100 }, committee);
    world.fund(vera);
    const results = committee.map(({ account }) => delegate(world, vera, account));
    expect(results.pop()).toBe('staking/too-many-validators');
    expect(results.every((result) => result === undefined)).toBe(true);
  });

  it('so many parts unbond with one validator; the next one joins the last', () => {
    const world = createStakingWorld({ unbondingMs: 10 * EPOCH_MS });
    world.fund(vera);
    delegate(world, vera, founder, 100n * COIN);
    for (let n = 0; n <= MAX_UNBONDING_PARTS; n++) {
      expect(undelegate(world, vera, founder)).toBeUndefined();
      expect(undelegate(world, vera, founder)).toBeUndefined();
      world.block({ afterMs: EPOCH_MS });
    }
    const parts = unbondings(world, vera);
    expect(parts.map(({ amountWei }) => amountWei / COIN)).toEqual([2n, 2n, 2n, 4n]);
    expect(parts.at(-1)?.releaseMs).toBe(world.nowMs() + 10 * EPOCH_MS);
    for (let n = 0; n < 10; n++) world.block({ afterMs: EPOCH_MS });
    expect(unbondings(world, vera)).toEqual([]);
    expect(world.bank.balanceOf(vera)).toBe(910n * COIN);
    world.checkInvariants();
  });

  it('releases so many places a block, oldest first, and the others in the next', () => {
    const world = fundedWorld();
    const accounts = Array.from({ length: MAX_RELEASES_PER_BLOCK + 1 }, (_, n) =>
      accountOf(`${n}`),
    );
    for (const account of accounts) {
      world.fund(account);
      delegate(world, account, founder);
      undelegate(world, account, founder);
    }
    const waiting = () => accounts.filter((account) => unbondings(world, account).length > 0);
    world.block({ afterMs: EPOCH_MS });
    world.block({ afterMs: UNBONDING_MS });
    expect(waiting()).toEqual(accounts.slice(-1));
    world.block();
    expect(waiting()).toEqual([]);
  });

  it('the largest values fit into the state', () => {
    const most = 2n ** 256n - 1n;
    const part = { epoch: 2n ** 64n - 1n, amountWei: most };
    const unbonding = Array.from({ length: MAX_UNBONDING_PARTS }, () => part);
    const places = Array.from({ length: MAX_DELEGATORS_PER_VALIDATOR + 1 }, (_, n) => n);
    const bytes = bytesFromDelegations(
      places.map((n) => ({ account: accountOf(`${n}`), bondedWei: most, unbonding })),
    );
    expect(bytes.length).toBeLessThanOrEqual(MAX_STATE_VALUE_BYTES);
  });

  it('the busiest blocks have no more events than a block may have', () => {
    const committee = foundingMembers(MAX_COMMITTEE_MEMBERS, (i) => (i === 0 ? 1_000n : 1n));
    const world = createStakingWorld({ maxMembers: 100 }, committee);
    world.fund(PAYER);
    const rest = committee.map((_, i) => i).slice(1);
    for (const { account } of committee) {
      world.fund(account);
      delegate(world, account, account);
      world.block({ afterMs: 1, proposer: account, feesWei: 1_000n });
    }
    world.takeEvents();
    world.block({ afterMs: EPOCH_MS, missed: rest.flatMap((i) => [i, i, i, i]) });
    const events = world.takeEvents();
    expect(events.filter(({ name }) => name === 'staking.rewarded')).toHaveLength(100);
    expect(events.filter(({ name }) => name === 'staking.jailed')).toHaveLength(99);
    expect(events.length).toBeLessThanOrEqual(MAX_EVENTS_PER_TRANSACTION);

    for (const { account } of committee) undelegate(world, account, account);
    world.block({ afterMs: EPOCH_MS });
    world.takeEvents();
    world.block({ afterMs: UNBONDING_MS, guilty: committee.map(({ account }) => account) });
    const released = world.takeEvents();
    expect(released.filter(({ name }) => name === 'staking.released')).toHaveLength(64);
    expect(released.length).toBeLessThanOrEqual(MAX_EVENTS_PER_TRANSACTION);
    world.checkInvariants();
  });

  it('an action creates no more state keys than its quote covers', () => {
    const fields: ActionFields = {
      ...keysOf('vera'),
      feePercent: 5n,
      amountWei: COIN,
      validator: founder,
    };
    const unregister = ['StakingDelegate', 'StakingUndelegate'];
    for (const { primaryType, maxNewKeys } of staking.actions) {
      const isOfVera = primaryType === 'StakingRegister' || unregister.includes(primaryType);
      const sender = isOfVera ? vera : founder;
      const world = fundedWorld(sender);
      if (primaryType === 'StakingUndelegate') delegate(world, vera, founder);
      if (primaryType === 'StakingUnregister') delegate(world, founder, founder);
      const before = world.state.keyCount();
      const result = world.act(sender, { type: primaryType, fields });
      expect(result ?? '').toBe(primaryType === 'StakingUnjail' ? 'staking/not-jailed' : '');
      const created = world.state.keyCount() - before;
      expect([primaryType, Math.max(created, 0)]).toEqual([primaryType, maxNewKeys]);
    }
  });
});

function fundedWorld(...accounts: Address[]): StakingWorld {
  const world = createStakingWorld();
  for (const account of accounts) world.fund(account);
  return world;
}

function foundingMembers(count: number, power = (_index: number) => 1n): Member[] {
  return Array.from({ length: count }, (_, i) => accountOf(`founder ${i}`))
    .sort()
    .map((account, i) => ({ account, ...keysOf(account), power: power(i) }));
}

function register(world: StakingWorld, account: Address, amountWei: bigint) {
  const fields = { ...keysOf(account), feePercent: 5n, amountWei };
  return world.act(account, { type: 'StakingRegister', fields });
}

function delegate(world: StakingWorld, account: Address, validator: Address, amountWei = COIN) {
  return world.act(account, { type: 'StakingDelegate', fields: { validator, amountWei } });
}

function undelegate(world: StakingWorld, account: Address, validator: Address, amountWei = COIN) {
  return world.act(account, { type: 'StakingUndelegate', fields: { validator, amountWei } });
}

function unbondings(world: StakingWorld, account: Address): UnbondingView[] {
  return world.query('staking', 'unbondings', { account });
}
