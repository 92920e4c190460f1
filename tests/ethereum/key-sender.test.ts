import { parseEther, parseGwei, parseTransaction, type TransactionSerializedEIP1559 } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../lib/core/bytes.ts';
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
