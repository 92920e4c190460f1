import { expect, it } from 'vitest';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { MAX_ANNOUNCED_TRANSACTIONS } from '../../../lib/core/limits.ts';
import { encodeRlp } from '../../../lib/core/rlp.ts';
import type { GossipMessage, Network, Verdict } from '../../../lib/node/ports.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import type { VirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  idOf,
  runUntil,
  statusOf,
  type TestNode,
  type Transfer,
} from './support/test-network.ts';

const VALIDATORS = ['ann', 'bob', 'cat', 'dan'];
const ACCOUNTS = 20;
const FEE = COIN / 100n;

/** A node that hears of blocks a tenth of a second after everybody else. */
function hearsLate(clock: VirtualClock) {
  return (network: Network): Network => {
    const onGossip = network.onGossip.bind(network);
    network.onGossip = (topic, handler) =>
      onGossip(topic, async (message: GossipMessage): Promise<Verdict> => {
        if (topic !== 'transactions') await new Promise<void>((go) => clock.after(100, go));
        return handler(message);
      });
    return network;
  };
}

/** Four validators, a node that is late, and Eve, who is connected to that node alone. */
async function setUp() {
  const net = createTestNetwork(VALIDATORS);
  const nodes = VALIDATORS.map((name) => net.add(name));
  const late = net.add('late', { network: hearsLate(net.clock) });
  for (const { node } of [...nodes, late]) await node.start();
  const eve = createMemoryNetwork({ id: 'eve' })(net);
  await eve.start();
  for (const name of VALIDATORS) net.hub.unlink('eve', idOf(name));
  await net.clock.advanceAsync(8_000);
  const tell = async (transfers: readonly Transfer[]) => {
    const envelopes = transfers.map(({ envelope }) => bytesFromHex(envelope));
    for (let at = 0; at < envelopes.length; at += MAX_ANNOUNCED_TRANSACTIONS) {
      const some = envelopes.slice(at, at + MAX_ANNOUNCED_TRANSACTIONS);
      await eve.publish('transactions', encodeRlp(some));
    }
  };
  return { net, nodes, late, tell };
}

it('who is a little late is not cut off for what it could not know was spent', async () => {
  const { net, nodes, late, tell } = await setUp();
  const [ann] = nodes as [TestNode];
  const all = Array.from({ length: ACCOUNTS }, (_, account) => account);
  const everything = { to: accountOf(500), amountWei: 1_000n * COIN - FEE };
  await tell(all.map((from) => net.transfer(from, { feeMax: FEE, fields: everything })));
  const balanceAt = async ({ node }: TestNode) =>
    (await node.rpc.handleRequest('account', { address: accountOf(ACCOUNTS - 1) })).balanceWei;
  await runUntil(net.clock, async () => (await balanceAt(ann)) < FEE);
  expect(await balanceAt(late)).toBe(1_000n * COIN);
  const nonces = Array.from({ length: 63 }, (_, index) => BigInt(index + 1));
  await tell(
    all.flatMap((from) => nonces.map((nonce) => net.transfer(from, { nonce, feeMax: FEE }))),
  );
  await net.clock.advanceAsync(10_000);
  expect(await balanceAt(late)).toBeLessThan(FEE);
  expect((await statusOf(late)).peers.map(({ id }) => id).sort()).toEqual(
    [...VALIDATORS.map(idOf), 'eve'].sort(),
  );
});
