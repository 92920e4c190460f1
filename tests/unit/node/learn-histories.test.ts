import { beforeAll, describe, expect, it } from 'vitest';
import { digestOfCoinTransfer, SLOT_DEPTH } from '../../../lib/chain/coin-transfer.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Hash, type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_REQUEST_ITEMS } from '../../../lib/core/limits.ts';
import { rootFromProof } from '../../../lib/core/sparse-merkle.ts';
import type { CoinHistory } from '../../../lib/node/coins/coin-history.ts';
import type { HistoryEntry } from '../../../lib/node/coins/coin-store.ts';
import {
  bytesFromHistory,
  type HistoryRange,
  historyFromBytes,
  historyRequestFromBytes,
} from '../../../lib/node/coins/coin-wire.ts';
import { createHistoryLearner } from '../../../lib/node/coins/learn-histories.ts';
import { createAskPeers } from '../../../lib/node/peers/ask-peers.ts';
import type { Network } from '../../../lib/node/ports.ts';
import { alice, bob, signDigest } from '../chain/fixtures.ts';
import { type CoinWorld, createCoinWorld } from './support/coin-world.ts';
import { createTestNetwork } from './support/test-network.ts';

const SLOT = 1n;
const OTHER = 2n;
/** More than one answer tells. */
const COIN_BLOCKS = MAX_REQUEST_ITEMS + 6;
type Answer = (entries: HistoryEntry[], request: HistoryRange) => HistoryEntry[];
const honest: Answer = (entries) => entries;

let world: CoinWorld;
let seed: CoinHistory;

/** The coin goes to Bob in coin block 3, while another one moves in all of them. */
beforeAll(async () => {
  world = createCoinWorld();
  world.deposit(SLOT, alice.account);
  world.deposit(OTHER, alice.account);
  for (let n = 1; n <= COIN_BLOCKS; n++) {
    if (n === 3) world.move(SLOT, alice, bob.account);
    world.moveTrusted(OTHER, alice.account, alice.account);
    world.block();
  }
  expect(world.header().count).toBe(BigInt(COIN_BLOCKS));
  const all = world.store({ keepsAll: true });
  await all.hear(...world.blocks);
  seed = all.history;
});

/** A node that keeps Bob's coins from now on, and neighbours of which each answers in its way. */
async function setUp(neighbours: Record<string, Answer>, seeds: readonly string[] = []) {
  const { clock } = createTestNetwork();
  const { store, history } = world.store({ keepsAll: false });
  await store.watch(bob.account);
  const asked: string[] = [];
  const blamed: string[] = [];
  const failed: unknown[] = [];
  const network = {
    peers: () => Object.keys(neighbours).map((id) => ({ id, seed: seeds.includes(id) })),
    penalise: (peer: string, reason: string) => blamed.push(`${peer}: ${reason}`),
    async request(peer: string, protocol: string, data: Uint8Array) {
      expect(protocol).toBe('coin-history');
      asked.push(peer);
      const request = historyRequestFromBytes(data);
      assert(request.kind === 'range', 'only ranges are asked for');
      return bytesFromHistory(neighbours[peer]?.(await seed.entriesOf(request), request) ?? []);
    },
  } as unknown as Network;
  const learner = createHistoryLearner({
    ...{ store, clock, ask: createAskPeers({ network, clock }) },
    coinsOf: (account) => {
      const coin = world.coin(SLOT);
      return coin && coin.owner === account ? [coin] : [];
    },
    coinBlocks: () => world.header().count,
    leafRootAt: history.leafRootAt,
    digestOf: (transfer) => digestOfCoinTransfer(world.domain, transfer),
    breathe: async () => {},
    onFailure: (thrown) => failed.push(thrown),
  });
  return {
    ...{ history, learner, asked, blamed, failed },
    /** Asks once and waits for what comes of it. */
    async learn() {
      learner.consider();
      for (let step = 0; step < 20; step++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await clock.advance(1_000);
      }
      return store.wholeTo(SLOT, 0n);
    },
  };
}

