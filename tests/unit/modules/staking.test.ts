import { describe, expect, it } from 'vitest';
import type { Address } from '../../../lib/core/bytes.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import { STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type {
  DelegationView,
  StakingView,
  UnbondingView,
  ValidatorView,
} from '../../../lib/modules/staking/queries.ts';
import { COIN, GENESIS_MS, testCommittee } from '../chain/fixtures.ts';
import {
  accountOf,
  createStakingWorld,
  EPOCH_MS,
  keysOf,
  type StakingWorld,
  UNBONDING_MS,
} from './staking-world.ts';

const vera = accountOf('vera');
const dora = accountOf('dora');
const founders = testCommittee(4).map(({ account }) => account);
const founder = founders[0] as Address;

describe('registering', () => {
  it('makes a candidate that joins the committee at the next boundary', () => {
    const world = startedWorld();
    expect(register(world, vera, 5n * COIN)).toBeUndefined();
    expect(world.block()).toBeUndefined();
    const next = world.block({ afterMs: EPOCH_MS });
    expect(next?.map(({ account }) => account)).toEqual([...founders, vera].sort());
    expect(next?.find(({ account }) => account === vera)).toMatchObject({
      blsKey: keysOf('vera').blsKey,
      networkKey: keysOf('vera').networkKey,
      power: 5n,
    });
    expect(world.bank.balanceOf(vera)).toBe(995n * COIN);
    expect(world.bank.balanceOf(STAKE_ACCOUNT)).toBe(5n * COIN);
    expect(world.query('staking', 'withdrawable', { account: vera })).toBe(5n * COIN);
  });

  it('needs a proven key, stake for a unit of power, and the coins', () => {
    const world = startedWorld();
    const fields = { ...keysOf('vera'), feePercent: 5n, amountWei: COIN };
    const type = 'StakingRegister';
    expect(world.act(vera, { type, fields, isKeyProven: false })).toBe('staking/key-not-proven');
    expect(register(world, vera, COIN - 1n)).toBe('staking/stake-too-small');
    expect(register(world, vera, 0n)).toBe('staking/stake-too-small');
    expect(register(world, vera, 1_001n * COIN)).toBe('bank/insufficient-balance');
    expect(register(world, vera, COIN)).toBeUndefined();
    expect(register(world, vera, COIN, 'again')).toBe('staking/already-candidate');
  });

  it('refuses every BLS key that was ever registered, and another’s network key', () => {
    const world = startedWorld();
    const [member] = world.epoch().committee;
    const { blsKey, networkKey } = member as NonNullable<typeof member>;
    const as = (keys: Partial<ReturnType<typeof keysOf>>) =>
      world.act(vera, {
        type: 'StakingRegister',
        fields: { ...keysOf('vera'), ...keys, feePercent: 0n, amountWei: COIN },
      });
    expect(as({ blsKey })).toBe('staking/key-used');
    expect(as({ networkKey })).toBe('staking/network-key-used');
    expect(as({})).toBeUndefined();
    expect(world.act(vera, { type: 'StakingUnregister' })).toBeUndefined();
    expect(as({})).toBe('staking/key-used');
    expect(as({ blsKey: keysOf('new').blsKey })).toBeUndefined();
    expect(register(world, dora, COIN, 'vera')).toBe('staking/key-used');
    const own = { ...keysOf('dora'), networkKey: keysOf('vera').networkKey };
    const fields = { ...own, feePercent: 0n, amountWei: COIN };
    expect(world.act(dora, { type: 'StakingRegister', fields })).toBe('staking/network-key-used');
  });

  it('is refused without state when a field cannot be right', () => {
    const world = startedWorld();
    const fields = { ...keysOf('vera'), feePercent: 5n, amountWei: COIN };
    const as = (change: object) =>
      world.act(vera, { type: 'StakingRegister', fields: { ...fields, ...change } });
    expect(as({ blsKey: '0x11' })).toBe('staking/malformed-key');
    expect(as({ proofOfPossession: '0x' })).toBe('staking/malformed-key');
    expect(as({ networkKey: `0x${'00'.repeat(32)}` })).toBe('staking/malformed-key');
    expect(as({ networkKeyProof: '0x' })).toBe('staking/malformed-key');
    expect(as({ feePercent: 101n })).toBe('staking/fee-too-high');
    const nothing = { validator: founder, amountWei: 0n };
    for (const type of ['StakingDelegate', 'StakingUndelegate']) {
      expect(world.act(vera, { type, fields: nothing })).toBe('staking/zero-amount');
    }
  });

  it('has no meaning where the committee never changes', () => {
    const world = startedWorld({ epochMs: 0 });
    expect(register(world, vera, COIN)).toBe('staking/committee-fixed');
    expect(delegate(world, dora, founder, COIN)).toBe('staking/committee-fixed');
  });
});

