import { p256 } from '@noble/curves/nist.js';
import { afterEach, expect, it, vi } from 'vitest';
import { type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_IMPORTED_P256_KEYS, P256_CHECKS_AT_ONCE } from '../../../lib/core/limits.ts';
import { createP256WebCrypto } from '../../../lib/platform/signatures/p256-webcrypto.ts';

afterEach(() => void vi.restoreAllMocks());

it('imports a key once, and forgets the oldest when there are too many', async () => {
  const imported = vi.spyOn(crypto.subtle, 'importKey');
  const verify = createP256WebCrypto();
  const keys: Hex[] = [];
  let point = p256.Point.BASE;
  for (let index = 0; index <= MAX_IMPORTED_P256_KEYS; index++) {
    keys.push(hexFromBytes(point.toBytes(false)));
    point = point.add(p256.Point.BASE);
  }
  const check = (publicKey: Hex) => ({ publicKey, message: new Uint8Array(1), signature: SOME });
  const known = keys.slice(0, MAX_IMPORTED_P256_KEYS).map(check);
  await verify(known);
  await verify(known);
  expect(imported).toHaveBeenCalledTimes(MAX_IMPORTED_P256_KEYS);
  await verify([check(keys.at(-1) as Hex), check(keys[1] as Hex)]);
  expect(imported).toHaveBeenCalledTimes(MAX_IMPORTED_P256_KEYS + 1);
  await verify([check(keys[0] as Hex)]);
  expect(imported).toHaveBeenCalledTimes(MAX_IMPORTED_P256_KEYS + 2);
});

it('hands over so many at once and no more, and nothing that is malformed', async () => {
  let open = 0;
  let most = 0;
  let asked = 0;
  vi.spyOn(crypto.subtle, 'verify').mockImplementation(async () => {
    asked += 1;
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve));
    open -= 1;
    return true;
  });
  const publicKey = hexFromBytes(p256.Point.BASE.toBytes(false));
  const good = { publicKey, message: new Uint8Array(1), signature: SOME };
  const bad = { ...good, signature: '0x12' as Hex };
  const checks = Array.from({ length: 2 * P256_CHECKS_AT_ONCE }, () => good);
  const verdicts = await createP256WebCrypto()([bad, ...checks]);
  expect(verdicts).toEqual([false, ...checks.map(() => true)]);
  expect([most, asked]).toEqual([P256_CHECKS_AT_ONCE, checks.length]);
});

const SOME: Hex = `0x${'1'.padStart(64, '0')}${'1'.padStart(64, '0')}`;
