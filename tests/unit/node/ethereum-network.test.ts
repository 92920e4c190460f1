import { describe, expect, it } from 'vitest';
import { GATEWAY_DEPOSITED, type InboxEvent } from '../../../lib/chain/inbox.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { ETHEREUM_BLIND_MS } from '../../../lib/core/limits.ts';
import { createMemoryEthereum } from '../../../lib/platform/memory/memory-ethereum.ts';
import { accountOf, createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

const NAMES = ['ann', 'bob', 'cat', 'dan'];
const address = (digits: string): Address => `0x${digits.repeat(20)}`;
const CONTRACTS = { checkpoints: address('c1'), gateway: address('c2'), vault: address('c3') };
const DEPOSIT: InboxEvent = {
  type: GATEWAY_DEPOSITED,
  kind: 0,
  token: ZERO_ADDRESS,
  from: accountOf(1),
  to: accountOf(2),
  value: 5n,
};

/** Four validators that see one Ethereum by two endpoints each; the last by `lastSees`. */
async function start(lastSees?: ReturnType<typeof createMemoryEthereum>) {
  const net = createTestNetwork(NAMES, {}, CONTRACTS);
  const ethereum = createMemoryEthereum({ wallMs: () => net.clock.wallMs() });
  const nodes = NAMES.map((name) => {
    const other = name === 'dan' ? lastSees : undefined;
    const sources = [ethereum.source('one'), (other ?? ethereum).source('two')];
    return net.add(name, { ethereum: sources });
  });
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const appliedBy = async (count: bigint) => {
    const statuses = await Promise.all(nodes.map(statusOf));
    return statuses.every((status) => status.ethereum?.appliedCount === count);
  };
  return { ...net, ethereum, nodes, appliedBy };
}

describe('a network of nodes that follow Ethereum', () => {
  it('applies a deposit within two blocks of its finality, and shows it before', async () => {
    const { clock, ethereum, nodes, appliedBy } = await start();
    const [ann] = nodes as [(typeof nodes)[number]];
    ethereum.mine(DEPOSIT, { ...DEPOSIT, value: 6n });
    await clock.advanceAsync(2_000);
    const before = await statusOf(ann);
    expect(before.ethereum).toMatchObject({ agreedCount: 0n, pendingEvents: 2, needed: 2 });
    ethereum.mine();
    ethereum.finalize();
    await runUntil(clock, () => appliedBy(2n), 10_000);
    const after = await statusOf(ann);
    expect(after.finalizedHeight - before.finalizedHeight).toBeLessThanOrEqual(2n);
    const roots = (await Promise.all(nodes.map(statusOf))).map(({ stateRoot }) => stateRoot);
    expect(new Set(roots).size).toBe(1);
  });

  it('goes on when one validator cannot see Ethereum, which says so', async () => {
    const invented = createMemoryEthereum({ wallMs: () => 0 });
    invented.mine({ ...DEPOSIT, value: 10n ** 24n });
    invented.finalize();
    const { clock, ethereum, nodes, appliedBy } = await start(invented);
    ethereum.mine(DEPOSIT);
    ethereum.finalize();
    await runUntil(clock, () => appliedBy(1n), 60_000);
    await clock.advanceAsync(ETHEREUM_BLIND_MS);
    const dan = await statusOf(nodes[3] as (typeof nodes)[number]);
    expect(dan.ethereum?.blindMs).toBeGreaterThanOrEqual(ETHEREUM_BLIND_MS);
    expect(dan.ethereum?.agreedCount).toBeUndefined();
  });
});
