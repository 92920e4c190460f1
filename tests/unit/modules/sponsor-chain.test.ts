import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXECUTION_LIMITS } from '../../../lib/chain/block-execution.ts';
import { DEPOSIT_ACCOUNT } from '../../../lib/chain/keyless-accounts.ts';
import type { Receipt } from '../../../lib/chain/receipt.ts';
import type { UnsignedTransaction } from '../../../lib/chain/transaction.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { digestOfInvitation } from '../../../lib/modules/sponsor/invitation.ts';
import { GRANTS_ACCOUNT } from '../../../lib/modules/sponsor/keys.ts';
import { alice, bob, COIN, carol, signDigest, testChain, testGenesis } from '../chain/fixtures.ts';
import {
  basePriceWei,
  createChainWorld,
  dora,
  GRANT,
  grantOf,
  keyDepositWei,
  NOTHING,
  sessionOf,
  shelfChain,
} from './sponsor-chain-world.ts';
import { START_MS } from './sponsor-world.ts';

describe('a newcomer without a coin', () => {
  it('opens a session and acts by it, and only the sponsor pays', async () => {
    const world = createChainWorld();
    await world.send(alice.account, 'SponsorOpenGrant', grantOf({}), { feeMax: COIN });
    const opening = await world.send(carol.account, 'SessionOpen', sessionOf('ShelfPut'));
    expect(opening).toMatchObject({ status: 'success' });
    // Two keys of the session, the account's record, and what the sponsor notes of it.
    expect(opening.depositWei).toBe(4n * keyDepositWei);
    const before = world.grant();
    const act = await world.bySession(0n, 'ShelfPut', { from: 0n, count: 3n });
    const feeWei = 100n * basePriceWei;
    expect(act).toMatchObject({ status: 'success', feeWei, depositWei: 3n * keyDepositWei });
    expect(world.grant().depositWei).toBe(before.depositWei - feeWei - 3n * keyDepositWei);
    expect(world.balanceOf(carol.account)).toBe(0n);
    expect(world.sessions()).toMatchObject([{ nonce: 1n, spentWei: 0n }]);
    world.check();
  });

  it('revokes all sessions, which costs nothing, and then the key signs nothing', async () => {
    const world = createChainWorld();
    await world.send(alice.account, 'SponsorOpenGrant', grantOf({}), { feeMax: COIN });
    await world.send(carol.account, 'SessionOpen', sessionOf('ShelfPut'));
    const deposits = world.grant().depositWei;
    const closing = await world.send(carol.account, 'SessionCloseAll', {});
    expect(closing).toMatchObject({ status: 'success', depositWei: 0n });
    const backWei = 2n * keyDepositWei;
    expect(world.grant().depositWei).toBe(deposits + backWei - closing.feeWei);
    expect(await world.refusal(() => world.bySession(0n, 'ShelfPut', NOTHING))).toBe(
      'transaction/unknown-session',
    );
    world.check();
  });

  it('is let in by an invitation that is free to use', async () => {
    const world = createChainWorld();
    const terms = grantOf({ requires: 'invitation' });
    await world.send(alice.account, 'SponsorOpenGrant', terms, { feeMax: COIN });
    const put = () => world.send(carol.account, 'ShelfPut', NOTHING);
    expect(await world.refusal(put)).toBe('transaction/nobody-pays sponsor/not-invited');
    const { genesisHash } = shelfChain;
    const digest = digestOfInvitation({
      ...{ genesisHash, grant: GRANT, series: 0n },
      account: carol.account,
    });
    const fields = { grant: GRANT, series: 0n, invitation: signDigest(alice, digest) };
    const join = (cosigner?: Address) =>
      world.send(carol.account, 'SponsorJoin', fields, cosigner ? { cosigner } : {});
    expect(await world.refusal(() => join())).toBe('transaction/nobody-pays sponsor/not-invited');
    const full = world.block({ ...EXECUTION_LIMITS, stateKeys: 1 });
    const failed = await full.act(carol.account, 'SponsorJoin', fields, {
      cosigner: alice.account,
    });
    expect(failed.failure?.code).toBe('chain/state-full');
    expect(failed.depositWei).toBe(2n * keyDepositWei);
    // The account's record, and what the sponsor notes, once.
    expect(await join(alice.account)).toMatchObject({
      status: 'success',
      depositWei: 2n * keyDepositWei,
    });
    expect(await put()).toMatchObject({ status: 'success' });
    world.check();
  });

  it('is told by name when the sponsor has no coins left, and nothing is lost', async () => {
    const world = createChainWorld();
    const terms = grantOf({ depositWei: 11n * keyDepositWei });
    await world.send(alice.account, 'SponsorOpenGrant', terms, { feeMax: COIN });
    const put = (from: bigint) => world.send(carol.account, 'ShelfPut', { from, count: 8n });
    expect(await put(0n)).toMatchObject({ status: 'success' });
    expect(await world.refusal(() => put(8n))).toBe('transaction/nobody-pays sponsor/out-of-coins');
    expect(world.grant().paidWei).toBe(10n * keyDepositWei);
    world.check();
  });
});

