import { bls12_381 } from '@noble/curves/bls12-381.js';
import {
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  hexFromBytes,
} from '../../lib/core/bytes.ts';
import { type ComplianceCase, expectEqual, expectRejection } from './compliance-case.ts';
import type { SignaturesSubject } from './signatures-cases.ts';
import { blsSecretOf } from './signatures-subjects.ts';

// Edges of the curves that libraries treat differently: each adapter must refuse them all.

const message = Uint8Array.of(1, 2, 3);
const hex = (...parts: string[]) => `0x${parts.join('')}` as Hex;
const zeros = (bytes: number) => '00'.repeat(bytes);

/** p of BLS12-381, the field of the curve. */
const FIELD =
  '1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab';

/** Encodings of a point at infinity, right and wrong ones. */
const infinities = (bytes: number) => [
  hex('c0', zeros(bytes - 1)),
  hex('c0', zeros(bytes - 2), '01'),
  hex('e0', zeros(bytes - 1)),
  hex('40', zeros(bytes - 1)),
  hex('00', zeros(bytes - 1)),
];

const BAD_KEYS: Hex[] = [
  ...infinities(48),
  /** x = 4 is on the curve, and not in the subgroup. */
  hex('80', zeros(46), '04'),
  /** x = 1 is not on the curve. */
  hex('80', zeros(46), '01'),
  /** x = p, which is 0 in disguise. */
  hex('9a', FIELD.slice(2)),
  hex('ff'.repeat(48)),
];

const BAD_SIGNATURES: Hex[] = [
  ...infinities(96),
  /** x = 2 is on the curve, and not in the subgroup. */
  hex('80', zeros(94), '02'),
  /** x = 1 is not on the curve. */
  hex('80', zeros(94), '01'),
  hex('80', zeros(47), FIELD),
  hex('9a', FIELD.slice(2), zeros(48)),
  hex('ff'.repeat(96)),
];

/** Order n of secp256k1. */
const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
const ORDER_LESS_ONE = `${ORDER.slice(0, -1)}0`;
const HALF_ORDER = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';
const HALF_ORDER_PLUS_ONE = `${HALF_ORDER.slice(0, -1)}1`;
const FIELD_OF_SECP256K1 = 'fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f';
const word = (n: number) => n.toString(16).padStart(64, '0');
const DIGEST: Hash = hex('11'.repeat(32));
/** x = 1 is on secp256k1, x = 5 is not. */
const ON_CURVE = word(1);

/** r, s, v and what is wrong with them. */
const BAD_RECOVERIES: [string, string, string, string][] = [
  [word(0), word(1), '1b', 'r is 0'],
  [ON_CURVE, word(0), '1b', 's is 0'],
  [word(0), word(0), '1b', 'both are 0'],
  [ORDER, word(1), '1b', 'r is n'],
  [FIELD_OF_SECP256K1, word(1), '1b', 'r is p'],
  ['ff'.repeat(32), word(1), '1b', 'r is the largest'],
  [ON_CURVE, ORDER, '1b', 's is n'],
  [ON_CURVE, 'ff'.repeat(32), '1b', 's is the largest'],
  [ON_CURVE, HALF_ORDER_PLUS_ONE, '1b', 's is just in the upper half'],
  [ON_CURVE, ORDER_LESS_ONE, '1c', 's is n - 1'],
  [word(5), word(1), '1b', 'no point has this x'],
  [ON_CURVE, word(1), '02', 'v is 2'],
  [ON_CURVE, word(1), '1a', 'v is 26'],
  [ON_CURVE, word(1), '1d', 'v is 29'],
  [ON_CURVE, word(1), '1e', 'v is 30'],
  [ON_CURVE, word(1), '25', 'v is 37, a chain id inside'],
  [ON_CURVE, word(1), 'ff', 'v is 255'],
];

