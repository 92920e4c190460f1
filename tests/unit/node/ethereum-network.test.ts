import { describe, expect, it } from 'vitest';
import { GATEWAY_DEPOSITED, type InboxEvent } from '../../../lib/chain/inbox.ts';
import { ASSET_ERC721 } from '../../../lib/chain/outbox.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { ETHEREUM_BLIND_MS, MAX_GOSSIP_INLINE_BYTES } from '../../../lib/core/limits.ts';
import { createMemoryEthereum } from '../../../lib/platform/memory/memory-ethereum.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  runUntil,
  statusOf,
  type TestNode,
} from './support/test-network.ts';

const NAMES = ['ann', 'bob', 'cat', 'dan'];
const address = (digits: string): Address => `0x${digits.repeat(20)}`;
const COLLECTION = address('dd');
const CONTRACTS = { checkpoints: address('c1'), gateway: address('c2'), vault: address('c3') };
const DEPOSIT: InboxEvent = {
  type: GATEWAY_DEPOSITED,
  kind: 0,
  token: ZERO_ADDRESS,
  from: accountOf(1),
  to: accountOf(2),
  value: 5n,
};

interface Scene {
  validators?: readonly string[];
  /** What the second endpoint of dan shows. */
  danSees?: ReturnType<typeof createMemoryEthereum>;
}

/** Validators, and a node that only follows, who see one Ethereum by two endpoints each. */
async function start({ validators = NAMES, danSees }: Scene = {}) {
  const net = createTestNetwork(validators, {}, CONTRACTS);
  const ethereum = createMemoryEthereum({ wallMs: () => net.clock.wallMs() });
  const nodes = [...validators, 'eve'].map((name) => {
    const other = name === 'dan' ? danSees : undefined;
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
    const [ann] = nodes as [TestNode];
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

  it('lets many tokens leave by one signature, in a transaction too large for gossip', async () => {
    const { clock, ethereum, nodes, appliedBy, transfer } = await start({ validators: ['ann'] });
    const [ann, eve] = nodes as [TestNode, TestNode];
    const tokenIds = Array.from({ length: 600 }, (_, id) => 2n ** 255n + BigInt(id));
    const nft = { ...DEPOSIT, kind: ASSET_ERC721, token: COLLECTION } as const;
    ethereum.mine({ ...DEPOSIT, value: COIN }, ...tokenIds.map((value) => ({ ...nft, value })));
    ethereum.finalize();
    await runUntil(clock, () => appliedBy(BigInt(tokenIds.length) + 1n), 10_000);

    const to = accountOf(3);
    const withdrawal = transfer(2, {
      primaryType: 'BridgeWithdrawNfts',
      fields: { token: COLLECTION, tokenIds, to },
    });
    const { hash, envelope } = withdrawal;
    expect(envelope.length).toBeGreaterThan(2 * MAX_GOSSIP_INLINE_BYTES);
    await ann.node.rpc.handleRequest('send', { envelope });
    const seenBy = ({ node }: TestNode) => node.rpc.handleRequest('transaction', { hash });
    await runUntil(clock, async () => (await seenBy(eve))?.final === true, 30_000);
    expect((await seenBy(eve))?.status).toBe('success');
  });

  it('goes on when one validator cannot see Ethereum, which says so', async () => {
    const invented = createMemoryEthereum({ wallMs: () => 0 });
    invented.mine({ ...DEPOSIT, value: 10n ** 24n });
    invented.finalize();
    const { clock, ethereum, nodes, appliedBy } = await start({ danSees: invented });
    ethereum.mine(DEPOSIT);
    ethereum.finalize();
    await runUntil(clock, () => appliedBy(1n), 60_000);
    await clock.advanceAsync(ETHEREUM_BLIND_MS);
    const dan = await statusOf(nodes[3] as TestNode);
    expect(dan.ethereum?.blindMs).toBeGreaterThanOrEqual(ETHEREUM_BLIND_MS);
    expect(dan.ethereum?.agreedCount).toBeUndefined();
  });
});
