import { describe, expect, it } from 'vitest';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { AccountView } from '../../../lib/node/rpc/types.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNode,
  validatorAccount,
} from './support/test-network.ts';

const EPOCH_MS = 20_000;
const NAMES = ['ann', 'bob', 'cat', 'dan'];
const OWNER = accountOf(0);

async function watchOwner(parameters: Parameters<typeof createTestNetwork>[1] = {}) {
  const net = createTestNetwork(NAMES, parameters);
  const nodes = NAMES.map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const first = nodes[0] as TestNode;
  const seen: AccountView[] = [];
  first.node.rpc.subscribe({ topic: 'account', address: OWNER }, (view) => seen.push(view));
  return { net, first, seen };
}

describe('the subscription to an account', () => {
  it('tells when stake comes back, though no transaction of that block names the account', async () => {
    const { net, first, seen } = await watchOwner({ epochMs: EPOCH_MS, unbondingMs: EPOCH_MS });
    const { rpc } = first.node;
    let nonce = 0n;
    async function send(primaryType: string, fields: ActionFields): Promise<void> {
      const { envelope } = net.transfer(0, { primaryType, fields, nonce, feeMax: COIN });
      nonce += 1n;
      await rpc.handleRequest('send', { envelope });
      await runUntil(net.clock, () => seen.at(-1)?.nonce === nonce);
    }
    const validator = validatorAccount('ann');
    await send('StakingDelegate', { validator, amountWei: 300n * COIN });
    await send('StakingUndelegate', { validator, amountWei: 300n * COIN });
    const before = seen.at(-1);
    const stakes = () => rpc.handleRequest('stakes', { account: OWNER });
    await runUntil(net.clock, async () => (await stakes()).unbondings.length === 0, 4 * EPOCH_MS);
    await net.clock.advanceAsync(300);

    const now = await rpc.handleRequest('account', { address: OWNER });
    expect(now.balanceWei).toBeGreaterThan((before?.balanceWei ?? 0n) + 299n * COIN);
    expect(seen.at(-1)?.balanceWei).toBe(now.balanceWei);
  });

  it('is silent about blocks that change nothing of it', async () => {
    const { net, first, seen } = await watchOwner();
    const { envelope } = net.transfer(1);
    await first.node.rpc.handleRequest('send', { envelope });
    await runUntil(net.clock, async () => (await statusOf(first)).finalizedHeight > 0n);
    await net.clock.advanceAsync(300);
    expect(seen.length).toBe(1);
  });
});
