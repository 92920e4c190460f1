import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Module } from '../../../lib/chain/module.ts';
import { bytesFromUint, EMPTY_BYTES, uintFromBytes } from '../../../lib/core/bytes.ts';
import { HEARTBEAT_MS } from '../../../lib/core/limits.ts';
import { createTestNetwork, runUntil, statusOf, type TestNode } from './support/test-network.ts';

const DUE_MS = 7_000;

// As the Vault does with a coin block, which takes an event of Ethereum to begin with.
vi.mock('../../../lib/modules/index.ts', async (original) => {
  const { modules } = await original<{ modules: readonly Module[] }>();
  const alarm: Module = {
    name: 'alarm',
    version: 1,
    actions: [
      {
        primaryType: 'AlarmSet',
        fields: [],
        units: 100,
        maxNewKeys: 1,
        validate: () => {},
        execute: ({ store, block }) => {
          store.set('0x01', bytesFromUint(BigInt(block.timestampMs + DUE_MS), 8));
        },
        describe: () => 'needs a block later',
      },
    ],
    dueMs: ({ store }) => {
      const bytes = store.get('0x01');
      return bytes && Number(uintFromBytes(bytes));
    },
    endBlock: ({ store, block }) => {
      const bytes = store.get('0x01');
      if (bytes && block.timestampMs >= Number(uintFromBytes(bytes)))
        store.set('0x01', EMPTY_BYTES);
    },
  };
  return { modules: [...modules, alarm] };
});

let net: ReturnType<typeof createTestNetwork>;
let first: TestNode;

beforeEach(async () => {
  net = createTestNetwork();
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  first = nodes[0] as TestNode;
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
});

const height = async () => (await statusOf(first)).finalizedHeight;

describe('an idle chain', () => {
  it('makes the block that a module needs when it is due, and is silent before and after', async () => {
    const { envelope } = net.transfer(0, { primaryType: 'AlarmSet', fields: {} });
    await first.node.rpc.handleRequest('send', { envelope });
    await net.clock.advanceAsync(DUE_MS - 2_000);
    const before = await height();
    expect(before).toBeGreaterThan(0n);
    await net.clock.advanceAsync(500);
    expect(await height()).toBe(before);
    await runUntil(net.clock, async () => (await height()) > before, 6_000);
    await net.clock.advanceAsync(3_000);
    const after = await height();
    expect(after - before).toBeLessThanOrEqual(3n);
    await net.clock.advanceAsync(HEARTBEAT_MS / 2);
    expect(await height()).toBe(after);
  });
});