describe('delegating', () => {
  it('adds power at the next boundary, to candidates only', () => {
    const world = startedWorld();
    expect(delegate(world, dora, vera, COIN)).toBe('staking/not-a-candidate');
    expect(delegate(world, dora, founder, COIN - 1n)).toBe('staking/stake-too-small');
    expect(delegate(world, dora, founder, 3n * COIN)).toBeUndefined();
    expect(delegate(world, dora, founder, COIN / 2n)).toBeUndefined();
    const next = world.block({ afterMs: EPOCH_MS });
    expect(next?.find(({ account }) => account === founder)?.power).toBe(4n);
    const delegations = world.query<DelegationView[]>('staking', 'delegations', { account: dora });
    expect(delegations).toEqual([{ validator: founder, bondedWei: (7n * COIN) / 2n }]);
  });

  it('is undone after the end of the epoch and the unbonding time, not before', () => {
    const world = startedWorld();
    delegate(world, dora, founder, 3n * COIN);
    world.block();
    expect(undelegate(world, dora, founder, 4n * COIN)).toBe('staking/not-enough-stake');
    expect(undelegate(world, dora, founder, 2n * COIN)).toBeUndefined();
    const planned = GENESIS_MS + EPOCH_MS + UNBONDING_MS;
    expect(unbondings(world, dora)).toEqual([part(2n * COIN, planned, false)]);

    world.block({ afterMs: EPOCH_MS + 500 });
    const endMs = world.nowMs();
    expect(unbondings(world, dora)).toEqual([part(2n * COIN, endMs + UNBONDING_MS, true)]);
    world.block({ afterMs: UNBONDING_MS - 1 });
    expect(world.bank.balanceOf(dora)).toBe(997n * COIN);
    world.block({ afterMs: 1 });
    expect(world.bank.balanceOf(dora)).toBe(999n * COIN);
    expect(unbondings(world, dora)).toEqual([]);
    expect(world.query('staking', 'withdrawable', { account: dora })).toBe(COIN);
    world.checkInvariants();
  });

  it('takes back the last of it, also a rest too small to stay, and leaves no trace', () => {
    const world = startedWorld();
    const before = world.state.keyCount();
    delegate(world, dora, founder, 3n * COIN);
    undelegate(world, dora, founder, 2n * COIN + 1n);
    world.block({ afterMs: EPOCH_MS });
    world.block({ afterMs: UNBONDING_MS });
    expect(world.bank.balanceOf(dora)).toBe(1_000n * COIN);
    // The place of the queue is what stays.
    expect(world.state.keyCount()).toBe(before + 1);
    world.checkInvariants();
  });
});

describe('leaving', () => {
  it('takes the own stake back and serves until the boundary', () => {
    const world = startedWorld();
    register(world, vera, 5n * COIN);
    delegate(world, dora, vera, 2n * COIN);
    world.block({ afterMs: EPOCH_MS });
    expect(world.epoch().committee).toHaveLength(5);
    expect(world.act(vera, { type: 'StakingUnregister' })).toBeUndefined();
    expect(world.act(vera, { type: 'StakingUnregister' })).toBe('staking/not-a-candidate');
    expect(delegate(world, dora, vera, COIN)).toBe('staking/not-a-candidate');
    expect(world.epoch().committee).toHaveLength(5);
    expect(world.block({ afterMs: EPOCH_MS })).toHaveLength(4);
    world.block({ afterMs: UNBONDING_MS });
    expect(world.bank.balanceOf(vera)).toBe(1_000n * COIN);
    expect(undelegate(world, dora, vera, 2n * COIN)).toBeUndefined();
  });

  it('keeps the committee when nobody is left', () => {
    const world = startedWorld();
    for (const account of founders) {
      expect(world.act(account, { type: 'StakingUnregister' })).toBeUndefined();
    }
    expect(world.block({ afterMs: EPOCH_MS })).toEqual([]);
    expect(world.epoch()).toMatchObject({ number: 1n });
    expect(world.epoch().committee.map(({ account }) => account)).toEqual(founders);
    world.block();
    world.checkInvariants();
  });

  it('is undone with stake and a new key', () => {
    const world = startedWorld();
    register(world, vera, 5n * COIN);
    world.act(vera, { type: 'StakingUnregister' });
    expect(register(world, vera, 0n, 'new')).toBe('staking/stake-too-small');
    expect(register(world, vera, COIN, 'new')).toBeUndefined();
    const view = validatorOf(world, vera);
    expect(view).toMatchObject({ status: 'candidate', bondedWei: COIN, ...publicKeys('new') });
  });
});

