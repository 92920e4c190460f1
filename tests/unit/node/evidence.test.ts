import { describe, expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { attestMessage, FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../../lib/consensus/messages.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createNode } from '../../../lib/node/create-node.ts';
import { METRICS } from '../../../lib/node/metrics/metric-names.ts';
import {
  createFakeSignatures,
  createFakeSigner,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { createTestNetwork, idOf } from './support/test-network.ts';

const LIAR = 'dan';
const ONE: Hash = `0x${'11'.repeat(32)}`;
const TWO: Hash = `0x${'22'.repeat(32)}`;

/** A node that follows, and a validator beside it that says whatever the test wants. */
async function setUp() {
  const { clock, hub, file } = createTestNetwork();
  const counts = new Map<string, number>();
  const increment = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const network = createMemoryNetwork({ id: idOf('eve') })({ hub, clock });
  const node = createNode({ network: file })({
    storage: createMemoryStorage({}),
    network,
    clock,
    signatures: createFakeSignatures(),
    breathe: () => Promise.resolve(),
    metrics: { increment, set: () => {}, observe: () => {} },
  });
  await node.start();
  const liar = createMemoryNetwork({ id: idOf(LIAR) })({ hub, clock });
  await liar.start();
  await clock.advanceAsync(1_000);
  const { genesisHash } = createChain(file.genesis, modules);
  const key = createFakeSigner(LIAR);
  const signer = file.genesis.committee.findIndex(({ blsKey }) => blsKey === key.publicKey);
  const say = async (kind: Vote['statement']['kind'], digest: Hash, isGood = true) => {
    const statement = { kind, epoch: 0n, view: 1n, digest };
    const signature = key.sign(
      attestMessage(genesisHash, { ...statement, view: isGood ? 1n : 2n }),
    );
    const vote = { statement, signer, signature };
    await liar.publish('votes', bytesFromConsensusMessage({ type: 'vote', vote }));
    await clock.advanceAsync(1_000);
  };
  return { say, count: () => counts.get(METRICS.evidence) ?? 0 };
}

describe('two votes that exclude each other', () => {
  it('are evidence when both are signed', async () => {
    const { say, count } = await setUp();
    await say(NOTARIZE, ONE);
    expect(count()).toBe(0);
    await say(NOTARIZE, TWO);
    expect(count()).toBe(1);
  });

  it('are none when a share is bad, and its author is not heard for a while', async () => {
    const { say, count } = await setUp();
    await say(NOTARIZE, ONE);
    await say(NOTARIZE, TWO, false);
    await say(NULLIFY, ZERO_HASH);
    await say(FINALIZE, ONE);
    expect(count()).toBe(0);
  });
});
