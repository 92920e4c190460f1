import { describe, expect, it } from 'vitest';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { WeftError } from '../../../lib/core/errors.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNode,
} from './support/test-network.ts';

const EPOCH_MS = 20_000;
const OWNER = accountOf(0);
const NAMES = ['ann', 'bob', 'cat', 'dan'];

/** Founding validators and a follower that will validate for OWNER. */
async function startNetwork() {
  const net = createTestNetwork(NAMES, { epochMs: EPOCH_MS, unbondingMs: 2 * EPOCH_MS });
  const nodes = [...NAMES, 'eve'].map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const eve = nodes[4] as TestNode;
  let nonce = 0n;

  async function send(primaryType: string, fields: ActionFields): Promise<void> {
    const { envelope, hash } = net.transfer(0, { primaryType, fields, nonce, feeMax: COIN });
    nonce += 1n;
    await eve.node.rpc.handleRequest('send', { envelope });
    const find = () => eve.node.rpc.handleRequest('transaction', { hash });
    await runUntil(net.clock, async () => (await find())?.final === true);
    expect(await find()).toMatchObject({ status: 'success' });
  }

  async function register(amountWei = 2n * COIN): Promise<void> {
    const keys = await eve.node.rpc.handleRequest('createValidator', { account: OWNER });
    await send('StakingRegister', { ...keys, feePercent: 10n, amountWei });
  }

  const own = async () => (await statusOf(eve)).validator;
  const until = (state: string) =>
    runUntil(net.clock, async () => (await own())?.state === state, 120_000);
  return { net, eve, send, register, own, until };
}

describe('the validator of this node', () => {
  it('is nobody without a key, then unregistered, waiting and voting', async () => {
    const { eve, register, own, until } = await startNetwork();
    expect(await own()).toBeUndefined();
    const { blsKey } = await eve.node.rpc.handleRequest('createValidator', { account: OWNER });
    expect(await own()).toEqual({ account: OWNER, blsKey, state: 'unregistered' });
    await register();
    expect(await own()).toMatchObject({ blsKey, state: 'waiting' });
    await until('voting');
    const { epoch } = await statusOf(eve);
    expect(await own()).toMatchObject({ sinceEpoch: epoch });
  });

  it('tells its newest vote, and since when it votes', async () => {
    const { net, eve, register, send, own, until } = await startNetwork();
    await register();
    await until('voting');
    const { epoch } = await statusOf(eve);
    await send('BankTransfer', { to: accountOf(9), amountWei: COIN });
    expect((await own())?.lastVotedView).toBeGreaterThanOrEqual(1n);
    await net.clock.advanceAsync(2 * EPOCH_MS);
    expect((await statusOf(eve)).epoch).toBeGreaterThan(epoch);
    expect(await own()).toMatchObject({ state: 'voting', sinceEpoch: epoch });
  });

  it('tells since when it votes as long as it watched, and never a later epoch', async () => {
    const { net, eve, register, own, until } = await startNetwork();
    await register();
    await until('voting');
    const { epoch } = await statusOf(eve);
    for (let passed = 0; passed < 6; passed++) {
      await net.clock.advanceAsync(2 * EPOCH_MS);
      expect(await own()).toMatchObject({ state: 'voting', sinceEpoch: epoch });
    }
    expect((await statusOf(eve)).epoch).toBeGreaterThanOrEqual(epoch + 5n);

    await eve.node.stop();
    const again = net.add('eve', { disk: eve.storage.disk });
    await again.node.start();
    await runUntil(net.clock, async () => (await statusOf(again)).phase === 'live');
    const { validator } = await statusOf(again);
    expect(validator?.state).toBe('voting');
    expect(validator, 'the committees of then are forgotten').not.toHaveProperty('sinceEpoch');
  });

  it('is asked for once an account, and forgotten for ever', async () => {
    const { eve, own } = await startNetwork();
    const { rpc } = eve.node;
    const first = await rpc.handleRequest('createValidator', { account: OWNER });
    expect(await rpc.handleRequest('createValidator', { account: OWNER })).toEqual(first);
    await expect(
      rpc.handleRequest('createValidator', { account: accountOf(1) }),
    ).rejects.toMatchObject({ code: 'keys/other-account' } satisfies Partial<WeftError>);
    await rpc.handleRequest('forgetValidator', undefined);
    expect(await own()).toBeUndefined();
    const second = await rpc.handleRequest('createValidator', { account: OWNER });
    expect(second.blsKey).not.toBe(first.blsKey);
  });

  it('votes with other keys from the epoch after they were replaced', async () => {
    const { eve, register, send, own, until } = await startNetwork();
    const { rpc } = eve.node;
    // The others are a quorum without it.
    await register(COIN);
    await until('voting');
    await rpc.handleRequest('forgetValidator', undefined);
    const keys = await rpc.handleRequest('createValidator', { account: OWNER });
    await send('StakingReplaceKeys', { ...keys });
    expect(await own()).toMatchObject({ blsKey: keys.blsKey, state: 'waiting' });
    const { validator } = await rpc.handleRequest('stakes', { account: OWNER });
    expect(validator).toMatchObject({ nextBlsKey: keys.blsKey, isCandidate: true });
    await until('voting');
    const { validator: after } = await rpc.handleRequest('stakes', { account: OWNER });
    expect(after).toMatchObject({ blsKey: keys.blsKey });
  });

  it('votes until the epoch ends after it left, and is known as a candidate no more', async () => {
    const { eve, register, send, own, until } = await startNetwork();
    await register();
    await until('voting');
    await send('StakingUnregister', {});
    const { rpc } = eve.node;
    const leaving = (await rpc.handleRequest('stakes', { account: OWNER })).validator;
    expect(leaving).toMatchObject({ state: 'leaving', isCandidate: false, nextPower: 0n });
    expect(await own()).toMatchObject({ state: 'voting' });
    await until('unregistered');
    const left = (await rpc.handleRequest('stakes', { account: OWNER })).validator;
    expect(left).toMatchObject({ state: 'idle', power: 0n });
  });
});

describe('committees of epochs', () => {
  it('are known of each epoch, long after its evidence counts', async () => {
    const { net, eve, register, until } = await startNetwork();
    const { rpc } = eve.node;
    await register();
    await until('voting');
    await net.clock.advanceAsync(12 * EPOCH_MS);
    const { epoch } = await statusOf(eve);
    expect(epoch).toBeGreaterThanOrEqual(6n);
    for (let each = 0n; each <= epoch; each++) {
      const committee = await rpc.handleRequest('committee', { epoch: each });
      expect(committee?.members.length, `epoch ${each}`).toBe(each === 0n ? 4 : 5);
      const newcomer = committee?.members.find(({ account }) => account === OWNER);
      if (each > 0n) expect(newcomer).toMatchObject({ power: 2n });
      expect(newcomer?.name).toBeUndefined();
    }
    expect(await rpc.handleRequest('committee', { epoch: epoch + 1n })).toBeNull();
  });

  it('are named by blocks, whose missed views are those of their own epoch', async () => {
    const { net, eve } = await startNetwork();
    await net.clock.advanceAsync(3 * EPOCH_MS);
    const blocks = await eve.node.rpc.handleRequest('blocks', { limit: 64 });
    const epochs = blocks.map(({ epoch }) => epoch);
    expect(new Set(epochs).size).toBeGreaterThanOrEqual(2);
    expect(blocks.every(({ missedViews }) => missedViews === 0)).toBe(true);
  });
});
