import { describe, expect, it } from 'vitest';
import { attestMessage, NULLIFY } from '../../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../../lib/consensus/messages.ts';
import type { Proposal } from '../../../lib/consensus/types.ts';
import { hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import {
  MAX_BUFFERED_ENVELOPES,
  MAX_BUFFERED_PER_AUTHOR,
  MAX_GOSSIP_INLINE_BYTES,
} from '../../../lib/core/limits.ts';
import { announcementOf } from '../../../lib/node/gossip/announcement.ts';
import type { GossipMessage, Topic, Verdict } from '../../../lib/node/ports.ts';
import type { LoomEvent } from '../../../lib/node/rpc/types.ts';
import { createFakeSigner } from '../../../lib/platform/memory/fake-signatures.ts';
import { createEpochNetwork, type EpochNetwork, epochOf } from './support/epoch-network.ts';
import { forgeChain } from './support/forge-chain.ts';
import { idOf, type TestNode } from './support/test-network.ts';

type Handler = (message: GossipMessage) => Verdict | Promise<Verdict>;

/** A follower in a network with epochs, into which the test speaks in the name of anybody. */
async function follower() {
  const network = await createEpochNetwork();
  const handlers = new Map<Topic, Handler>();
  const bodies = new Map<string, Promise<Uint8Array>>();
  const penalties: string[] = [];
  const node = network.net.add('follower', {
    network: (plain) => ({
      ...bound(plain),
      get id() {
        return plain.id;
      },
      onGossip(topic, handler) {
        handlers.set(topic, handler);
        plain.onGossip(topic, handler);
      },
      penalise: (peer) => penalties.push(peer),
      request: (peer, protocol, data) =>
        bodies.get(hexFromBytes(data)) ?? plain.request(peer, protocol, data),
    }),
  });
  const seen: LoomEvent[] = [];
  node.node.rpc.subscribe({ topic: 'loom' }, (event) => seen.push(event));
  await node.node.start();
  await network.net.clock.advanceAsync(3_000);
  const hear = async (topic: Topic, data: Uint8Array, author: string) =>
    (handlers.get(topic) as Handler)({ topic, data, author, from: 'relay' });
  return { network, node, seen, hear, bodies, penalties };
}

function bound<T extends object>(object: T): T {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(object));
  const entries = methods.map((name) => {
    const value = (object as Record<string, unknown>)[name];
    return [name, typeof value === 'function' ? value.bind(object) : value];
  });
  return Object.fromEntries(entries);
}

/** A vote that no honest member casts, so that it is known when it is seen. */
function farVote({ net }: EpochNetwork, name: string, epoch: bigint) {
  const { chain } = forgeChain(net.file);
  const key = createFakeSigner(name);
  const signer = chain.genesis.committee.findIndex(({ blsKey }) => blsKey === key.publicKey);
  const statement = { kind: NULLIFY, epoch, view: 5n, digest: ZERO_HASH } as const;
  const signature = key.sign(attestMessage(chain.genesisHash, statement));
  return { statement, signer, signature };
}

/** A proposal of this size whose block is of another epoch than its vote: no committee takes it. */
async function wrongProposal(network: EpochNetwork, epoch: bigint, size: number) {
  const { block } = await forgeChain(network.net.file).grow();
  const vote = farVote(network, 'dan', epoch);
  const sized = (length: number) => {
    const body = { ...block.body, transactions: [new Uint8Array(length).fill(1)] };
    const proposal: Proposal = { view: 1n, block: { ...block, body }, nullifications: [], vote };
    return bytesFromConsensusMessage({ type: 'proposal', proposal });
  };
  const overhead = sized(size).length - size;
  return sized(size - overhead);
}

const bytesOfVote = (vote: ReturnType<typeof farVote>) =>
  bytesFromConsensusMessage({ type: 'vote', vote });

async function reachEpoch({ busyUntil }: EpochNetwork, node: TestNode, epoch: bigint) {
  await busyUntil(node, async () => (await epochOf(node)) >= epoch);
}

describe('what comes early for the next epoch', () => {
  it('counts as soon as that begins, and is not forwarded before', async () => {
    const { network, node, seen, hear } = await follower();
    const next = (await epochOf(node)) + 1n;
    const vote = farVote(network, 'dan', next);
    expect(await hear('votes', bytesOfVote(vote), idOf('dan'))).toBe('ignore');
    const isSeen = () =>
      seen.some((each) => each.type === 'vote' && each.epoch === next && each.view === 5n);
    expect(isSeen()).toBe(false);
    await reachEpoch(network, node, next);
    expect(isSeen()).toBe(true);
  });

  it('finds room even if strangers took all of it in an epoch before', async () => {
    const { network, node, seen, hear } = await follower();
    const next = (await epochOf(node)) + 1n;
    for (let i = 0; i < MAX_BUFFERED_ENVELOPES; i++) {
      const stranger = `stranger ${Math.floor(i / MAX_BUFFERED_PER_AUTHOR)}`;
      const body = new Uint8Array(MAX_GOSSIP_INLINE_BYTES + 1).fill(i);
      expect(await hear('proposals', announcementOf(body), stranger)).toBe('ignore');
    }
    await reachEpoch(network, node, next);
    const vote = farVote(network, 'dan', next + 1n);
    await hear('votes', bytesOfVote(vote), idOf('dan'));
    await reachEpoch(network, node, next + 1n);
    const isSeen = seen.some((each) => each.type === 'vote' && each.view === 5n);
    expect(isSeen).toBe(true);
  });

  it('costs its neighbour a penalty if it turns out to be wrong', async () => {
    const { network, node, hear, penalties } = await follower();
    const next = (await epochOf(node)) + 1n;
    const vote = bytesOfVote(farVote(network, 'dan', next));
    expect(await hear('votes', vote, idOf('cat'))).toBe('ignore');
    expect(penalties).toEqual([]);
    await reachEpoch(network, node, next);
    await network.net.clock.advanceAsync(100);
    expect(penalties).toEqual(['relay']);
  });

  it.each([
    ['kept up to the size of what gossip floods', -8, ['relay']],
    ['forgotten if it is larger', 0, []],
  ])('is %s', async (_, more, judged) => {
    const { network, node, hear, penalties } = await follower();
    const next = (await epochOf(node)) + 1n;
    const payload = await wrongProposal(network, next, MAX_GOSSIP_INLINE_BYTES + more);
    expect(payload.length).toBe(MAX_GOSSIP_INLINE_BYTES + more);
    expect(await hear('proposals', announcementOf(payload), idOf('dan'))).toBe('ignore');
    await reachEpoch(network, node, next);
    await network.net.clock.advanceAsync(100);
    expect(penalties).toEqual(judged);
  });

  it('is judged by its own committee when the epoch changes while its body is pulled', async () => {
    const { network, node, hear, bodies } = await follower();
    const next = (await epochOf(node)) + 1n;
    const payload = await wrongProposal(network, next, MAX_GOSSIP_INLINE_BYTES + 1);
    let arrive = (_: Uint8Array) => {};
    const body = new Promise<Uint8Array>((resolve) => {
      arrive = resolve;
    });
    bodies.set(hexFromBytes(keccak256(payload)), body);
    const verdict = hear('proposals', announcementOf(payload), idOf('dan'));
    await reachEpoch(network, node, next);
    arrive(payload);
    expect(await verdict).toBe('reject');
  });
});
