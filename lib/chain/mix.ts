import { bytesFromHex, concatBytes, type Hash, type Hex } from '../core/bytes.ts';
import { keccak256, keccakHex } from '../core/keccak.ts';

/**
 * The chain's randomness after a block: `keccak(parent.mix || keccak(reveal))`. A proposer cannot
 * choose its reveal, only withhold its block, which is one bit of bias.
 */
export function nextMix(parentMix: Hash, reveal: Hex): Hash {
  return keccakHex(concatBytes(bytesFromHex(parentMix), keccak256(bytesFromHex(reveal))));
}
