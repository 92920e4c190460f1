import { describe, expect, it } from 'vitest';
import type { Hex } from '../../../lib/core/bytes.ts';
import { SIGNATURE_SLICE_MS } from '../../../lib/core/limits.ts';
import { createNativeSignatures } from '../../../lib/platform/nodejs/native-signatures.ts';
import { createDecodedKeys } from '../../../lib/platform/signatures/decoded-keys.ts';
import { createInlineSignatures } from '../../../lib/platform/signatures/inline-signatures.ts';

describe('signatures in the thread that asks', () => {
  it('breathes between slices, and not without need', async () => {
    let breaths = 0;
    const signatures = createInlineSignatures({
      bls: {
        verifyAggregate: () => true,
        verifyPossession: () => true,
        aggregate: () => '0x',
        createSigner: () => ({ publicKey: '0x', sign: () => '0x' }),
      },
      recover() {
        const untilMs = performance.now() + SIGNATURE_SLICE_MS / 2;
        while (performance.now() < untilMs);
        return undefined;
      },
      breathe: async () => void breaths++,
    });
    const item = { digest: '0x' as Hex, signature: '0x' as Hex };
    await signatures.recoverAddresses([item]);
    expect(breaths).toBe(0);
    await signatures.recoverAddresses(Array.from({ length: 10 }, () => item));
    expect(breaths).toBeGreaterThanOrEqual(4);
  });

  it('leaves the event loop of Node.js alive during a long batch', async () => {
    const signatures = await createNativeSignatures();
    const items = Array.from({ length: 1000 }, (_, i) => ({
      digest: `0x${(i + 1).toString(16).padStart(64, '0')}` as Hex,
      signature: `0x${'1'.padStart(64, '0')}${'1'.padStart(64, '0')}1b` as Hex,
    }));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await signatures.recoverAddresses(items);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('decoded keys', () => {
  it('forget the oldest, decode once, and do not remember rubbish', () => {
    const decoded: Hex[] = [];
    const keys = createDecodedKeys((key) => {
      decoded.push(key);
      return key === '0xff' ? undefined : { key };
    }, 2);
    for (const key of ['0x01', '0x01', '0x02', '0xff', '0xff', '0x02', '0x03', '0x01'] as const) {
      keys(key);
    }
    expect(decoded).toEqual(['0x01', '0x02', '0xff', '0xff', '0x03', '0x01']);
  });
});
