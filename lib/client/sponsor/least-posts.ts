import { MIN_GRANT_UNITS_PER_DAY } from '../../core/module-limits.ts';

/** Fewest posts a day, of so many units each, that a grant may give all accounts together. */
export function leastPosts(unitsOfPost: bigint): bigint {
  return (MIN_GRANT_UNITS_PER_DAY + unitsOfPost - 1n) / unitsOfPost;
}