describe('the part of a block that somebody else pays', () => {
  const part = { ...EXECUTION_LIMITS, freeUnits: 199, freeBytes: 599 };
  const grant = grantOf({ unitsPerAccountPerDay: 100n });

  it.each([
    ['by units', { freeUnits: 199 }],
    ['by bytes', { freeBytes: 599 }],
  ])('has an end %s, and paid ones pass it', async (_, narrow) => {
    const world = createChainWorld();
    await world.send(alice.account, 'SponsorOpenGrant', grantOf({}), { feeMax: COIN });
    const block = world.block({ ...EXECUTION_LIMITS, ...narrow });
    await block.put(carol.account);
    expect(await world.refusal(() => block.put(dora.account))).toBe('block/free-full');
    expect(await block.put(bob.account, { feeMax: COIN })).toMatchObject({ status: 'success' });
  });

  it('is full before anybody is asked to pay', async () => {
    const world = createChainWorld();
    await world.send(alice.account, 'SponsorOpenGrant', grant, { feeMax: COIN });
    const block = world.block(part);
    await block.put(carol.account);
    expect(await world.refusal(() => block.put(carol.account, { nonce: 1n }))).toBe(
      'block/free-full',
    );
  });
});

describe('a session', () => {
  it('signs what it names, up to its time, and spends what it may', async () => {
    const world = createChainWorld();
    const spendMaxWei = COIN / 100n;
    const fields = { ...sessionOf('ShelfPut'), spendMaxWei };
    await world.send(bob.account, 'SessionOpen', fields, { feeMax: COIN });
    const feeMax = COIN / 200n;
    const hadWei = world.balanceOf(bob.account);
    const act = (nonce: bigint, type: string, changes: Partial<UnsignedTransaction> = {}) =>
      world.bySession(nonce, type, NOTHING, { account: bob.account, feeMax, ...changes });
    expect(await act(0n, 'ShelfPut')).toMatchObject({ status: 'success' });
    const spentWei = hadWei - world.balanceOf(bob.account);
    expect(world.sessions(bob.account)).toMatchObject([{ nonce: 1n, spentWei }]);

    const refused = async (run: () => Promise<Receipt>) => world.refusal(run);
    expect(await refused(() => act(0n, 'ShelfPut'))).toBe('transaction/nonce-used');
    expect(await refused(() => act(2n, 'ShelfPut'))).toBe('transaction/nonce-gap');
    expect(await refused(() => act(1n, 'ShelfTake'))).toBe('transaction/session-forbids');
    expect(await refused(() => act(1n, 'SessionCloseAll'))).toBe('transaction/session-forbids');
    const tooMuch = { feeMax: spendMaxWei - spentWei + 1n };
    expect(await refused(() => act(1n, 'ShelfPut', tooMuch))).toBe('transaction/session-limit');
    expect(await act(1n, 'ShelfPut', { feeMax: tooMuch.feeMax - 1n })).toMatchObject({
      status: 'success',
    });
    world.later(3_600_000);
    expect(await refused(() => act(2n, 'ShelfPut'))).toBe('transaction/session-expired');
    world.check();
  });
});

describe('a session that is over', () => {
  it('gives its deposits back with the next transaction of its account, even one that fails', async () => {
    for (const type of ['ShelfPut', 'ShelfFail']) {
      const world = createChainWorld();
      await world.send(alice.account, 'SponsorOpenGrant', grantOf({}), { feeMax: COIN });
      await world.send(carol.account, 'SessionOpen', sessionOf('ShelfPut'));
      const had = world.grant();
      world.later(3_600_000);
      const receipt = await world.send(carol.account, type, NOTHING);
      expect(receipt.refundWei).toBe(0n);
      expect(world.grant()).toMatchObject({
        paidWei: had.paidWei - 2n * keyDepositWei,
        depositWei: had.depositWei + 2n * keyDepositWei - receipt.feeWei,
      });
      expect(world.sessions()).toEqual([]);
      world.check();
    }
  });

  it('does so one by one, the oldest first, while those that are open stay', async () => {
    const world = createChainWorld();
    await world.send(alice.account, 'SponsorOpenGrant', grantOf({}), { feeMax: COIN });
    const later = { ...sessionOf('ShelfPut'), expiresMs: BigInt(START_MS + 7_200_000) };
    for (const fields of [sessionOf('ShelfPut'), sessionOf('ShelfTake'), later]) {
      await world.send(carol.account, 'SessionOpen', fields);
    }
    world.later(3_600_000);
    for (const left of [2, 1, 1]) {
      await world.send(carol.account, 'ShelfPut', NOTHING);
      expect(world.sessions()).toHaveLength(left);
    }
    world.check();
  });
});

