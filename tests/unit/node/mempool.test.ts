import { describe, expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { bytesFromHex, type Hash, type Hex } from '../../../lib/core/bytes.ts';
import {
  MAX_LIST_TRANSACTION_BYTES,
  MAX_VALID_AHEAD_MS,
  PARKED_TRANSACTION_MS,
} from '../../../lib/core/limits.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createRecoverSenders } from '../../../lib/node/execution/recover-senders.ts';
import { createMempool } from '../../../lib/node/mempool/mempool.ts';
import { MEMPOOL_LIMITS } from '../../../lib/node/mempool/mempool-limits.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { COIN, createTestNetwork, type Transfer } from './support/test-network.ts';

function setUp(limits: Partial<typeof MEMPOOL_LIMITS> = {}) {
  // Without deposits, what is left of a fee above its base is tip.
  const net = createTestNetwork(undefined, { keyDepositWei: 0n });
  const chain = createChain(net.file.genesis, modules);
  const mempool = createMempool({ ...MEMPOOL_LIMITS, ...limits })({
    chain,
    clock: net.clock,
    finalTree: () => chain.root.tree,
    recoverSenders: createRecoverSenders(chain, createFakeSignatures(), async () => undefined),
    onChange: () => {},
  });
  const add = ({ envelope }: Transfer) => mempool.add(bytesFromHex(envelope), false);
  const order = () => [...mempool.candidates(chain.root.tree)].map(({ hash }) => hash);
  return { net, chain, mempool, add, order };
}

/** A transfer's 250 units at the price of genesis. */
const BASE_WEI = 250n * 10n ** 9n;

const failure = (code: string) => expect.objectContaining({ code });

describe('the order of the mempool', () => {
  it('is by tip per unit, then by arrival, and by nonce within an account', async () => {
    const { net, add, order } = setUp();
    const low = net.transfer(0, { feeMax: BASE_WEI });
    const first = net.transfer(1, { feeMax: 2n * BASE_WEI });
    const second = net.transfer(2, { feeMax: 2n * BASE_WEI });
    const next = net.transfer(1, { nonce: 1n, feeMax: BASE_WEI + 1n });
    for (const transfer of [low, next, second, first]) await add(transfer);
    const expected = [second, first, next, low];
    expect(order()).toEqual(expected.map(({ hash }) => hash));
  });
});

describe('bounds of the mempool', () => {
  it('holds a bounded number, and gives up the worst paid for a better one', async () => {
    const { net, mempool, add } = setUp({ transactions: 3 });
    const cheap = net.transfer(0, { feeMax: BASE_WEI + 1n });
    await add(cheap);
    await add(net.transfer(1, { feeMax: BASE_WEI + 3n }));
    await add(net.transfer(2, { feeMax: BASE_WEI + 3n }));
    await expect(add(net.transfer(3, { feeMax: BASE_WEI + 1n }))).rejects.toEqual(
      failure('mempool/full'),
    );
    await add(net.transfer(3, { feeMax: BASE_WEI + 2n }));
    expect(mempool.size()).toBe(3);
    expect(mempool.dropped(cheap.hash)?.status).toBe('replaced');
  });

  it('gives up what waits for a gap first, however well it pays', async () => {
    const { net, mempool, add } = setUp({ transactions: 2 });
    const parked = net.transfer(0, { nonce: 5n });
    await add(parked);
    await add(net.transfer(1));
    await expect(add(net.transfer(2, { nonce: 5n }))).rejects.toEqual(failure('mempool/full'));
    await add(net.transfer(2, { feeMax: BASE_WEI + 1n }));
    expect(mempool.size()).toBe(2);
    expect(mempool.dropped(parked.hash)?.status).toBe('replaced');
  });

  it('holds a bounded number of bytes', async () => {
    const { net, mempool, add } = setUp({ bytes: 400 });
    await add(net.transfer(0));
    await add(net.transfer(1));
    await expect(add(net.transfer(2))).rejects.toEqual(failure('mempool/full'));
    expect(mempool.size()).toBe(2);
  });

  it('holds a bounded number of an account', async () => {
    const { net, add } = setUp({ perAccount: 2 });
    await add(net.transfer(0));
    await add(net.transfer(0, { nonce: 1n }));
    await expect(add(net.transfer(0, { nonce: 2n }))).rejects.toEqual(
      failure('mempool/account-full'),
    );
  });

  it('holds a bounded number of bytes of an account, in whatever it replaces', async () => {
    const first = createTestNetwork().transfer(0);
    const { net, mempool, add } = setUp({ bytesPerAccount: bytesFromHex(first.envelope).length });
    await add(net.transfer(0));
    await expect(add(net.transfer(0, { nonce: 1n }))).rejects.toEqual(
      failure('mempool/account-full'),
    );
    await add(net.transfer(1));
    expect(mempool.size()).toBe(2);
  });
});

describe('what left without being included', () => {
  const sizeBytes = bytesFromHex(createTestNetwork().transfer(0).envelope).length;

  it.each([
    ['of a bounded number', { drops: 2 }],
    ['of a bounded number of bytes', { dropBytes: 2 * sizeBytes }],
  ])('is remembered, the newest %s', async (_, limits) => {
    const { net, mempool, add } = setUp(limits);
    const gone: Hash[] = [];
    for (const from of [0, 1, 2]) {
      const transfer = net.transfer(from, { validUntilMs: net.clock.wallMs() + 1_000 });
      await add(transfer);
      await net.clock.advanceAsync(1_001);
      mempool.revalidate([]);
      gone.push(transfer.hash);
    }
    expect(gone.map((hash) => mempool.dropped(hash)?.status)).toEqual([
      undefined,
      'expired',
      'expired',
    ]);
  });
});

describe('a replacement', () => {
  it('must offer a tenth more', async () => {
    const { net, mempool, add, order } = setUp();
    const old = net.transfer(0, { feeMax: COIN / 100n });
    await add(old);
    const meagre = net.transfer(0, { feeMax: ((COIN / 100n) * 109n) / 100n });
    await expect(add(meagre)).rejects.toEqual(failure('mempool/underpriced-replacement'));
    const better = net.transfer(0, { feeMax: ((COIN / 100n) * 110n) / 100n });
    await add(better);
    expect(order()).toEqual([better.hash]);
    expect(mempool.dropped(old.hash)?.status).toBe('replaced');
  });
});

describe('a gap in nonces', () => {
  it('parks what follows it for a minute', async () => {
    const { net, mempool, add, order } = setUp();
    const later = net.transfer(0, { nonce: 1n });
    expect(await add(later)).toEqual({ hash: later.hash, parked: true });
    expect(order()).toEqual([]);
    await net.clock.advanceAsync(PARKED_TRANSACTION_MS - 1);
    mempool.revalidate([]);
    expect(mempool.size()).toBe(1);
    await net.clock.advanceAsync(1);
    mempool.revalidate([]);
    expect(mempool.size()).toBe(0);
    expect(mempool.dropped(later.hash)?.status).toBe('expired');
  });

  it('is closed by the missing one', async () => {
    const { net, add, order } = setUp();
    const later = net.transfer(0, { nonce: 1n });
    const first = net.transfer(0);
    await add(later);
    await add(first);
    expect(order()).toEqual([first.hash, later.hash]);
  });
});

describe('what is never accepted', () => {
  const refusals: [string, (net: ReturnType<typeof createTestNetwork>) => Hex, string][] = [
    ['a wrong signature', (net) => forged(net.transfer(0).envelope), 'transaction/wrong-signature'],
    ['garbage', () => '0x01c0ffee', 'codec/malformed'],
    ['another envelope', () => '0x03c0', 'transaction/unsupported-envelope'],
    [
      'too many bytes',
      () => `0x01${'00'.repeat(MAX_LIST_TRANSACTION_BYTES)}`,
      'transaction/too-large',
    ],
    [
      'one whose time is over',
      (net) => net.transfer(0, { validUntilMs: net.clock.wallMs() - 1 }).envelope,
      'transaction/expired',
    ],
    [
      'one that is valid for too long',
      (net) => {
        const validUntilMs = net.clock.wallMs() + MAX_VALID_AHEAD_MS + 1;
        return net.transfer(0, { validUntilMs }).envelope;
      },
      'transaction/valid-too-long',
    ],
    ['one that cannot pay', (net) => net.transfer(50).envelope, 'transaction/cannot-pay'],
    [
      'a fee below the price',
      (net) => net.transfer(0, { feeMax: 1n }).envelope,
      'transaction/fee-too-low',
    ],
  ];

  it.each(refusals)('%s', async (_, envelopeOf, code) => {
    const { net, mempool } = setUp();
    await expect(mempool.add(bytesFromHex(envelopeOf(net)), false)).rejects.toEqual(failure(code));
    expect(mempool.size()).toBe(0);
  });

  it('the same transaction twice', async () => {
    const { net, add } = setUp();
    await add(net.transfer(0));
    await expect(add(net.transfer(0))).rejects.toEqual(failure('mempool/known'));
  });
});

describe('time', () => {
  it('ends a waiting transaction', async () => {
    const { net, mempool, add } = setUp();
    const transfer = net.transfer(0, { validUntilMs: net.clock.wallMs() + 1_000 });
    await add(transfer);
    await net.clock.advanceAsync(1_001);
    mempool.revalidate([]);
    expect(mempool.dropped(transfer.hash)?.status).toBe('expired');
  });
});

/** Flips a bit of r, whose bytes come before s and v at the end. */
function forged(envelope: Hex): Hex {
  const bytes = envelope.slice(0, -100);
  const digit = envelope.at(-100) === '0' ? '1' : '0';
  return `${bytes}${digit}${envelope.slice(-99)}` as Hex;
}