export const hostileSignaturesCases: ComplianceCase<SignaturesSubject>[] = [
  {
    name: 'refuses keys at infinity, outside the curve or the subgroup, and other spellings',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const signature = sign(message);
      const checks = BAD_KEYS.flatMap((bad) => [
        { keys: [bad], message, signature },
        { keys: [publicKey, bad], message, signature },
      ]);
      const accepted = await acceptedOf(signatures.verifyAggregates(checks), checks);
      expectEqual(accepted, []);
    },
  },
  {
    name: 'refuses signatures at infinity, outside the curve or the subgroup, and other spellings',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const checks = BAD_SIGNATURES.flatMap((signature) => [
        { keys: [publicKey], message, signature },
        { keys: [hex('c0', zeros(47))], message, signature },
      ]);
      expectEqual(await acceptedOf(signatures.verifyAggregates(checks), checks), []);
      for (const bad of BAD_SIGNATURES) {
        await expectRejection('signatures/malformed', signatures.aggregate([sign(message), bad]));
      }
    },
  },
  {
    name: 'refuses a good key or signature with a point of the cofactor added',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const key = bls12_381.G1.Point.fromBytes(bytesFromHex(publicKey));
      const signature = bls12_381.G2.Point.fromBytes(bytesFromHex(sign(message)));
      const twistedKey = compressed(key.add(cofactorPointOfG1()).toAffine());
      const twistedSignature = compressedG2(signature.add(cofactorPointOfG2()));
      const strayKey = compressed(cofactorPointOfG1().toAffine());
      const checks = [
        { keys: [publicKey], message, signature: sign(message) },
        { keys: [twistedKey], message, signature: sign(message) },
        { keys: [publicKey, strayKey], message, signature: sign(message) },
        { keys: [publicKey], message, signature: twistedSignature },
      ];
      const results = await signatures.verifyAggregates(checks);
      expectEqual(results, [true, false, false, false]);
      await expectRejection('signatures/malformed', signatures.aggregate([twistedSignature]));
    },
  },
  {
    name: 'adds points outside the subgroup only to a sum inside',
    async run({ signatures, signer }) {
      const signers = [signer(1), signer(2)];
      const shares = signers.map(({ sign }) => sign(message));
      const stray = cofactorPointOfG2();
      const [first, second] = shares.map((share, index) => {
        const point = bls12_381.G2.Point.fromBytes(bytesFromHex(share));
        return compressedG2(point.add(index === 0 ? stray : stray.negate()));
      }) as [Hex, Hex];
      const sum = await signatures.aggregate([first, second]);
      expectEqual(sum, await signatures.aggregate(shares));
      const keys = signers.map(({ publicKey }) => publicKey);
      expectEqual(await signatures.verifyAggregates([{ keys, message, signature: sum }]), [true]);
      for (const parts of [[first], [second], [first, ...shares], [first, first]]) {
        await expectRejection('signatures/malformed', signatures.aggregate(parts));
      }
    },
  },
  {
    name: 'refuses keys that cancel each other',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const keys = [publicKey, negated(publicKey)];
      const checks = [sign(message), infinities(96)[0] as Hex].map((signature) => ({
        keys,
        message,
        signature,
      }));
      expectEqual(await signatures.verifyAggregates(checks), [false, false]);
    },
  },
  {
    name: 'refuses proofs of possession of keys and by points outside the subgroup',
    async run({ signatures, signer, prove }) {
      const named = { genesisHash: DIGEST, account: hex('aa'.repeat(20)) };
      const { publicKey } = signer(1);
      const point = bls12_381.G1.Point.fromBytes(bytesFromHex(publicKey));
      const { x, y } = point.add(cofactorPointOfG1()).toAffine();
      const respelled = compressed({ x, y });
      const proof = proofBy(1, { ...named, blsKey: respelled });
      expectEqual(proofBy(1, { ...named, blsKey: publicKey }), prove(1, named));
      const claims = [
        { ...named, blsKey: respelled, proof },
        ...BAD_KEYS.map((blsKey) => ({ ...named, blsKey, proof: prove(1, named) })),
        ...BAD_SIGNATURES.map((bad) => ({ ...named, blsKey: publicKey, proof: bad })),
      ];
      const results = await signatures.verifyPossessions(claims);
      expectEqual(
        results,
        claims.map(() => false),
      );
    },
  },
  {
    name: 'refuses the negative of a signature',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const check = { keys: [publicKey], message, signature: negated(sign(message)) };
      expectEqual(await signatures.verifyAggregates([check]), [false]);
    },
  },
  {
    name: 'recovers nobody from r, s or v out of range, and refuses high s (EIP-2)',
    async run({ signatures }) {
      const items = BAD_RECOVERIES.map(([r, s, v]) => ({
        digest: DIGEST,
        signature: hex(r, s, v),
      }));
      const recovered = await signatures.recoverAddresses(items);
      const wrong = BAD_RECOVERIES.filter((_, i) => recovered[i] !== undefined);
      expectEqual(
        wrong.map(([, , , why]) => why),
        [],
      );
    },
  },
  {
    name: 'refuses the mirrored signature of a real one',
    async run({ signatures, sign }) {
      const { address, signature } = sign(1, DIGEST);
      const s = BigInt(`0x${ORDER}`) - BigInt(hex(signature.slice(66, 130)));
      const v = signature.endsWith('1b') ? '1c' : '1b';
      const mirrored = hex(signature.slice(2, 66), s.toString(16).padStart(64, '0'), v);
      const items = [signature, mirrored].map((some) => ({ digest: DIGEST, signature: some }));
      expectEqual(await signatures.recoverAddresses(items), [address, undefined]);
    },
  },
  {
    name: 'recovers at the edges that are allowed',
    async run({ signatures, sign }) {
      const { address, signature } = sign(1, DIGEST);
      const bare = hex(signature.slice(2, 130), signature.endsWith('1b') ? '00' : '01');
      const items = [bare, hex(ON_CURVE, HALF_ORDER, '1b'), hex(ON_CURVE, word(1), '1c')];
      const recovered = await signatures.recoverAddresses(
        items.map((some) => ({ digest: DIGEST, signature: some })),
      );
      expectEqual(recovered[0], address);
      expectEqual(
        recovered.map((one) => one?.length),
        [42, 42, 42],
      );
      const huge = { digest: hex('ff'.repeat(32)), signature: hex(ON_CURVE, word(1), '1b') };
      const zero = { digest: hex(zeros(32)), signature: hex(ON_CURVE, word(1), '1b') };
      const edges = await signatures.recoverAddresses([huge, zero]);
      expectEqual(
        edges.map((one) => one?.length),
        [42, 42],
      );
    },
  },
];

