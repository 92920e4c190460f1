import { bls12_381 } from '@noble/curves/bls12-381.js';
import {
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  type Hex,
  hexFromBytes,
} from '../../../lib/core/bytes.ts';

// Points as the precompiles take them, by a library that the product does not use for it.

export const G1 = bls12_381.G1.Point;
export const G2 = bls12_381.G2.Point;
export const PRIME = bls12_381.fields.Fp.ORDER;

/** Infinity, as the chain's format has it and as precompiles do. */
export const INFINITY_G2: Hex = `0xc0${'00'.repeat(95)}`;
export const PADDED_INFINITY_G2: Hex = `0x${'00'.repeat(256)}`;

export function paddedG1(point: InstanceType<typeof G1>): Hex {
  if (point.is0()) return `0x${'00'.repeat(128)}`;
  const { x, y } = point.toAffine();
  return padded([x, y]);
}

export function paddedG2(point: InstanceType<typeof G2>): Hex {
  if (point.is0()) return PADDED_INFINITY_G2;
  const { x, y } = point.toAffine();
  return padded([x.c0, x.c1, y.c0, y.c1]);
}

/** Coordinates of 48 bytes, those with `u` first, as the product writes G2 uncompressed. */
export function paddedFromUncompressed(uncompressed: Hex): Hex {
  const bytes = bytesFromHex(uncompressed);
  return padded([48, 0, 144, 96].map((at) => BigInt(hexFromBytes(bytes.slice(at, at + 48)))));
}

function padded(coordinates: readonly bigint[]): Hex {
  return hexFromBytes(concatBytes(...coordinates.map((each) => bytesFromUint(each, 64))));
}
