import { describe, expect, it } from 'vitest';
import type { QueryAnswer } from '../../../lib/node/execution/module-indexes.ts';
import type { ModuleQuery } from '../../../lib/node/rpc/query-types.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNode,
} from './support/test-network.ts';

const ANN = accountOf(1);
const BALANCE: ModuleQuery = { module: 'bank', name: 'balance', input: { account: ANN } };

async function startNetwork() {
  const names = ['ann', 'bob', 'cat', 'dan'];
  const net = createTestNetwork(names);
  const nodes = names.map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const first = nodes[0] as TestNode;
  const ask = (query: ModuleQuery) => first.node.rpc.handleRequest('query', query);
  return { net, first, ask };
}

describe('queries of modules', () => {
  it('are answered from final state, with its height', async () => {
    const { net, first, ask } = await startNetwork();
    const before = await ask(BALANCE);
    expect(before.value).toBe(1_000n * COIN);
    await first.node.rpc.handleRequest('send', { envelope: net.transfer(0, { to: ANN }).envelope });
    await runUntil(net.clock, async () => (await statusOf(first)).finalizedHeight > before.height);
    const after = await ask(BALANCE);
    expect(after.value).toBe(1_001n * COIN);
    expect(after.height).toBeGreaterThan(before.height);
  });

  it('fail by name when nobody knows them, or their input is odd', async () => {
    const { ask } = await startNetwork();
    const failsWith = (query: ModuleQuery, code: string) =>
      expect(ask(query)).rejects.toThrow(expect.objectContaining({ code }));
    await failsWith({ module: 'bank', name: 'none' }, 'query/unknown');
    await failsWith({ module: 'none', name: 'balance' }, 'query/unknown');
    await failsWith({ module: 'bank', name: 'balance' }, 'query/malformed');
    const nested = { account: [ANN] } as never;
    await failsWith({ module: 'bank', name: 'balance', input: nested }, 'query/malformed');
  });

  it('wait for a node that is still opening', async () => {
    const { node } = createTestNetwork().add('ann');
    const starting = expect.objectContaining({ code: 'node/starting' });
    await expect(node.rpc.handleRequest('query', BALANCE)).rejects.toThrow(starting);
  });
});

describe('the subscription to a query', () => {
  it('tells the answer now, and again when a final block changed something of the module', async () => {
    const { net, first } = await startNetwork();
    const { rpc } = first.node;
    const [told, others]: [QueryAnswer[], QueryAnswer[]] = [[], []];
    const stop = rpc.subscribe({ topic: 'query', ...BALANCE }, (answer) => told.push(answer));
    const newest = { topic: 'query', module: 'vault', name: 'newestSlot' } as const;
    rpc.subscribe(newest, (answer) => others.push(answer));
    await runUntil(net.clock, () => told.length > 0);
    expect(told[0]?.value).toBe(1_000n * COIN);

    await rpc.handleRequest('send', { envelope: net.transfer(0, { to: ANN }).envelope });
    await runUntil(net.clock, () => told.at(-1)?.value === 1_001n * COIN);
    expect(told.at(-1)?.height).toBeGreaterThan(told[0]?.height as bigint);
    expect(others.length).toBe(1);

    const count = told.length;
    stop();
    const another = net.transfer(0, { to: ANN, nonce: 1n });
    await rpc.handleRequest('send', { envelope: another.envelope });
    await runUntil(net.clock, async () => (await statusOf(first)).pendingTransactions === 0);
    await net.clock.advanceAsync(1_000);
    expect(told.length).toBe(count);
  });

  it('is refused at once when nobody knows the query', async () => {
    const { first } = await startNetwork();
    const subscribe = (query: ModuleQuery) => () =>
      first.node.rpc.subscribe({ topic: 'query', ...query }, () => {});
    const unknown = expect.objectContaining({ code: 'query/unknown' });
    expect(subscribe({ module: 'bank', name: 'none' })).toThrow(unknown);
    const malformed = expect.objectContaining({ code: 'query/malformed' });
    expect(subscribe({ ...BALANCE, input: 7 as never })).toThrow(malformed);
  });

  it('goes on in the session after a pause', async () => {
    const { net, first } = await startNetwork();
    const { node } = first;
    const told: QueryAnswer[] = [];
    node.rpc.subscribe({ topic: 'query', ...BALANCE }, (answer) => told.push(answer));
    await node.pause();
    await node.resume();
    await net.clock.advanceAsync(3_000);
    await node.rpc.handleRequest('send', { envelope: net.transfer(0, { to: ANN }).envelope });
    await runUntil(net.clock, () => told.at(-1)?.value === 1_001n * COIN);
  });
});
