import { p256 } from '@noble/curves/nist.js';
import { bytesFromHex, bytesFromUint, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { isP256Signature, type P256Check } from '../../lib/core/p256.ts';
import vectors from '../conformance/vectors/p256.json';
import { type ComplianceCase, expectEqual } from './compliance-case.ts';
import type { SignaturesSubject } from './signatures-cases.ts';

// Edges of P-256 that libraries treat differently: each adapter must decide them in the same way.

/** Project Wycheproof (Apache 2.0): ecdsa_secp256r1_sha256_p1363_test of testvectors_v1. */
export const P256_VECTORS = vectors.map(({ name, isValid, ...check }) => ({
  name,
  isValid,
  check: {
    publicKey: check.publicKey as Hex,
    message: bytesFromHex(check.message as Hex),
    signature: check.signature as Hex,
  } satisfies P256Check,
}));

const ORDER = p256.Point.Fn.ORDER;
const FIELD = p256.Point.Fp.ORDER;
const HIGHEST = 2n ** 256n - 1n;

/** Standards take a high s, the chain does not: that is the only difference. */
export function isAccepted({ isValid, check }: (typeof P256_VECTORS)[number]): boolean {
  return isValid && isP256Signature(check.signature);
}

export const hostileP256Cases: ComplianceCase<SignaturesSubject>[] = [
  {
    name: 'decides the vectors of Wycheproof as they say, save a high s',
    async run({ signatures }) {
      const verdicts = await signatures.verifyP256(P256_VECTORS.map(({ check }) => check));
      const wrong = P256_VECTORS.filter((vector, i) => verdicts[i] !== isAccepted(vector));
      expectEqual(
        wrong.map(({ name }) => name),
        [],
      );
    },
  },
  {
    name: 'refuses the mirrored signature of a real one',
    async run({ signatures, signBySession }) {
      const { publicKey, signature } = signBySession(1, MESSAGE);
      const mirrored = join(wordOf(signature, 0), ORDER - wordOf(signature, 1));
      const checks = [signature, mirrored].map((some) => checkOf(publicKey, some));
      expectEqual(await signatures.verifyP256(checks), [true, false]);
    },
  },
  {
    name: 'refuses r and s out of range, and the same numbers in another spelling',
    async run({ signatures, signBySession }) {
      const { publicKey, signature } = signBySession(1, MESSAGE);
      const [r, s] = [wordOf(signature, 0), wordOf(signature, 1)];
      const edges = [0n, ORDER, ORDER + 1n, FIELD, HIGHEST];
      const bad = edges.flatMap((edge) => [join(edge, s), join(r, edge), join(edge, edge)]);
      const low = r + ORDER <= HIGHEST ? [join(r + ORDER, s)] : [];
      const checks = [...bad, ...low, join(r, ORDER - 1n), join(r, (ORDER >> 1n) + 1n)];
      const verdicts = await signatures.verifyP256(checks.map((some) => checkOf(publicKey, some)));
      expectEqual(
        verdicts,
        checks.map(() => false),
      );
    },
  },
  {
    name: 'refuses keys that are no point, at infinity, outside the field or in another form',
    async run({ signatures, signBySession }) {
      const { publicKey, signature } = signBySession(1, MESSAGE);
      const { x, y } = p256.Point.fromBytes(bytesFromHex(publicKey)).toAffine();
      const bad = [
        keyOf(x, y === 0n ? 1n : y - 1n),
        keyOf(y, x),
        keyOf(0n, 0n),
        keyOf(HIGHEST, HIGHEST),
        keyOf(FIELD, y),
        keyOf(x, FIELD),
        ...['00', '02', '03', '05', '06', '07'].map((form) => keyOf(x, y, form)),
        hexFromBytes(p256.Point.fromAffine({ x, y }).toBytes(true)),
        '0x00' as Hex,
      ];
      const checks = [...bad, publicKey].map((some) => checkOf(some, signature));
      expectEqual(await signatures.verifyP256(checks), [...bad.map(() => false), true]);
    },
  },
  {
    name: 'does not take the signature of the negative of a key for that of the key',
    async run({ signatures, signBySession }) {
      const { publicKey, signature } = signBySession(1, MESSAGE);
      const { x, y } = p256.Point.fromBytes(bytesFromHex(publicKey)).toAffine();
      const check = checkOf(keyOf(x, FIELD - y), signature);
      expectEqual(await signatures.verifyP256([check]), [false]);
    },
  },
];

const MESSAGE = Uint8Array.of(1, 2, 3);

function checkOf(publicKey: Hex, signature: Hex): P256Check {
  return { publicKey, message: MESSAGE, signature };
}

function wordOf(signature: Hex, index: 0 | 1): bigint {
  return BigInt(`0x${signature.slice(2 + 64 * index, 66 + 64 * index)}`);
}

function join(r: bigint, s: bigint): Hex {
  return hexFromBytes(Uint8Array.of(...bytesFromUint(r, 32), ...bytesFromUint(s, 32)));
}

function keyOf(x: bigint, y: bigint, form = '04'): Hex {
  return `0x${form}${join(x, y).slice(2)}`;
}
