import { describe, expect, it } from 'vitest';
import {
  CHECKPOINT_INTERVAL_MS,
  MOST_BONDS_WEI,
  MOST_GAS_PRICE_WEI,
} from '../../../lib/core/limits.ts';
import { sendingFrom } from '../../../lib/platform/nodejs/sending-options.ts';

describe('what a seed may spend on Ethereum', () => {
  it('is little, unless told', () => {
    expect(sendingFrom({})).toEqual({
      ethereumKeyFile: undefined,
      mostGasPriceWei: MOST_GAS_PRICE_WEI,
      mostBondsWei: MOST_BONDS_WEI,
      checkpointIntervalMs: CHECKPOINT_INTERVAL_MS,
    });
  });

  it('is told in gwei, ether and seconds, with parts of them', () => {
    const told = { 'most-gas-price': '1.5', 'most-bonds': '0.25', 'checkpoint-interval': '30' };
    expect(sendingFrom({ 'ethereum-key': 'key.txt', ...told })).toEqual({
      ethereumKeyFile: 'key.txt',
      mostGasPriceWei: 1_500_000_000n,
      mostBondsWei: 250_000_000_000_000_000n,
      checkpointIntervalMs: 30_000,
    });
  });

  it.each(['0', '-1', '', ' ', 'many', 'Infinity', '1e300', 'NaN'])('is never %j', (text) => {
    for (const option of ['most-gas-price', 'most-bonds', 'checkpoint-interval']) {
      expect(() => sendingFrom({ [option]: text }), option).toThrow(
        expect.objectContaining({ code: 'seed/bad-number', facts: { option } }),
      );
    }
  });
});