describe('keys and fees', () => {
  it('new keys vote from the next boundary on; the old ones stay used', () => {
    const world = startedWorld();
    const replace = (name: string, isKeyProven = true) =>
      world.act(founder, { type: 'StakingReplaceKeys', fields: keysOf(name), isKeyProven });
    const old = memberOf(world, founder);
    expect(replace('new', false)).toBe('staking/key-not-proven');
    expect(replace('new')).toBeUndefined();
    expect(replace('new')).toBe('staking/key-used');
    expect(replace('newer')).toBeUndefined();
    world.block();
    expect(memberOf(world, founder)).toMatchObject({ blsKey: old?.blsKey });
    world.block({ afterMs: EPOCH_MS });
    expect(memberOf(world, founder)).toMatchObject(publicKeys('newer'));
    for (const used of ['new', 'newer']) expect(replace(used)).toBe('staking/key-used');
    const fields = { ...keysOf('another'), blsKey: old?.blsKey ?? '0x' };
    expect(world.act(founder, { type: 'StakingReplaceKeys', fields })).toBe('staking/key-used');
    expect(world.act(vera, { type: 'StakingReplaceKeys', fields: keysOf('vera') })).toBe(
      'staking/not-a-candidate',
    );
  });

  it('may keep the network key, which stays refused to others', () => {
    const world = startedWorld();
    const networkKey = memberOf(world, founder)?.networkKey ?? '0x';
    const replace = (account: Address, name: string) =>
      world.act(account, {
        type: 'StakingReplaceKeys',
        fields: { ...keysOf(name), networkKey },
      });
    expect(replace(founder, 'new')).toBeUndefined();
    expect(replace(founders[1] as Address, 'other')).toBe('staking/network-key-used');
  });

  it('a network key that no candidate uses any more is free for others', () => {
    const world = startedWorld();
    const first = memberOf(world, founder)?.networkKey ?? '0x';
    const replace = (name: string) =>
      world.act(founder, { type: 'StakingReplaceKeys', fields: keysOf(name) });
    const claim = (networkKey: string, account = vera) => {
      const fields = { ...keysOf(`${account} ${networkKey} ${world.nowMs()}`), networkKey };
      const result = world.act(account, {
        type: 'StakingRegister',
        fields: { ...fields, feePercent: 0n, amountWei: COIN } as never,
      });
      if (result === undefined) world.act(account, { type: 'StakingUnregister' });
      world.checkInvariants();
      return result;
    };
    const isFree = (networkKey: string) => claim(networkKey) === undefined;
    expect(replace('new')).toBeUndefined();
    expect([first, keysOf('new').networkKey].map(isFree)).toEqual([false, false]);
    expect(replace('newer')).toBeUndefined();
    const known = [first, keysOf('new').networkKey, keysOf('newer').networkKey];
    expect(known.map(isFree)).toEqual([false, true, false]);
    world.block({ afterMs: EPOCH_MS });
    expect(known.map(isFree)).toEqual([true, true, false]);
    const others = founders.map((account) => memberOf(world, account)?.networkKey ?? '0x');
    world.act(founders[1] as Address, { type: 'StakingUnregister' });
    world.block({ guilty: [founders[2] as Address] });
    expect(others.map(isFree)).toEqual([false, true, true, false]);
  });

  it('whoever kept its network key while it left and came back still has it', () => {
    const world = startedWorld();
    expect(register(world, vera, 5n * COIN)).toBeUndefined();
    world.act(vera, { type: 'StakingUnregister' });
    const fields = { ...keysOf('new'), networkKey: keysOf('vera').networkKey };
    const again = { ...fields, feePercent: 0n, amountWei: COIN };
    expect(world.act(vera, { type: 'StakingRegister', fields: again })).toBeUndefined();
    expect(world.act(vera, { type: 'StakingReplaceKeys', fields: keysOf('newest') })).toBe(
      undefined,
    );
    const taken = { ...keysOf('dora'), networkKey: fields.networkKey, feePercent: 0n };
    expect(
      world.act(dora, { type: 'StakingRegister', fields: { ...taken, amountWei: COIN } }),
    ).toBe('staking/network-key-used');
    world.checkInvariants();
  });

  it('a new fee counts from the next epoch on', () => {
    const world = startedWorld();
    const fields = { feePercent: 100n };
    expect(world.act(founder, { type: 'StakingSetFee', fields })).toBeUndefined();
    expect(validatorOf(world, founder)).toMatchObject({ feePercent: 10, nextFeePercent: 100 });
    world.block({ afterMs: EPOCH_MS, proposer: founder, feesWei: 1_000n });
    expect(world.bank.balanceOf(founder)).toBe(100n);
    world.block({ afterMs: EPOCH_MS, proposer: founder, feesWei: 1_000n });
    expect(world.bank.balanceOf(founder)).toBe(1_100n);
  });

  it('founding stake can be burnt by its owner and leaves in no other way', () => {
    const world = startedWorld();
    const burn = (account: Address, amountWei: bigint) =>
      world.act(account, { type: 'StakingBurnFounding', fields: { amountWei } });
    expect(burn(vera, 1n)).toBe('staking/not-enough-stake');
    expect(undelegate(world, founder, founder, COIN)).toBe('staking/not-enough-stake');
    expect(burn(founder, COIN + 1n)).toBe('staking/not-enough-stake');
    expect(burn(founder, COIN)).toBeUndefined();
    expect(world.block({ afterMs: EPOCH_MS })).toHaveLength(3);
    expect(world.bank.balanceOf(founder)).toBe(0n);
  });
});

