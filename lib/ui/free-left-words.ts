import type { Allowance } from '../client/sponsor/views.ts';
import { postsFromUnits, sponsorMessages } from './sponsor-messages.ts';

/**
 * What is left of a day, in posts of usual size and as its share: a short post or a vote uses less
 * than one of those, so only the share moves with everything that is done.
 */
export function freeLeftWords(
  { unitsLeftToday, unitsPerDay }: Pick<Allowance, 'unitsLeftToday' | 'unitsPerDay'>,
  postUnits: bigint,
): string {
  const left = BigInt(unitsLeftToday);
  const tenths = unitsPerDay === 0 ? 0n : (left * 1_000n) / BigInt(unitsPerDay);
  const percent = tenths % 10n === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenths % 10n}`;
  return sponsorMessages.today.left(postsFromUnits(left, postUnits), percent);
}
