import { expect, it } from 'vitest';
import { GATEWAY_DEPOSITED, type InboxEvent, TOKEN_SEEN } from '../../../lib/chain/inbox.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import type { BridgeView } from '../../../lib/node/rpc/bridge-view.ts';
import { createMemoryEthereum } from '../../../lib/platform/memory/memory-ethereum.ts';
import { accountOf, createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

const address = (digits: string): Address => `0x${digits.repeat(20)}`;
const CONTRACTS = { checkpoints: address('c1'), gateway: address('c2'), vault: address('c3') };
const COLLECTION = address('70');
const ANN = accountOf(1);
const SEEN: InboxEvent = {
  ...{ type: TOKEN_SEEN, token: COLLECTION, kind: 2, decimals: 0 },
  ...{ name: new Uint8Array(), symbol: Uint8Array.of(0x50) },
};

/** To nobody, so that it goes back to Ann. */
function refused(value: bigint) {
  const from = { kind: 2, token: COLLECTION, from: ANN } as const;
  return { type: GATEWAY_DEPOSITED, ...from, to: ZERO_ADDRESS, value } as const;
}

it('tells of refused deposits, and counts what left a collection together as one', async () => {
  const net = createTestNetwork(['ann', 'bob', 'cat', 'dan'], {}, CONTRACTS);
  const ethereum = createMemoryEthereum({ wallMs: () => net.clock.wallMs() });
  const sources = () => [ethereum.source('one'), ethereum.source('two')];
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name, { ethereum: sources() }));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const [first] = nodes as [(typeof nodes)[number]];
  const told: BridgeView[] = [];
  first.node.rpc.subscribe({ topic: 'bridge', account: ANN }, (view) => told.push(view));

  ethereum.mine(SEEN, refused(7n), refused(8n), refused(9n));
  ethereum.mine();
  ethereum.finalize();
  const isApplied = async () => (await statusOf(first)).ethereum?.appliedCount === 4n;
  await runUntil(net.clock, isApplied, 10_000);

  const view = await first.node.rpc.handleRequest('bridge', { account: ANN });
  expect(view.inboxCount).toBe(4n);
  expect(view.tokens).toMatchObject([{ token: COLLECTION, kind: 2, symbol: 'P' }]);
  expect(view.withdrawals).toMatchObject([
    { index: 0n, count: 3, value: 7n, from: ZERO_ADDRESS, to: ANN, token: COLLECTION },
  ]);
  expect(view.withdrawals[0]?.timestampMs).toBeGreaterThan(0);
  expect(view.refused.map(({ inboxIndex }) => inboxIndex)).toEqual([4n, 3n, 2n]);
  await net.clock.advanceAsync(1_000);
  expect(told.at(-1)).toEqual(view);

  const stranger = await first.node.rpc.handleRequest('bridge', { account: accountOf(2) });
  expect(stranger).toMatchObject({ withdrawals: [], refused: [] });
  const before = await first.node.rpc.handleRequest('bridge', { account: ANN, before: 2n });
  expect(before.withdrawals).toMatchObject([{ index: 0n, count: 2 }]);
});

it('tells which tokens of a collection an account does not have', async () => {
  const net = createTestNetwork(['ann', 'bob', 'cat', 'dan'], {}, CONTRACTS);
  const ethereum = createMemoryEthereum({ wallMs: () => net.clock.wallMs() });
  const sources = () => [ethereum.source('one'), ethereum.source('two')];
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name, { ethereum: sources() }));
  await Promise.all(nodes.map(({ node }) => node.start()));
  const [first] = nodes as [(typeof nodes)[number]];
  const deposit = (value: bigint, to: Address) => ({ ...refused(value), to });
  ethereum.mine(SEEN, deposit(7n, ANN), deposit(8n, accountOf(2)), deposit(9n, ANN));
  ethereum.mine();
  ethereum.finalize();
  const isApplied = async () => (await statusOf(first)).ethereum?.appliedCount === 4n;
  await runUntil(net.clock, isApplied, 10_000);

  const asked = { account: ANN, token: COLLECTION, ids: [9n, 8n, 7n, 900n] };
  expect(await first.node.rpc.handleRequest('missingIds', asked)).toEqual([8n, 900n]);
  const unknown = { ...asked, token: address('71'), ids: [7n] };
  expect(await first.node.rpc.handleRequest('missingIds', unknown)).toEqual([7n]);
});