/** A proof whose message names another key than the one its secret belongs to. */
function proofBy(index: number, claim: { blsKey: Hex; genesisHash: Hash; account: Hex }): Hex {
  const parts = [claim.blsKey, claim.genesisHash, claim.account].map(bytesFromHex);
  const scheme = bls12_381.longSignatures;
  const hashed = scheme.hash(concatBytes(...parts), 'BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_');
  return hexFromBytes(scheme.sign(hashed, bytesFromHex(blsSecretOf(index))).toBytes());
}

/**
 * A point whose order divides the cofactor. Pairings do not see it, so without a check of the
 * subgroup anybody could respell a key or a signature.
 */
function cofactorPointOfG1() {
  const { Fp } = bls12_381.fields;
  const point = bls12_381.G1.Point.fromAffine({ x: 4n, y: Fp.sqrt(68n) });
  return point.multiplyUnsafe(bls12_381.fields.Fr.ORDER - 1n).add(point);
}

function cofactorPointOfG2() {
  const { Fp2 } = bls12_381.fields;
  const x = Fp2.fromBigTuple([2n, 0n]);
  const y = Fp2.sqrt(Fp2.add(Fp2.mul(Fp2.sqr(x), x), Fp2.fromBigTuple([4n, 4n])));
  const point = bls12_381.G2.Point.fromAffine({ x, y });
  return point.multiplyUnsafe(bls12_381.fields.Fr.ORDER - 1n).add(point);
}

/** ZCash's encoding, which the library writes only for points of the subgroup. */
function compressed({ x, y }: { x: bigint; y: bigint }): Hex {
  const length = x >> 384n === 0n ? 96 : 192;
  const digits = x.toString(16).padStart(length, '0');
  const isLarger = y > bls12_381.fields.Fp.ORDER / 2n;
  const first = Number.parseInt(digits.slice(0, 2), 16) | (isLarger ? 0xa0 : 0x80);
  return hex(first.toString(16), digits.slice(2));
}

function compressedG2(point: ReturnType<typeof cofactorPointOfG2>): Hex {
  const { x, y } = point.toAffine();
  return compressed({ x: (x.c1 << 384n) | x.c0, y: y.c1 });
}

/** Flips the bit that chooses between the two points of an x. */
function negated(point: Hex): Hex {
  const first = Number.parseInt(point.slice(2, 4), 16) ^ 0x20;
  return hex(first.toString(16), point.slice(4));
}

async function acceptedOf<Check>(results: Promise<boolean[]>, checks: Check[]): Promise<Check[]> {
  const verdicts = await results;
  expectEqual(verdicts.length, checks.length, 'number of results');
  return checks.filter((_, i) => verdicts[i]);
}
