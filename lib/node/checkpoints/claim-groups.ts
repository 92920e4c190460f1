import type { Hex } from '../../core/bytes.ts';
import {
  CLAIM_CALL_BYTES,
  CLAIM_CALL_GAS,
  CLAIM_GAS,
  CLAIM_RESERVE_GAS,
  SUBMIT_GAS,
} from '../../core/limits.ts';
import type { WithdrawalClaim } from '../../modules/bridge/prove-withdrawal.ts';

/**
 * Claims as transactions hold them: Ethereum bounds the gas of one, and nodes pass on none that is
 * too large. The first group, which may be empty, stands beside these posts; others hold claims.
 */
export function createClaimGroups(
  claims: readonly WithdrawalClaim[],
  posts: readonly Hex[],
): WithdrawalClaim[][] {
  const bytesOfPosts = posts.reduce((bytes, post) => bytes + post.length / 2, 0);
  let gas = BigInt(posts.length) * SUBMIT_GAS + CLAIM_RESERVE_GAS;
  let bytes = bytesOfPosts;
  const groups: WithdrawalClaim[][] = [[]];
  for (const claim of claims) {
    const size = BYTES_OF_CLAIM + BYTES_OF_SIBLING * claim.proof.siblings.length;
    if (gas + CLAIM_GAS > CLAIM_CALL_GAS || bytes + size > CLAIM_CALL_BYTES) {
      groups.push([]);
      gas = CLAIM_RESERVE_GAS;
      bytes = 0;
    }
    groups.at(-1)?.push(claim);
    gas += CLAIM_GAS;
    bytes += size;
  }
  return groups.filter((group, i) => group.length > 0 || (i === 0 && posts.length > 0));
}

/** Nine words: where it stands, five of the withdrawal, bitmap, place and number of siblings. */
const BYTES_OF_CLAIM = 288;
const BYTES_OF_SIBLING = 32;
