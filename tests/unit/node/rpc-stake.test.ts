import { beforeEach, describe, expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import type { StakesView } from '../../../lib/node/rpc/types.ts';
import {
  createFakeSigner,
  fakeNetworkKeyProof,
  fakeProofOfPossession,
} from '../../../lib/platform/memory/fake-signatures.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  runUntil,
  type TestNode,
} from './support/test-network.ts';

const HOUR_MS = 3_600_000;
const NEWCOMER = accountOf(0);

let net: ReturnType<typeof createTestNetwork>;
let first: TestNode;

beforeEach(async () => {
  net = createTestNetwork(['ann', 'bob', 'cat', 'dan'], { epochMs: HOUR_MS });
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  first = nodes[0] as TestNode;
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
});

async function sendFinal(primaryType: string, fields: ActionFields, nonce = 0n) {
  const { envelope, hash } = net.transfer(0, { primaryType, fields, nonce, feeMax: COIN });
  await first.node.rpc.handleRequest('send', { envelope });
  const find = () => first.node.rpc.handleRequest('transaction', { hash });
  await runUntil(net.clock, async () => (await find())?.final === true);
  return find();
}

function register(nonce = 0n, amountWei = 5n * COIN) {
  const { genesisHash } = createChain(net.file.genesis, modules);
  const { publicKey: blsKey } = createFakeSigner('newcomer');
  const proofOfPossession = fakeProofOfPossession({ blsKey, genesisHash, account: NEWCOMER });
  const networkKey = `0x${'77'.repeat(32)}` as const;
  const claim = { genesisHash, account: NEWCOMER, key: networkKey };
  const fields = {
    blsKey,
    proofOfPossession,
    networkKey,
    networkKeyProof: fakeNetworkKeyProof(claim),
    feePercent: 10n,
    amountWei,
  };
  return sendFinal('StakingRegister', fields, nonce);
}

const validators = () => first.node.rpc.handleRequest('validators', undefined);
const stakes = (account: Address) => first.node.rpc.handleRequest('stakes', { account });

async function validatorOf(account: Address) {
  return (await validators()).validators.find((each) => each.account === account);
}

describe('validators', () => {
  it('are the founding members at first, with their names and founding stake', async () => {
    const view = await validators();
    expect(view.validators.map(({ name }) => name).sort()).toEqual(['ann', 'bob', 'cat', 'dan']);
    expect(view).toMatchObject({ epoch: 0n, quorumPower: 3n, totalPower: 4n, nextTotalPower: 4n });
    expect(view.endsAtMs).toBe(net.file.genesis.timestampMs + HOUR_MS);
    expect(view.parameters.powerUnitWei).toBe(COIN);
    for (const validator of view.validators) {
      expect(validator).toMatchObject({
        state: 'voting',
        power: 1n,
        nextPower: 1n,
        stakeWei: COIN,
        ownStakeWei: 0n,
        foundingStakeWei: COIN,
      });
    }
  });

  it('tell who did their part in this epoch', async () => {
    await sendFinal('BankTransfer', { to: accountOf(9), amountWei: COIN });
    await sendFinal('BankTransfer', { to: accountOf(9), amountWei: COIN }, 1n);
    const all = (await validators()).validators;
    expect(all.reduce((sum, { turns }) => sum + turns, 0)).toBe(2);
    expect(all.every(({ missed, blocks }) => missed === 0 && blocks === 1)).toBe(true);
    expect(all.reduce((sum, { attended }) => sum + attended, 0)).toBeGreaterThanOrEqual(3);
  });

  it('count a newcomer from the next epoch on', async () => {
    expect((await register())?.status).toBe('success');
    expect(await validatorOf(NEWCOMER)).toMatchObject({
      state: 'waiting',
      power: 0n,
      nextPower: 5n,
      stakeWei: 5n * COIN,
      ownStakeWei: 5n * COIN,
      foundingStakeWei: 0n,
      feePercent: 10,
    });
    expect((await validatorOf(NEWCOMER))?.name).toBeUndefined();
    expect((await validators()).nextTotalPower).toBe(9n);
  });

  it('announce a new fee until it counts, and of whoever leaves none', async () => {
    await register();
    expect(await validatorOf(NEWCOMER)).not.toHaveProperty('nextFeePercent');
    await sendFinal('StakingSetFee', { feePercent: 15n }, 1n);
    expect(await validatorOf(NEWCOMER)).toMatchObject({ feePercent: 10, nextFeePercent: 15 });
    await sendFinal('StakingUnregister', {}, 2n);
    const { validator } = await stakes(NEWCOMER);
    expect(validator).toMatchObject({ feePercent: 10, isCandidate: false });
    expect(validator).not.toHaveProperty('nextFeePercent');
  });
});

describe('stakes', () => {
  it('are empty for an account that has none', async () => {
    const none: StakesView = {
      withdrawableWei: 0n,
      foundingWei: 0n,
      delegations: [],
      unbondings: [],
    };
    expect(await stakes(NEWCOMER)).toEqual(none);
  });

  it('tell what is delegated, what is on its way back and since when', async () => {
    const member = (await validators()).validators[0]?.account ?? '0x';
    await sendFinal('StakingDelegate', { validator: member, amountWei: 7n * COIN });
    await sendFinal('StakingUndelegate', { validator: member, amountWei: 3n * COIN }, 1n);
    const view = await stakes(NEWCOMER);
    expect(view.withdrawableWei).toBe(7n * COIN);
    expect(view.delegations).toEqual([{ validator: member, amountWei: 4n * COIN }]);
    const { genesis } = net.file;
    const releasedAtMs = genesis.timestampMs + HOUR_MS + genesis.parameters.unbondingMs;
    expect(view.unbondings).toEqual([
      { validator: member, amountWei: 3n * COIN, releasedAtMs, isCertain: false },
    ]);
    expect(await validatorOf(member)).toMatchObject({ stakeWei: 5n * COIN, nextPower: 5n });
  });

  it('keep telling about an account as validator after it left', async () => {
    await register();
    await sendFinal('StakingUnregister', {}, 1n);
    expect((await stakes(NEWCOMER)).validator).toMatchObject({ state: 'idle', ownStakeWei: 0n });
    expect(await validatorOf(NEWCOMER)).toBeUndefined();
  });

  it('are told again as blocks become final', async () => {
    const seen: bigint[] = [];
    const stop = first.node.rpc.subscribe({ topic: 'stakes', account: NEWCOMER }, (view) => {
      seen.push(view.withdrawableWei);
    });
    await register();
    await net.clock.advanceAsync(500);
    expect(seen[0]).toBe(0n);
    expect(seen.at(-1)).toBe(5n * COIN);
    stop();
    const count = seen.length;
    await sendFinal('StakingUnregister', {}, 1n);
    await net.clock.advanceAsync(500);
    expect(seen.length).toBe(count);
  });
});
