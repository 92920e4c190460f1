import fc from 'fast-check';
import { attestMessage } from '../../../lib/chain/statement.ts';
import { uncompressG2 } from '../../../lib/core/bls-point.ts';
import { bytesFromHex, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import type { BlsSigner } from '../../../lib/node/ports.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import { hexOfLength, statement } from '../../unit/chain/arbitraries.ts';
import {
  committeeOf,
  isQuorum,
  keysOf,
  memberIndexes,
  pool,
  powers,
  type Quorum,
  signersIn,
} from './committees.ts';
import {
  G2,
  INFINITY_G2,
  PADDED_INFINITY_G2,
  PRIME,
  paddedFromUncompressed,
  paddedG2,
} from './eip-2537.ts';

/** A message and what is offered as the quorum's signature over it. */
export interface Signed extends Quorum {
  message: Uint8Array;
  /** As the chain writes it; undefined for what it cannot write at all. */
  signature: Hex | undefined;
  /** The same for the precompiles. */
  padded: Hex;
}

const bls = createBlsNative();
const FAULTS = [
  'other message',
  'missing share',
  'negated',
  'infinity',
  'outside the subgroup',
  'flipped bit',
  'not reduced',
  'other length',
] as const;

export const signatures: fc.Arbitrary<Signed> = fc
  .record({ indexes: memberIndexes, statement, genesisHash: hexOfLength(32) })
  .chain(({ indexes, ...signed }) =>
    fc.record({
      indexes: fc.constant(indexes),
      message: fc.constant(attestMessage(signed.genesisHash, signed.statement)),
      ownPowers: fc.array(powers, { minLength: indexes.length, maxLength: indexes.length }),
      signing: fc.subarray(indexes, { minLength: Math.ceil(indexes.length / 2) }),
      fault: fc.oneof({ weight: 2, arbitrary: fc.constant('none') }, fc.constantFrom(...FAULTS)),
      bit: fc.nat(256 * 8 - 1),
    }),
  )
  .map(({ indexes, message, ownPowers, signing, fault, bit }) => {
    const committee = committeeOf(indexes, ownPowers);
    const signers = indexes.reduce(
      (bits, index, i) => (signing.includes(index) ? bits | (1n << BigInt(i)) : bits),
      0n,
    );
    const quorum = { committee, keys: keysOf(committee), signers };
    const over = fault === 'other message' ? Uint8Array.of(...message, 0) : message;
    const shares = signing.map((index) => (pool.signers[index] as BlsSigner).sign(over));
    const honest = bls.aggregate(fault === 'missing share' && shares[1] ? shares.slice(1) : shares);
    return { ...quorum, message, ...damaged(honest, fault, bit) };
  });

/** By the library that validators in Node.js use. */
export function isSignedHere(signed: Signed): boolean {
  const { message, signature } = signed;
  if (signature === undefined || !isQuorum(signed)) return false;
  return bls.verifyAggregate({
    keys: signersIn(signed).map(({ blsKey }) => blsKey),
    message,
    signature,
  });
}

function damaged(honest: Hex, fault: string, bit: number): Pick<Signed, 'signature' | 'padded'> {
  const padded = paddedG2(G2.fromBytes(bytesFromHex(honest)));
  if (fault === 'negated') {
    const point = G2.fromBytes(bytesFromHex(honest)).negate();
    return { signature: hexFromBytes(point.toBytes()), padded: paddedG2(point) };
  }
  if (fault === 'infinity') {
    return { signature: INFINITY_G2, padded: PADDED_INFINITY_G2 };
  }
  if (fault === 'outside the subgroup') {
    const signature = pointsOutside[bit % pointsOutside.length] as Hex;
    return { signature, padded: paddedFromUncompressed(uncompressG2(signature) as Hex) };
  }
  if (fault === 'flipped bit') {
    const bytes = bytesFromHex(padded);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    return { signature: undefined, padded: hexFromBytes(bytes) };
  }
  if (fault === 'not reduced') {
    const x = BigInt(padded.slice(0, 130)) + PRIME;
    return {
      signature: undefined,
      padded: `0x${x.toString(16).padStart(128, '0')}${padded.slice(130)}`,
    };
  }
  if (fault === 'other length') {
    const length = bit % 256;
    return { signature: undefined, padded: padded.slice(0, 2 + 2 * length) as Hex };
  }
  return { signature: honest, padded };
}

/** Hardly any point of the curve is in the subgroup. */
const pointsOutside = Array.from({ length: 60 }, (_, i): Hex => {
  const word = (part: number) => keccak256(Uint8Array.of(i, part));
  const bytes = Uint8Array.of(...word(0), ...word(1), ...word(2));
  bytes[0] = 0x80 | ((bytes[0] as number) & 0x0f);
  bytes[48] = (bytes[48] as number) & 0x0f;
  return hexFromBytes(bytes);
}).filter((compressed) => uncompressG2(compressed) !== undefined);
