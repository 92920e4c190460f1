import {
  bytesFromUint,
  concatBytes,
  type Hash,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../../core/bytes.ts';

// Values of the index buckets: fixed width, big-endian.

export function bytesFromHeight(height: bigint): Uint8Array {
  return u64(height);
}

export function heightFromBytes(bytes: Uint8Array): bigint {
  return uintFromBytes(bytes);
}

/** Where a transaction is: height and index in the block. */
export function bytesFromLocation(height: bigint, index: number): Uint8Array {
  return concatBytes(u64(height), bytesFromUint(BigInt(index), 4));
}

export function locationFromBytes(bytes: Uint8Array): { height: bigint; index: number } {
  return {
    height: uintFromBytes(bytes.subarray(0, 8)),
    index: Number(uintFromBytes(bytes.subarray(8))),
  };
}

/** Hashes of 32 bytes one after another. */
export function bytesFromActivity(hashes: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...hashes);
}

export function activityFromBytes(bytes: Uint8Array): Hash[] {
  const hashes: Hash[] = [];
  for (let at = 0; at < bytes.length; at += 32) {
    hashes.push(hexFromBytes(bytes.subarray(at, at + 32)));
  }
  return hashes;
}
