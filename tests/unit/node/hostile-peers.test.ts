import { describe, expect, it } from 'vitest';
import { bytesFromBlock } from '../../../lib/chain/block.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { bytesFromPeerStatus, peerStatusFromBytes } from '../../../lib/consensus/messages.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  MAX_PENALTIES,
  MAX_REQUEST_ITEMS,
  MAX_SYNC_SILENCES,
  REQUEST_TIMEOUT_MS,
  STATUS_INTERVAL_MS,
  SYNC_SILENCE_MS,
} from '../../../lib/core/limits.ts';
import { textFromBytes } from '../../../lib/core/utf8.ts';
import { HALT_KEY } from '../../../lib/node/block-store/storage-keys.ts';
import {
  blocksRequestFromBytes,
  bytesFromBlockRange,
  bytesFromCertificates,
} from '../../../lib/node/peers/wire.ts';
import type { Network, Topic } from '../../../lib/node/ports.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { type ForgedChain, forgeChain } from './support/forge-chain.ts';
import { createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

type Net = ReturnType<typeof createTestNetwork>;

/** What a hostile peer answers to a request for blocks from a height on. */
type Answer = (from: bigint) => Promise<Uint8Array>;

const silence = () => new Promise<Uint8Array>(() => undefined);

function honestAnswer(forged: ForgedChain, from: bigint, count = 64): Uint8Array {
  const start = Number(from) - 1;
  const slice = forged.blocks.slice(start, start + count);
  return bytesFromBlockRange({
    blocks: slice.map(({ block }) => bytesFromBlock(block)),
    headers: [],
    finalization: slice.at(-1)?.certificate,
  });
}

async function addHostile(
  net: Net,
  claimedHeight: bigint,
  answer: Answer,
  id = 'mallory',
): Promise<Network> {
  const hostile = createMemoryNetwork({ id })({ hub: net.hub, clock: net.clock });
  const status = () =>
    bytesFromPeerStatus({
      epoch: 0n,
      view: claimedHeight + 1n,
      finalizedHeight: claimedHeight,
      finalizedHash: ZERO_HASH,
      wallMs: net.clock.wallMs(),
    });
  hostile.onRequest('status', async () => status());
  hostile.onRequest('blocks', async (_, data) => {
    const request = blocksRequestFromBytes(data);
    return request.kind === 'range' ? answer(request.from) : Uint8Array.of(0xc0);
  });
  await hostile.start();
  return hostile;
}

async function lateNodeWith(answerOf: (forged: ForgedChain) => Answer) {
  const net = createTestNetwork();
  const forged = forgeChain(net.file);
  for (let i = 0; i < 200; i++) await forged.grow();
  await addHostile(net, 100_000n, answerOf(forged));
  const archive = net.add('archive', { disk: await forged.disk() });
  const late = net.add('late');
  await Promise.all([archive.node.start(), late.node.start()]);
  return { net, forged, late };
}

const TAKES_SHARE_MS = 8_000;

describe('a late node among hostile peers', () => {
  const cases: [string, (forged: ForgedChain) => Answer][] = [
    ['garbage', () => async () => Uint8Array.from({ length: 500 }, (_, i) => (i * 37) & 0xff)],
    ['nothing at all', () => silence],
    ['an empty answer', () => async () => bytesFromBlockRange(NO_BLOCKS)],
    ['other blocks than asked', (forged) => async (from) => honestAnswer(forged, from + 1n)],
    ['more than may be asked', (forged) => async () => honestAnswer(forged, 1n, 65)],
    [
      'blocks without finalization',
      (forged) => async (from) =>
        bytesFromBlockRange({
          ...NO_BLOCKS,
          blocks: forged.blocks
            .slice(Number(from) - 1, Number(from) + 9)
            .map(({ block }) => bytesFromBlock(block)),
        }),
    ],
    [
      'a notarization as proof',
      (forged) => async (from) => {
        const last = forged.blocks[Number(from) - 1];
        if (!last) return bytesFromBlockRange(NO_BLOCKS);
        const { view, digest } = last.certificate.statement;
        return bytesFromBlockRange({
          ...NO_BLOCKS,
          blocks: [bytesFromBlock(last.block)],
          finalization: forged.certify(NOTARIZE, view, digest),
        });
      },
    ],
    [
      'a certificate of too little power',
      (forged) => async (from) => {
        const last = forged.blocks[Number(from) - 1];
        if (!last) return bytesFromBlockRange(NO_BLOCKS);
        const { view, digest } = last.certificate.statement;
        return bytesFromBlockRange({
          ...NO_BLOCKS,
          blocks: [bytesFromBlock(last.block)],
          finalization: forged.certify(FINALIZE, view, digest, [0, 1]),
        });
      },
    ],
    [
      'a certificate with a wrong signature',
      (forged) => async (from) => {
        const last = forged.blocks[Number(from) - 1];
        if (!last) return bytesFromBlockRange(NO_BLOCKS);
        const signature = forged.certify(FINALIZE, 9_999n, last.certificate.statement.digest);
        return bytesFromBlockRange({
          ...NO_BLOCKS,
          blocks: [bytesFromBlock(last.block)],
          finalization: { ...last.certificate, signature: signature.signature },
        });
      },
    ],
    [
      'a body that does not belong to its header',
      (forged) => async (from) => {
        const last = forged.blocks[Number(from) - 1];
        if (!last) return bytesFromBlockRange(NO_BLOCKS);
        const body = { ...last.block.body, receiptsRoot: ZERO_HASH };
        return bytesFromBlockRange({
          ...NO_BLOCKS,
          blocks: [bytesFromBlock({ header: last.block.header, body })],
          finalization: last.certificate,
        });
      },
    ],
  ];

  it.each(cases)('that give it %s catches up from the honest one', async (_, answerOf) => {
    const { net, forged, late } = await lateNodeWith(answerOf);
    const isThere = async () => (await statusOf(late)).finalizedHeight >= 200n;
    await runUntil(net.clock, isThere, TAKES_SHARE_MS);
    expect((await statusOf(late)).stateRoot).toBe(forged.blocks.at(-1)?.block.header.stateRoot);
    expect((await statusOf(late)).problem).toBeUndefined();
  });
});

describe('a supermajority that breaks the rules', () => {
  it('is not followed: a certified block with a wrong state root stops the node', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 10; i++) await forged.grow();
    await forged.grow({ stateRoot: `0x${'13'.repeat(32)}` });
    await addHostile(net, 11n, async (from) => honestAnswer(forged, from));
    const late = net.add('late');
    let halted = '';
    late.node.onHalt((problem) => {
      halted = problem.code;
    });
    await late.node.start();
    await runUntil(net.clock, async () => (await statusOf(late)).phase === 'stopped');
    const status = await statusOf(late);
    expect(status.problem?.code).toBe('sync/final-block-invalid');
    expect(status.finalizedHeight).toBeLessThan(11n);
    expect(halted).toBe('sync/final-block-invalid');
    // What it knew stays with the database, for replay.
    const kept = await late.storage.get('meta', HALT_KEY);
    const { problem, state } = JSON.parse(textFromBytes(kept ?? new Uint8Array()));
    expect(problem.code).toBe(halted);
    expect(state.view).toMatch(/^\d+n$/);
  });
});

