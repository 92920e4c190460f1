import type { Address, Hash } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';

// Values at the edges of what an encoding holds, and others that are told apart by a name.

export const MAX_U64 = 2n ** 64n - 1n;
export const MAX_U256 = 2n ** 256n - 1n;
export const MAX_ADDRESS: Address = `0x${'ff'.repeat(20)}`;
export const MAX_HASH: Hash = `0x${'ff'.repeat(32)}`;

export function hashNamed(name: string): Hash {
  return keccakHex(bytesFromText(name));
}

export function addressNamed(name: string): Address {
  return `0x${hashNamed(name).slice(-40)}`;
}
