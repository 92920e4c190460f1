import { assert } from '../../../lib/core/assert.ts';
import { bytesFromHex, concatBytes, type Hash, u64 } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { createRandom } from '../random.ts';

/**
 * Nearly equal powers with which these validators lead the first views. The protocol draws leaders
 * by power, so they are found by trying.
 */
export function powersForLeaders(seed: Hash, nodes: number, leaders: readonly number[]): number[] {
  const words = leaders.map((_, index) => leaderWord(seed, BigInt(index + 1)));
  const random = createRandom(nodes, `powers ${leaders.join()}`);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const most = LEAST_POWER + SPREAD * (1 + Math.floor(tries / TRIES_PER_SPREAD));
    const powers = Array.from({ length: nodes }, () => random.between(LEAST_POWER, most));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const fits = words.every((word, round) => {
      let rest = Number(word % BigInt(total));
      const leader = powers.findIndex((power) => (rest -= power) < 0);
      return leader === leaders[round];
    });
    if (fits) return powers;
  }
  assert(false, `no powers make ${leaders.join()} lead`);
}

function leaderWord(seed: Hash, view: bigint): bigint {
  const tag = new TextEncoder().encode('leader');
  return BigInt(keccakHex(concatBytes(tag, bytesFromHex(seed), u64(view))));
}

const LEAST_POWER = 1_000_000;
/** Some orders of leaders need powers that differ more; a fifth more changes no quorum. */
const SPREAD = 20_000;
const TRIES_PER_SPREAD = 50_000;
const MAX_TRIES = 500_000;