describe('a neighbour that claims a view far ahead and answers for its certificates with', () => {
  const cases: [string, (forged: ForgedChain) => Uint8Array][] = [
    ['bytes', () => Uint8Array.of(1, 2, 3)],
    [
      'more than may be asked',
      ({ certify }) =>
        bytesFromCertificates(
          Array.from({ length: MAX_REQUEST_ITEMS + 1 }, (_, i) =>
            certify(NULLIFY, BigInt(i + 1), ZERO_HASH),
          ),
        ),
    ],
    [
      'one of too little power',
      ({ certify }) => bytesFromCertificates([certify(NULLIFY, 49n, ZERO_HASH, [0, 1])]),
    ],
    [
      'a wrong signature among good ones',
      ({ certify }) => {
        const good = [47n, 48n, 49n].map((view) => certify(NULLIFY, view, ZERO_HASH));
        const { signature } = certify(NULLIFY, 9_999n, ZERO_HASH);
        return bytesFromCertificates(good.map((one, i) => (i === 1 ? { ...one, signature } : one)));
      },
    ],
  ];

  it.each(cases)('%s is dropped, and no view is entered', async (_, answerOf) => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    const hostile = await addHostile(net, 0n, async () => bytesFromBlockRange(NO_BLOCKS));
    const views: bigint[] = [];
    hostile.onRequest('status', async (_, data) => {
      const status = peerStatusFromBytes(data);
      views.push(status.view);
      return bytesFromPeerStatus({ ...status, view: 50n });
    });
    let asked = 0;
    hostile.onRequest('certificates', async () => {
      asked++;
      return answerOf(forged);
    });
    const late = net.add('late');
    await late.node.start();
    await runUntil(net.clock, () => views.length > 0 && hostile.peers().length === 0, 300_000);
    expect(asked).toBeGreaterThanOrEqual(MAX_PENALTIES);
    expect(new Set(views)).toEqual(new Set([1n]));
    expect(await statusOf(late)).toMatchObject({ finalizedHeight: 0n });
  });
});

