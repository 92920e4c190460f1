import { describe, expect, it } from 'vitest';
import { MAX_REMEMBERED_CHECKS } from '../../../lib/core/limits.ts';
import { rememberPassed } from '../../../lib/node/consensus/remember-passed.ts';
import type { AggregateCheck } from '../../../lib/node/ports.ts';
import {
  createFakeSignatures,
  createFakeSigner,
} from '../../../lib/platform/memory/fake-signatures.ts';

const { publicKey, sign } = createFakeSigner('ann');

describe('remembering what passed', () => {
  it('checks once what passed, and again what did not', async () => {
    const { signatures, asked } = counted();
    const good = checkOf(1);
    const bad = { ...good, signature: checkOf(2).signature };
    expect(await signatures.verifyAggregates([good, bad])).toEqual([true, false]);
    expect(await signatures.verifyAggregates([bad, good])).toEqual([false, true]);
    expect(asked).toEqual([2, 1]);
    expect(await signatures.verifyAggregates([good])).toEqual([true]);
    expect(asked).toEqual([2, 1]);
  });

  it('takes nothing for another message, other keys or another signature', async () => {
    const { signatures } = counted();
    const good = checkOf(1);
    const other = createFakeSigner('bob').publicKey;
    await signatures.verifyAggregates([good]);
    const forged = [
      { ...good, message: Uint8Array.of(2) },
      { ...good, keys: [other] },
      { ...good, keys: [publicKey, publicKey] },
      { ...good, signature: checkOf(2).signature },
    ];
    expect(await signatures.verifyAggregates(forged)).toEqual([false, false, false, false]);
  });

  it('forgets the oldest beyond its bound', async () => {
    const { signatures, asked } = counted();
    for (let i = 0; i <= MAX_REMEMBERED_CHECKS; i++)
      await signatures.verifyAggregates([checkOf(i)]);
    const before = asked.length;
    await signatures.verifyAggregates([checkOf(MAX_REMEMBERED_CHECKS)]);
    expect(asked.length).toBe(before);
    await signatures.verifyAggregates([checkOf(0)]);
    expect(asked.length).toBe(before + 1);
  });
});

function checkOf(value: number): AggregateCheck {
  const message = Uint8Array.of(value);
  return { keys: [publicKey], message, signature: sign(message) };
}

function counted() {
  const fake = createFakeSignatures();
  const asked: number[] = [];
  const signatures = rememberPassed({
    ...fake,
    verifyAggregates(checks) {
      asked.push(checks.length);
      return fake.verifyAggregates(checks);
    },
  });
  return { signatures, asked };
}
