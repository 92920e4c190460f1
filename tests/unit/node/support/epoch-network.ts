import { createChain } from '../../../../lib/chain/chain.ts';
import { isBoundary } from '../../../../lib/chain/epoch.ts';
import type { Header } from '../../../../lib/chain/header.ts';
import type { ActionFields } from '../../../../lib/chain/module.ts';
import { consensusMessageFromBytes } from '../../../../lib/consensus/messages.ts';
import type { Vote } from '../../../../lib/consensus/types.ts';
import type { Address } from '../../../../lib/core/bytes.ts';
import { modules } from '../../../../lib/modules/index.ts';
import {
  createFakeSigner,
  fakeNetworkKeyProof,
  fakeProofOfPossession,
} from '../../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryNetwork } from '../../../../lib/platform/memory/memory-network.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  networkKeyOf,
  runUntil,
  statusOf,
  type TestNode,
} from './test-network.ts';

const EPOCH_MS = 2_000;
const NAMES = ['ann', 'bob', 'cat', 'dan'];

/** Four validators, epochs of two seconds or so long, and somebody who always has a transfer to send. */
export async function createEpochNetwork(running = NAMES, epochMs = EPOCH_MS) {
  const net = createTestNetwork(NAMES, { epochMs });
  const nodes = running.map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const nonces = new Map<number, bigint>();

  async function send(through: TestNode, from: number, primaryType: string, fields: ActionFields) {
    const nonce = nonces.get(from) ?? 0n;
    nonces.set(from, nonce + 1n);
    const { envelope } = net.transfer(from, { primaryType, fields, nonce, feeMax: COIN });
    await through.node.rpc.handleRequest('send', { envelope });
  }

  /** Runs until it is done, with a transfer waiting all the time. */
  async function busyUntil(
    through: TestNode,
    isDone: () => boolean | Promise<boolean>,
    limitMs = 60_000,
  ): Promise<void> {
    const end = net.clock.monotonicMs() + limitMs;
    await runUntil(
      net.clock,
      async () => {
        const { pendingTransactions } = await statusOf(through);
        const fields = { to: accountOf(99), amountWei: 1n };
        if (pendingTransactions === 0) await send(through, 0, 'BankTransfer', fields);
        return isDone();
      },
      end - net.clock.monotonicMs(),
    );
  }

  function register(through: TestNode, from: number, name: string, amountWei: bigint) {
    const { genesisHash } = createChain(net.file.genesis, modules);
    const { publicKey: blsKey } = createFakeSigner(name);
    const account = accountOf(from);
    const proofOfPossession = fakeProofOfPossession({ blsKey, genesisHash, account });
    const networkKey = networkKeyOf(name);
    const networkKeyProof = fakeNetworkKeyProof({ genesisHash, account, key: networkKey });
    const keys = { blsKey, proofOfPossession, networkKey, networkKeyProof };
    const fields = { ...keys, feePercent: 10n, amountWei };
    return send(through, from, 'StakingRegister', fields);
  }

  return { net, nodes, send, busyUntil, register };
}

export type EpochNetwork = Awaited<ReturnType<typeof createEpochNetwork>>;

export async function epochOf(node: TestNode): Promise<bigint> {
  return (await statusOf(node)).epoch;
}

export async function heightOf(node: TestNode): Promise<bigint> {
  return (await statusOf(node)).finalizedHeight;
}

export async function headersOf({ node }: TestNode): Promise<Header[]> {
  const headers: Header[] = [];
  for (let ref = 1n; ; ref++) {
    const block = await node.rpc.handleRequest('block', { ref });
    if (!block) return headers;
    headers.push(block.header as unknown as Header);
  }
}

/** Whether the newest final block is a boundary. */
export async function isAtBoundary({ node }: TestNode): Promise<boolean> {
  const block = await node.rpc.handleRequest('block', { ref: 'latest' });
  return block !== null && isBoundary(block.header as unknown as Header);
}

export async function committeeOfNode({ node }: TestNode): Promise<Address[]> {
  const { validators } = await node.rpc.handleRequest('validators', undefined);
  return validators.filter(({ power }) => power > 0n).map(({ account }) => account);
}

export async function sameStates(nodes: readonly TestNode[]): Promise<boolean> {
  const roots = (await Promise.all(nodes.map(statusOf))).map(({ stateRoot }) => stateRoot);
  return new Set(roots).size === 1;
}

/** Everything that one identity ever votes, across its restarts. */
export async function tapVotes(net: EpochNetwork['net'], author: string): Promise<Vote[]> {
  const { hub, clock } = net;
  const votes: Vote[] = [];
  const tap = createMemoryNetwork({ id: 'tap' })({ hub, clock });
  tap.onGossip('votes', (gossip) => {
    const message = consensusMessageFromBytes(gossip.data);
    if (message.type === 'vote' && gossip.author === author) votes.push(message.vote);
    return 'ignore';
  });
  await tap.start();
  return votes;
}