describe('a history from before the coin was kept here', () => {
  it('is learned from a seed in as many questions as it takes, and proves every coin block', async () => {
    const { learn, history, asked } = await setUp({ ann: honest });
    expect(await learn()).toBe(BigInt(COIN_BLOCKS));
    expect(asked).toEqual(['ann', 'ann']);
    for (let n = 1n; n <= COIN_BLOCKS; n++) {
      const proof = await history.slotProofAt(SLOT, n);
      const leaf = (await history.transferAt(SLOT, n))?.digest ?? ZERO_HASH;
      expect(proof && rootFromProof(leaf, SLOT, SLOT_DEPTH, proof)).toBe(history.leafRootAt(n));
    }
    expect(await history.transfersOf(SLOT)).toEqual(await seed.transfersOf(SLOT));
  });

  it('is not asked for again once it is whole', async () => {
    const { learn, asked } = await setUp({ ann: honest });
    await learn();
    await learn();
    expect(asked).toHaveLength(2);
  });

  it('is asked of seeds first', async () => {
    const { learn, asked } = await setUp({ tab: honest, other: honest, ann: honest }, ['ann']);
    await learn();
    expect(asked).toEqual(['ann', 'ann']);
  });

  it('comes from the next neighbour when one has none of it, and later when nobody has', async () => {
    let none = true;
    const { learn, blamed } = await setUp({
      ann: () => [],
      ben: (entries) => (none ? [] : entries),
    });
    expect(await learn()).toBe(0n);
    none = false;
    expect(await learn()).toBe(BigInt(COIN_BLOCKS));
    expect(blamed).toEqual([]);
  });

  it('is asked for by one run at a time, and by none after the end', async () => {
    const { learn, learner, asked } = await setUp({ ann: honest });
    learner.consider();
    learner.consider();
    learner.stop();
    await learn();
    expect(asked.length).toBeLessThanOrEqual(1);
  });
});

/** Of the same account, with a v of 0 or 1. */
const odd = (signature: Hex): Hex =>
  `${signature.slice(0, -2)}${signature.endsWith('1b') ? '00' : '01'}` as Hex;

describe('a lie about a history', () => {
  const changed = (change: (entry: HistoryEntry) => HistoryEntry): Answer => {
    return (entries, { from }) =>
      entries.map((entry, i) => (from + BigInt(i) === 3n ? change(entry) : entry));
  };
  const moved = (change: (told: NonNullable<HistoryEntry['transfer']>) => object): Answer =>
    changed(({ proof, transfer }) => {
      assert(transfer !== undefined, 'the coin moved here');
      return { proof, transfer: { ...transfer, ...change(transfer) } };
    });
  const lies: [string, Answer][] = [
    ['that hides a transfer', changed(({ proof }) => ({ proof }))],
    ['of another proof', changed(({ transfer }) => ({ ...{ proof: NOTHING }, ...{ transfer } }))],
    ['of another digest', moved(() => ({ digest: `0x${'ab'.repeat(32)}` }))],
    [
      'of another recipient under the right digest',
      moved(({ transfer }) => ({ transfer: { ...transfer, to: alice.account } })),
    ],
    ['of another slot', moved(({ transfer }) => ({ transfer: { ...transfer, slot: OTHER } }))],
    ['of another coin block', moved(() => ({ coinBlock: 4n }))],
    [
      'of a signature by somebody else',
      moved(({ digest }) => ({ signature: signDigest(bob, digest) })),
    ],
    [
      'of a signature that no contract takes',
      moved(({ signature }) => ({ signature: odd(signature) })),
    ],
    ['of a signature that is none', moved(() => ({ signature: `0x${'00'.repeat(65)}` }))],
    ['of more than was asked for', (entries, { count }) => padded(entries, count + 1)],
    ['that begins elsewhere', (entries) => entries.slice(1)],
  ];

  it.each(lies)('%s costs its teller, and the next is asked', async (_, lie) => {
    const { learn, history, blamed, failed } = await setUp({ mallory: lie, ann: honest });
    expect(await learn()).toBe(BigInt(COIN_BLOCKS));
    expect(await history.transfersOf(SLOT)).toEqual(await seed.transfersOf(SLOT));
    expect(blamed.length).toBeGreaterThan(0);
    expect(blamed.every((each) => each.startsWith('mallory: '))).toBe(true);
    expect(failed).toEqual([]);
  });
});

it('an answer with more entries than may be asked for is no answer', async () => {
  const [entry] = await seed.entriesOf({ slot: SLOT, from: 1n, count: 1 });
  const many = Array.from({ length: MAX_REQUEST_ITEMS + 1 }, () => entry as HistoryEntry);
  expect(historyFromBytes(bytesFromHistory(many.slice(1)))).toEqual(many.slice(1));
  expect(() => historyFromBytes(bytesFromHistory(many))).toThrowError(/items/);
});

const NOTHING = { bitmap: 0n, siblings: [] as Hash[] };

function padded(entries: HistoryEntry[], length: number): HistoryEntry[] {
  return Array.from({ length }, (_, i) => entries[i] ?? (entries[0] as HistoryEntry));
}