type Step = { who: number; type: 'ShelfPut' | 'ShelfTake'; isFree: boolean } & {
  from: bigint;
  count: bigint;
};

describe('what a grant gave', () => {
  it('is its fees and what can come back, whoever creates what at whose cost', async () => {
    const accounts = [bob, carol, dora].map(({ account }) => account);
    const step: fc.Arbitrary<Step> = fc.record({
      who: fc.nat({ max: 2 }),
      type: fc.constantFrom('ShelfPut', 'ShelfTake'),
      isFree: fc.boolean(),
      from: fc.bigInt({ min: 0n, max: 16n }),
      count: fc.bigInt({ min: 0n, max: 8n }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const world = createChainWorld();
        const terms = grantOf({ unitsPerAccountPerDay: 5_000n });
        await world.send(alice.account, 'SponsorOpenGrant', terms, { feeMax: COIN });
        for (const { account } of [carol, dora]) {
          const fields = { to: account, amountWei: 10n * COIN };
          await world.send(bob.account, 'BankTransfer', fields, { feeMax: COIN });
        }
        let feesWei = 0n;
        for (const { who, type, isFree, from, count } of steps) {
          const had = world.grant();
          const feeMax = isFree ? 0n : COIN / 100n;
          const account = accounts[who] as Address;
          const receipt = await world.send(account, type, { from, count }, { feeMax });
          if (isFree) feesWei += receipt.feeWei;
          const has = world.grant();
          expect(has.depositWei + has.paidWei + feesWei).toBe(terms.depositWei);
          if (!isFree) expect(has.depositWei).toBeGreaterThanOrEqual(had.depositWei);
          expect(world.balanceOf(GRANTS_ACCOUNT)).toBe(has.depositWei);
          expect(world.balanceOf(DEPOSIT_ACCOUNT)).toBeGreaterThanOrEqual(has.paidWei);
        }
        world.check();
      }),
      { numRuns: 12 },
    );
  });

  it('does not pay an account that deletes what it had paid for itself', async () => {
    const world = createChainWorld();
    await world.send(alice.account, 'SponsorOpenGrant', grantOf({}), { feeMax: COIN });
    const put = { from: 0n, count: 5n };
    await world.send(bob.account, 'ShelfPut', put, { feeMax: COIN });
    await world.send(bob.account, 'ShelfPut', { from: 5n, count: 2n });
    const [had, hadWei] = [world.grant(), world.balanceOf(bob.account)];
    const taken = await world.send(bob.account, 'ShelfTake', put);
    // Three keys were the sponsor's, one of which it notes the account under.
    expect(had.paidWei).toBe(3n * keyDepositWei);
    expect(taken.refundWei).toBe(2n * keyDepositWei);
    expect(world.balanceOf(bob.account) - hadWei).toBe(2n * keyDepositWei);
    expect(world.grant()).toMatchObject({ paidWei: 0n });
    world.check();
  });
});

describe('stake', () => {
  it('pays for what creates nothing, and a failure costs its units', async () => {
    const world = createChainWorld();
    const epochs = { ...testGenesis().parameters, epochMs: 3_600_000 };
    const staked = createChainWorld(testChain({ parameters: epochs }, shelfChain.modules.slice(1)));
    const validator = testGenesis().committee[0]?.account as Address;
    const fields = { validator, amountWei: COIN };
    await staked.send(bob.account, 'StakingDelegate', fields, { feeMax: COIN });
    const transfer = { to: alice.account, amountWei: 1n };
    expect(await world.refusal(() => world.send(bob.account, 'BankTransfer', transfer))).toBe(
      'transaction/nobody-pays sponsor/no-grant',
    );
    const free = await staked.send(bob.account, 'BankTransfer', transfer);
    expect(free).toMatchObject({ status: 'success', feeWei: 0n, depositWei: 0n });
    const failed = await staked.send(bob.account, 'ShelfPut', { from: 0n, count: 1n });
    expect(failed).toMatchObject({
      status: 'failure',
      failure: { code: 'chain/deposit-above-fee-max' },
      feeWei: 0n,
    });
    const left = staked.query<{ unitsLeftToday: number }>('sponsor', 'allowance', {
      ...{ account: bob.account, module: 'bank', timestampMs: START_MS },
    });
    expect(left.unitsLeftToday).toBe(20_000 - 250 - 100);
    staked.check();
  });
});