describe('a peer that answers a request for blocks wrongly', () => {
  it('is penalised, and not asked before it says again what it has', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 10; i++) await forged.grow();
    const count = { asked: 0, penalties: 0 };
    await addHostile(net, 10n, async (from) => {
      count.asked++;
      return honestAnswer(forged, from + 1n);
    });
    const penalise = () => count.penalties++;
    const network = (plain: Network) => Object.assign(plain, { penalise });
    await net.add('late', { network }).node.start();
    await net.clock.advanceAsync(STATUS_INTERVAL_MS - 100);
    expect(count).toEqual({ asked: 1, penalties: 1 });
    await net.clock.advanceAsync(STATUS_INTERVAL_MS);
    expect(count).toEqual({ asked: 2, penalties: 2 });
  });
});

describe('a peer that does not answer requests for blocks', () => {
  it.each(['stays', 'comes again'])('but %s is asked again soon', async (what) => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    await forged.grow({ stateRoot: `0x${'13'.repeat(32)}` });
    let isSilent = true;
    const hostile = await addHostile(net, 1n, async (from) =>
      isSilent ? silence() : honestAnswer(forged, from),
    );
    const late = net.add('late');
    await late.node.start();
    await net.clock.advanceAsync((MAX_SYNC_SILENCES + 1) * REQUEST_TIMEOUT_MS + 100);
    isSilent = false;
    if (what === 'comes again') {
      await hostile.stop();
      await hostile.start();
    }
    const isStopped = async () => (await statusOf(late)).phase === 'stopped';
    await runUntil(net.clock, isStopped, REQUEST_TIMEOUT_MS + STATUS_INTERVAL_MS);
    expect((await statusOf(late)).problem?.code).toBe('sync/final-block-invalid');
  });

  it('is asked again while others keep the node asking', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 400; i++) await forged.grow();
    let isSilent = false;
    const archive = await addHostile(net, 400n, async (from) =>
      isSilent ? silence() : honestAnswer(forged, from),
    );
    const late = net.add('late');
    await late.node.start();
    const heightOf = async () => (await statusOf(late)).finalizedHeight;
    await runUntil(net.clock, async () => (await heightOf()) > 0n);
    isSilent = true;
    for (const name of ['eve', 'mel', 'sam']) await addHostile(net, 10_000n, silence, name);
    await net.clock.advanceAsync(2 * REQUEST_TIMEOUT_MS);
    isSilent = false;
    expect(await heightOf()).toBeLessThan(400n);
    expect(archive.peers()).not.toEqual([]);
    await runUntil(net.clock, async () => (await heightOf()) === 400n, 2 * REQUEST_TIMEOUT_MS);
  });

  it('is penalised for all its silences but a few, and one more every so often', async () => {
    const net = createTestNetwork();
    const count = { silences: 0, penalties: 0 };
    await addHostile(net, 100n, async () => {
      await new Promise<void>((resolve) => net.clock.after(REQUEST_TIMEOUT_MS, resolve));
      count.silences++;
      return new Uint8Array();
    });
    const penalise = () => count.penalties++;
    const network = (plain: Network) => Object.assign(plain, { penalise });
    const late = net.add('late', { network });
    await late.node.start();
    await net.clock.advanceAsync(MAX_SYNC_SILENCES * REQUEST_TIMEOUT_MS + 100);
    expect(count).toEqual({ silences: MAX_SYNC_SILENCES, penalties: 0 });
    await net.clock.advanceAsync(REQUEST_TIMEOUT_MS);
    expect(count.penalties).toBe(1);
    await net.clock.advanceAsync(20 * SYNC_SILENCE_MS);
    const forgiven = count.silences - count.penalties - MAX_SYNC_SILENCES;
    expect([20, 21]).toContain(forgiven);
  });
});

describe('a peer that floods topics with garbage', () => {
  it('is dropped, and the chain goes on', async () => {
    const net = createTestNetwork();
    const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
    await Promise.all(nodes.map(({ node }) => node.start()));
    const hostile = await addHostile(net, 0n, async () => new Uint8Array());
    await net.clock.advanceAsync(3_000);
    const topics: Topic[] = ['proposals', 'votes', 'certificates', 'transactions'];
    for (let i = 0; i < 40; i++) {
      const topic = topics[i % topics.length] as Topic;
      await hostile.publish(
        topic,
        Uint8Array.from({ length: 64 }, (_, at) => (at * i) & 0xff),
      );
      await net.clock.advanceAsync(10);
    }
    expect(hostile.peers()).toEqual([]);
    const [first] = nodes;
    const { envelope, hash } = net.transfer(0);
    await first?.node.rpc.handleRequest('send', { envelope });
    await runUntil(net.clock, async () => {
      const view = await first?.node.rpc.handleRequest('transaction', { hash });
      return view?.final === true;
    });
  });
});

const NO_BLOCKS = { blocks: [], headers: [], finalization: undefined };
