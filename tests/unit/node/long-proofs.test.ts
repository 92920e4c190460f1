import { describe, expect, it } from 'vitest';
import { type Block, bodyRootOf, bytesFromBlock, hashOfBlock } from '../../../lib/chain/block.ts';
import { hashOfHeader } from '../../../lib/chain/header.ts';
import { FINALIZE, NOTARIZE } from '../../../lib/chain/statement.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type { EpochConfig } from '../../../lib/consensus/types.ts';
import {
  MAX_BLOCK_BYTES,
  MAX_MESSAGE_BYTES,
  MAX_REQUEST_ITEMS,
  MAX_TRANSACTION_BYTES,
} from '../../../lib/core/limits.ts';
import { createBlockStore } from '../../../lib/node/block-store/block-store.ts';
import { createVerifiedCertificates } from '../../../lib/node/consensus/verified-certificates.ts';
import type { Bodies } from '../../../lib/node/gossip/bodies.ts';
import { createRequestHandlers } from '../../../lib/node/peers/serve-requests.ts';
import {
  type BlocksRequest,
  blockRangeFromBytes,
  bytesFromBlocksRequest,
} from '../../../lib/node/peers/wire.ts';
import { verifyRange } from '../../../lib/node/sync/verify-range.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

/** Transactions of which a block of so many bytes is made. */
function filler(bytes: number): Uint8Array[] {
  const list: Uint8Array[] = [];
  for (let left = bytes; left > 0; ) {
    const size = Math.min(left, MAX_TRANSACTION_BYTES);
    list.push(new Uint8Array(size - 3).fill(7));
    left -= size;
  }
  return list;
}

/** A server of maximal blocks, then empty ones; only the last is final by itself. */
async function serverOf(maximal: number, empty: number) {
  const net = createTestNetwork();
  const forged = forgeChain(net.file);
  const { block: first } = await forged.grow();
  const blocks: Block[] = [];
  let parentHash = hashOfHeader(forged.chain.root.header);
  const overhead = bytesFromBlock(first).length + 8;
  for (let i = 0; i < maximal + empty; i++) {
    const transactions = i < maximal ? filler(MAX_BLOCK_BYTES - overhead) : [];
    const body = { ...first.body, transactions };
    const height = BigInt(i + 1);
    const header = {
      ...first.header,
      ...{ height, view: height, parentHash, bodyRoot: bodyRootOf(body) },
    };
    blocks.push({ header, body });
    parentHash = hashOfHeader(header);
  }
  const disk = createMemoryStorage();
  const open = () =>
    createBlockStore({ archive: true })({
      storage: disk,
      breathe: async () => {},
      wallMs: () => 0,
      accountsOf: () => [],
    });
  await open().commit(
    blocks.map((block, i) => ({
      block,
      certificate: forged.certify(
        i === blocks.length - 1 ? FINALIZE : NOTARIZE,
        block.header.view,
        hashOfBlock(block),
      ),
      diff: [],
      receipts: Uint8Array.of(0xc0),
      transactions: [],
    })),
  );
  const reads: string[] = [];
  // Opened anew, so that nothing is remembered and every read is seen.
  const store = open();
  const handlers = createRequestHandlers({
    clock: net.clock,
    store: {
      ...store,
      blockAt(height) {
        reads.push('block');
        return store.blockAt(height);
      },
      headerAt(height) {
        reads.push('header');
        return store.headerAt(height);
      },
    },
    bodies: {} as Bodies,
    histories: { entriesOf: async () => [], checkpointFor: async () => undefined },
    state: () => ({}) as EngineState,
    stateOf: () => undefined,
    settled: async () => {},
    onStatus: () => {},
    onDirect: async () => true,
    penalise: () => {},
  });
  const ask = async (request: BlocksRequest) => {
    const answer = await handlers.blocks('peer', bytesFromBlocksRequest(request));
    expect(answer.length).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    return blockRangeFromBytes(answer);
  };
  const config = {
    genesisHash: forged.chain.genesisHash,
    epoch: 0n,
    committee: net.file.genesis.committee,
  } as unknown as EpochConfig;
  const certificates = createVerifiedCertificates(config, createFakeSignatures());
  return { net, forged, blocks, reads, ask, certificates };
}

describe('a server of blocks', () => {
  it('reads no more than twice what is asked for', async () => {
    const { ask, reads } = await serverOf(0, 200);
    await ask({ kind: 'range', from: 1n, count: 1 });
    expect(reads).toEqual(['block', 'header']);
    reads.length = 0;
    await ask({ kind: 'headers', from: 1n, count: MAX_REQUEST_ITEMS });
    expect(reads.length).toBe(MAX_REQUEST_ITEMS);
  });

  it('can send and prove maximal blocks that a far later one made final', async () => {
    const { ask, blocks, forged, certificates } = await serverOf(3, 150);
    expect(bytesFromBlock(blocks[0] as Block).length).toBeGreaterThan(MAX_BLOCK_BYTES - 16);
    expect(bytesFromBlock(blocks[0] as Block).length).toBeLessThanOrEqual(MAX_BLOCK_BYTES);
    let parent = forged.chain.root.header;
    for (let from = 1n; from <= BigInt(blocks.length); ) {
      const range = await ask({ kind: 'range', from, count: MAX_REQUEST_ITEMS });
      let { finalization } = range;
      const headers = [...range.headers];
      while (!finalization) {
        const next = from + BigInt(range.blocks.length + headers.length);
        const more = await ask({ kind: 'headers', from: next, count: MAX_REQUEST_ITEMS });
        headers.push(...more.headers);
        finalization = more.finalization;
      }
      const proven = { blocks: range.blocks, headers, finalization };
      expect(await verifyRange(proven, parent, certificates)).toBeDefined();
      parent = (range.blocks.at(-1) as Block).header;
      from += BigInt(range.blocks.length);
    }
  });
});

describe('a late node', () => {
  it('catches up with a run of 700 blocks of which only the last is final by itself', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 700; i++) await forged.grow();
    const archive = net.add('archive', { disk: await forged.disk(700) });
    const late = net.add('late');
    await Promise.all([archive.node.start(), late.node.start()]);
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 700n);
    expect((await statusOf(late)).stateRoot).toBe(forged.blocks.at(-1)?.block.header.stateRoot);
  });
});
