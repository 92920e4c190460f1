import { parseEther, parseGwei, parseTransaction, type TransactionSerializedEIP1559 } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Address } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { MAX_PRICE_RAISES, PRICE_PATIENCE_BLOCKS } from '../../lib/core/limits.ts';
import { createKeySender } from '../../lib/platform/ethereum/create-key-sender.ts';
import type { EthereumRequest } from '../../lib/platform/ethereum/ethereum-request.ts';
import { createHttpRequest } from '../../lib/platform/ethereum/http-request.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { type Ethereum, startEthereum, testSecret } from './support/ethereum.ts';

// An endpoint that takes every transaction and never passes one on, before a real Ethereum.

const BLOCK_MS = 20;
const MOST_WEI = parseGwei('100');
const call = { to: `0x${'ab'.repeat(20)}` as Address, data: '0x', valueWei: 1n } as const;

let ethereum: Ethereum;
let sent: { atMs: number; nonce: number; feeWei: bigint; tipWei: bigint }[];
let passOn: boolean;

beforeAll(async () => {
  ethereum = await startEthereum();
});
beforeEach(() => {
  sent = [];
  passOn = false;
});
afterAll(() => ethereum.stop());

function sender(from: number) {
  const real = createHttpRequest(ethereum.url);
  const request: EthereumRequest = async (asked) => {
    if (asked.method !== 'eth_sendRawTransaction') return real(asked);
    const signed = asked.params[0] as TransactionSerializedEIP1559;
    const { nonce = 0, maxFeePerGas = 0n, maxPriorityFeePerGas = 0n } = parseTransaction(signed);
    const price = { feeWei: maxFeePerGas, tipWei: maxPriorityFeePerGas };
    sent.push({ atMs: performance.now(), nonce, ...price });
    return passOn ? real(asked) : `0x${sent.length.toString(16).padStart(64, '0')}`;
  };
  const secret = testSecret(from);
  return createKeySender({ secret, chainId: 31_337n, requests: [request], blockMs: BLOCK_MS })({
    clock: createSystemClock(),
  });
}

describe('a transaction that nobody mines', () => {
  it('is sent again at a price an eighth higher, so often, and never beyond what is allowed', async () => {
    const sending = sender(1).send(call, { mostGasPriceWei: MOST_WEI });
    await expect(sending).rejects.toMatchObject({ code: 'ethereum-sender/not-mined' });
    expect(sent).toHaveLength(MAX_PRICE_RAISES + 1);
    expect(new Set(sent.map(({ nonce }) => nonce)), 'only one can be mined').toEqual(new Set([0]));
    for (const [i, { feeWei, tipWei, atMs }] of sent.entries()) {
      const before = sent[i - 1];
      if (!before) continue;
      const raised = (before.feeWei * 9n) / 8n + 1n;
      expect(feeWei).toBe(raised < MOST_WEI ? raised : MOST_WEI);
      expect(tipWei).toBeLessThanOrEqual(feeWei);
      expect(atMs - before.atMs).toBeGreaterThanOrEqual(PRICE_PATIENCE_BLOCKS * BLOCK_MS - 1);
    }
  });

  it('costs no more than allowed however often its price is raised', async () => {
    const { baseFeePerGas } = await ethereum.client.getBlock();
    const mostGasPriceWei = (baseFeePerGas ?? 0n) + parseGwei('3');
    const sending = sender(2).send(call, { mostGasPriceWei });
    await expect(sending).rejects.toMatchObject({ code: 'ethereum-sender/not-mined' });
    expect(sent.at(-1)?.feeWei).toBe(mostGasPriceWei);
    expect(sent.every(({ feeWei }) => feeWei <= mostGasPriceWei)).toBe(true);
  });

  it('leaves its place to the next, which is mined and paid once', async () => {
    const by = sender(3);
    const before = await by.balanceWei();
    const first = by.send(call, { mostGasPriceWei: MOST_WEI });
    const second = by.send({ ...call, valueWei: parseEther('2') }, { mostGasPriceWei: MOST_WEI });
    await expect(first).rejects.toMatchObject({ code: 'ethereum-sender/not-mined' });
    passOn = true;
    const { succeeded, feeWei } = await second;
    expect(succeeded).toBe(true);
    expect(before - (await by.balanceWei())).toBe(parseEther('2') + feeWei);
    expect(sent.at(-1)?.nonce).toBe(0);
  });
});

describe('an endpoint that lies', () => {
  // Which endpoint begins is drawn: so often that the lying one does.
  const times = Array.from({ length: 12 }, (_, i) => i);
  const honest: EthereumRequest = (asked) => createHttpRequest(ethereum.url)(asked);
  const lying =
    (method: string, lie: () => unknown): EthereumRequest =>
    async (asked) =>
      asked.method === method ? lie() : honest(asked);
  const reverted = () => {
    throw { code: 3, message: 'execution reverted' };
  };
  const cut = () => {
    throw new WeftError('ethereum/unreachable', 'nobody is there');
  };
  const by = (...requests: EthereumRequest[]) =>
    createKeySender({ secret: testSecret(4), chainId: 31_337n, requests, blockMs: BLOCK_MS })({
      clock: createSystemClock(),
    });
  const send = (...requests: EthereumRequest[]) =>
    by(...requests).send(call, { mostGasPriceWei: MOST_WEI });

  it.each([
    ['that a call would be refused', 'eth_estimateGas', reverted],
    ['of a price that nobody would pay', 'eth_maxPriorityFeePerGas', () => '0xffffffffffffff'],
    ['that the account is empty', 'eth_getBalance', () => '0x0'],
    ['about what it was sent', 'eth_sendRawTransaction', () => `0x${'12'.repeat(32)}`],
    ['that nothing is mined', 'eth_getTransactionReceipt', () => null],
  ])('%s keeps no transaction from being mined', async (_, method, lie) => {
    for (const _ of times) {
      const { succeeded, hash } = await send(lying(method, lie), honest);
      expect(succeeded).toBe(true);
      expect((await ethereum.client.getTransactionReceipt({ hash })).status).toBe('success');
    }
  });

  it('is not believed that a call is refused while another cannot be asked', async () => {
    for (const _ of times) {
      const sending = send(lying('eth_estimateGas', reverted), cut);
      await expect(sending).rejects.toMatchObject({ code: 'ethereum/unreachable' });
    }
  });

  it('is believed when all say the same', async () => {
    const refusing = lying('eth_estimateGas', reverted);
    await expect(send(refusing, refusing)).rejects.toMatchObject({
      code: 'ethereum-sender/refused',
    });
  });

  it('about the place of a transaction costs one that is never mined, and not the next', async () => {
    const sender = by(
      lying('eth_getTransactionCount', () => '0x0'),
      honest,
    );
    const isMined = async () => {
      const sending = sender.send(call, { mostGasPriceWei: MOST_WEI });
      return (await sending.catch(() => undefined))?.succeeded;
    };
    await vi.waitUntil(isMined, { timeout: 30_000 });
  });
});
