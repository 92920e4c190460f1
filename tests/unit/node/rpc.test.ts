import { beforeEach, describe, expect, it } from 'vitest';
import type {
  AccountView,
  BlockSummary,
  LoomEvent,
  NodeStatus,
  TransactionView,
} from '../../../lib/node/rpc/types.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNode,
} from './support/test-network.ts';

let net: ReturnType<typeof createTestNetwork>;
let nodes: TestNode[];
let first: TestNode;

beforeEach(async () => {
  net = createTestNetwork();
  nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  first = nodes[0] as TestNode;
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
});

async function sendFinal(from = 0, nonce = 0n) {
  const { envelope, hash } = net.transfer(from, { nonce });
  await first.node.rpc.handleRequest('send', { envelope });
  await runUntil(net.clock, async () => {
    const view = await first.node.rpc.handleRequest('transaction', { hash });
    return view?.final === true;
  });
  return hash;
}

describe('requests', () => {
  it('answer with the constants of the chain', async () => {
    const chain = await first.node.rpc.handleRequest('chain', undefined);
    expect(chain.names.map(({ name }) => name).sort()).toEqual(['ann', 'bob', 'cat', 'dan']);
    expect(chain.actions.map(({ primaryType }) => primaryType)).toContain('BankTransfer');
  });

  it('answer with the committee of an epoch', async () => {
    const { rpc } = first.node;
    const committee = await rpc.handleRequest('committee', { epoch: 0n });
    expect(committee).toMatchObject({ epoch: 0n, quorumPower: 3n, totalPower: 4n });
    expect(committee?.members.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(committee?.members.map(({ name }) => name).sort()).toEqual(['ann', 'bob', 'cat', 'dan']);
    expect(await rpc.handleRequest('committee', { epoch: 1n })).toBeNull();
  });

  it('answer with blocks by height, hash and latest', async () => {
    const hash = await sendFinal();
    const { rpc } = first.node;
    const latest = await rpc.handleRequest('block', { ref: 'latest' });
    expect(latest?.transactions.map((view) => view.hash)).toEqual([hash]);
    expect(latest?.certificate.kind).toBe('finalization');
    expect(latest?.certificate.signers.length).toBeGreaterThanOrEqual(3);
    expect(latest?.epoch).toBe(0n);
    expect(latest?.finalityMs).toBeGreaterThan(0);
    expect(await rpc.handleRequest('block', { ref: latest?.height ?? 0n })).toEqual(latest);
    expect(await rpc.handleRequest('block', { ref: latest?.hash ?? '0x' })).toEqual(latest);
    expect(await rpc.handleRequest('block', { ref: 999n })).toBeNull();
  });

  it('say everything that a transaction took from its sender', async () => {
    const { rpc } = first.node;
    const address = accountOf(0);
    const before = await rpc.handleRequest('account', { address });
    const fields = { to: accountOf(77), amountWei: 5n };
    const { envelope, hash } = net.transfer(0, { nonce: 0n, fields, feeMax: COIN });
    await rpc.handleRequest('send', { envelope });
    const find = () => rpc.handleRequest('transaction', { hash });
    await runUntil(net.clock, async () => (await find())?.final === true);
    const view = await find();
    const after = await rpc.handleRequest('account', { address });
    const { feeWei = 0n, depositWei = 0n, refundWei = 0n } = view ?? {};
    expect(view?.isFree).toBe(false);
    expect(depositWei).toBeGreaterThan(0n);
    expect(before.balanceWei - after.balanceWei).toBe(5n + feeWei + depositWei - refundWei);
  });

  it('answer with lists of blocks, newest first', async () => {
    for (let nonce = 0n; nonce < 5n; nonce++) await sendFinal(0, nonce);
    const { rpc } = first.node;
    const newest = await rpc.handleRequest('blocks', { limit: 2 });
    const before = newest[1]?.height ?? 0n;
    const older = await rpc.handleRequest('blocks', { before, limit: 64 });
    const heights = [...newest, ...older].map(({ height }) => height);
    expect(heights).toEqual([...heights].sort((a, b) => Number(b - a)));
    expect(heights.at(-1)).toBe(1n);
    await expect(rpc.handleRequest('blocks', { limit: 65 })).rejects.toMatchObject({
      code: 'request/limit',
    });
  });

  it('answer with an account, its tokens and what concerned it', async () => {
    const hash = await sendFinal();
    const account = await first.node.rpc.handleRequest('account', { address: accountOf(0) });
    expect(account.nonce).toBe(1n);
    expect(account.pendingNonce).toBe(1n);
    expect(account.balanceWei).toBeLessThan(999n * COIN);
    expect(account.activity.map((view) => view.hash)).toEqual([hash]);
    expect(account.tokens).toEqual([]);
  });

  it('answer with the price of an action', async () => {
    const quote = await first.node.rpc.handleRequest('quote', { primaryType: 'BankTransfer' });
    expect(quote.units).toBe(250);
    expect(quote.feeMaxWei).toBeGreaterThan(quote.basePriceWei * 250n);
    const unknown = first.node.rpc.handleRequest('quote', { primaryType: 'Nothing' });
    await expect(unknown).rejects.toMatchObject({ code: 'transaction/unknown-action' });
  });

  it('refuse a replayed transaction', async () => {
    const { envelope } = net.transfer(0);
    await sendFinal();
    const again = first.node.rpc.handleRequest('send', { envelope });
    await expect(again).rejects.toMatchObject({ code: 'transaction/nonce-used' });
  });

  it('tell of a transaction that failed by name', async () => {
    const { envelope, hash } = net.transfer(0, {
      fields: { to: accountOf(5), amountWei: 5_000n * COIN },
    });
    await first.node.rpc.handleRequest('send', { envelope });
    await runUntil(net.clock, async () => {
      const view = await first.node.rpc.handleRequest('transaction', { hash });
      return view?.final === true;
    });
    const view = await first.node.rpc.handleRequest('transaction', { hash });
    expect(view?.status).toBe('failure');
    expect(view?.failure?.code).toMatch(/^bank\//);
    expect(view?.events).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('tell a transaction as it goes from pending to final', async () => {
    const { envelope, hash } = net.transfer(0);
    const seen: TransactionView[] = [];
    const stop = first.node.rpc.subscribe({ topic: 'transaction', hash }, (v) => seen.push(v));
    await first.node.rpc.handleRequest('send', { envelope });
    await runUntil(net.clock, () => seen.at(-1)?.final === true);
    const states = seen.map(({ status }) => status);
    expect(states[0]).toBe('pending');
    expect(states).toContain('included');
    expect(states.at(-1)).toBe('success');
    stop();
  });

  it('tell blocks, and the votes and certificates before them, each once', async () => {
    const blocks: BlockSummary[] = [];
    const events: LoomEvent[] = [];
    first.node.rpc.subscribe({ topic: 'blocks' }, (block) => blocks.push(block));
    first.node.rpc.subscribe({ topic: 'loom' }, (event) => events.push(event));
    await sendFinal();
    await net.clock.advanceAsync(100);
    expect(blocks.map(({ height }) => height)).toEqual([1n]);
    const kinds = events.map((event) => ('kind' in event ? event.kind : event.type));
    for (const kind of ['proposal', 'notarize', 'notarization', 'finalize', 'final']) {
      expect(kinds).toContain(kind);
    }
    const votes = events.filter((event) => event.type === 'vote' && event.kind === 'notarize');
    expect(new Set(votes.map((vote) => JSON.stringify(vote, plain))).size).toBe(votes.length);
  });

  it('tell an account when it changes, and the status at once', async () => {
    const accounts: AccountView[] = [];
    const statuses: NodeStatus[] = [];
    first.node.rpc.subscribe({ topic: 'account', address: accountOf(99) }, (account) => {
      accounts.push(account);
    });
    const stop = first.node.rpc.subscribe({ topic: 'status' }, (status) => statuses.push(status));
    await net.clock.advanceAsync(1);
    expect(accounts.map(({ balanceWei }) => balanceWei)).toEqual([0n]);
    expect(statuses.length).toBe(1);
    await sendFinal();
    await net.clock.advanceAsync(500);
    expect(accounts.at(-1)?.balanceWei).toBe(COIN);
    expect(statuses.at(-1)?.finalizedHeight).toBe(1n);
    stop();
    const count = statuses.length;
    await net.clock.advanceAsync(10_000);
    expect(statuses.length).toBe(count);
  });
});

describe('the life of a node', () => {
  it('is told by its phase and its boot steps', async () => {
    const status = await statusOf(first);
    expect(status.phase).toBe('live');
    expect(status.boot.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'storage done',
      'keys done',
      'relay done',
      'peers done',
      'blocks done',
      'verification done',
      'live done',
    ]);
    await first.node.stop();
    expect((await statusOf(first)).phase).toBe('stopped');
  });

  it('is alone without peers, and stays quiet while idle', async () => {
    await net.clock.advanceAsync(600_000);
    const { finalizedHeight } = await statusOf(first);
    expect(finalizedHeight).toBeLessThanOrEqual(21n);
    net.hub.partition([[first.network.id], nodes.slice(1).map(({ network }) => network.id)]);
    await net.clock.advanceAsync(1_000);
    expect((await statusOf(first)).phase).toBe('alone');
  });

  it('goes on after the machine slept', async () => {
    net.clock.freeze(600_000);
    await net.clock.advanceAsync(10_000);
    await sendFinal();
    expect((await statusOf(first)).phase).toBe('live');
  });
});

function plain(_: string, value: unknown) {
  return typeof value === 'bigint' ? value.toString() : value;
}