describe('queries', () => {
  it('say where the epoch stands and what a member did', () => {
    const world = startedWorld();
    world.block({ proposer: founder });
    world.block({ proposer: founder, missed: [1, 1, 0], attended: [0, 2] });
    expect(world.query<StakingView>('staking', 'parameters')).toMatchObject({
      epoch: 0n,
      startMs: GENESIS_MS,
      epochMs: EPOCH_MS,
      maxMembers: 21,
    });
    expect(validatorOf(world, founder)).toMatchObject({
      power: 1n,
      turns: { led: 3, missed: 1 },
      blocks: { counted: 1, attended: 1 },
    });
    const all = world.query<ValidatorView[]>('staking', 'validators');
    expect(all.map(({ account }) => account)).toEqual(founders);
    expect(all[1]).toMatchObject({ turns: { led: 2, missed: 2 }, delegators: 0, ownWei: 0n });
    delegate(world, vera, founder, COIN);
    world.fund(founder);
    delegate(world, founder, founder, 2n * COIN);
    undelegate(world, vera, founder, COIN);
    expect(validatorOf(world, founder)).toMatchObject({ delegators: 2, ownWei: 2n * COIN });
    expect(world.query('staking', 'validator', { account: vera })).toBeNull();
    const malformed = expect.objectContaining({ code: 'query/malformed' });
    for (const input of [undefined, null, {}, { account: '0x12' }]) {
      expect(() => world.query('staking', 'unbondings', input)).toThrow(malformed);
    }
  });

  it('every action is a sentence', () => {
    const fields = { ...keysOf('vera'), validator: founder, amountWei: COIN, feePercent: 5n };
    const sentences = staking.actions.map(({ describe: words }) => words(fields, vera));
    const other = staking.actions.map(({ describe: words }) => words(fields, founder));
    for (const sentence of [...sentences, ...other]) expect(sentence).toMatch(/^0x\w{40} [a-z]/);
    expect(new Set([...sentences, ...other]).size).toBe(2 * staking.actions.length);
    expect(sentences[1]).toBe(`${vera} delegates 1 to validator ${founder}`);
    expect(other[1]).toBe(`${founder} adds 1 to its own stake`);
  });
});

describe('the invariants', () => {
  it.each([
    ['01', 'can withdraw it'],
    ['05', 'delegations sum'],
    ['06', 'has validators'],
    ['08', 'owns its keys'],
  ])('notice when what stands under %s is gone', (prefix, words) => {
    const world = startedWorld();
    register(world, vera, 5n * COIN);
    delegate(world, dora, vera, 2n * COIN);
    world.checkInvariants();
    const first = [...world.state.entriesOf('staking')].find(([key]) =>
      key.startsWith(`0x${prefix}`),
    );
    world.state.store.set(`0x7374616b696e6700${first?.[0].slice(2)}`, new Uint8Array(0));
    expect(() => world.checkInvariants()).toThrow(words);
  });
});

function startedWorld(overrides: Parameters<typeof createStakingWorld>[0] = {}): StakingWorld {
  const world = createStakingWorld(overrides);
  for (const account of [vera, dora]) world.fund(account);
  world.fund(accountOf('payer of fees'));
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

function unbondings(world: StakingWorld, account: Address): UnbondingView[] {
  return world.query('staking', 'unbondings', { account });
}

function part(amountWei: bigint, releaseMs: number, isCertain: boolean): UnbondingView {
  return { validator: founder, amountWei, releaseMs, isCertain };
}

function validatorOf(world: StakingWorld, account: Address): ValidatorView | null {
  return world.query('staking', 'validator', { account });
}

function memberOf(world: StakingWorld, account: Address) {
  return world.epoch().committee.find((member) => member.account === account);
}

function publicKeys(name: string) {
  const { blsKey, networkKey } = keysOf(name);
  return { blsKey, networkKey };
}
